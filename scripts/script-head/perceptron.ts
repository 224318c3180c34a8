import { seeded } from './random-words.js';

export interface PerceptronOptions {
  readonly hidden: number;
  readonly epochs: number;
  readonly seed: number;
}

/**
 * One hidden ReLU layer and softmax, fitted with Adam (Kingma & Ba 2015) on cross entropy weighted to balance the classes.
 * Returns W1 [hidden, inputs], b1, W2 [classes, hidden], b2, with the inputs' standardisation folded into W1 and b1.
 */
export function fitPerceptron(samples: readonly Float32Array[], labels: readonly number[], classes: number, { hidden, epochs, seed }: PerceptronOptions): Float32Array {
  const inputs = samples[0]?.length ?? 0;
  const { mean, deviation } = moments(samples, inputs);
  const counts = new Float64Array(classes);
  for (const label of labels) (counts[label] as number)++;
  const importance = Array.from(counts, (count) => Math.sqrt(labels.length / (classes * Math.max(1, count))));
  const random = seeded(seed);
  const size = hidden * inputs + hidden + classes * hidden + classes;
  const w = Float64Array.from({ length: size }, (_, i) => (i < hidden * inputs ? (random() - 0.5) * 2 * Math.sqrt(3 / inputs) : i < hidden * inputs + hidden || i >= size - classes ? 0 : (random() - 0.5) * 2 * Math.sqrt(3 / hidden)));
  const m = new Float64Array(size);
  const v = new Float64Array(size);
  const gradient = new Float64Array(size);
  const b1 = hidden * inputs;
  const w2 = b1 + hidden;
  const b2 = w2 + classes * hidden;
  const x = new Float64Array(inputs);
  const h = new Float64Array(hidden);
  const p = new Float64Array(classes);
  const batch = 64;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffled(samples.length, random);
    const rate = 0.002 * (1 - epoch / epochs) + 0.0001;
    for (let start = 0; start < order.length; start += batch) {
      gradient.fill(0);
      const end = Math.min(order.length, start + batch);
      for (let k = start; k < end; k++) {
        const at = order[k] as number;
        const sample = samples[at] as Float32Array;
        const label = labels[at] ?? 0;
        for (let i = 0; i < inputs; i++) x[i] = ((sample[i] as number) - (mean[i] as number)) / (deviation[i] as number);
        for (let j = 0; j < hidden; j++) {
          let sum = w[b1 + j] as number;
          for (let i = 0; i < inputs; i++) sum += (w[j * inputs + i] as number) * (x[i] as number);
          h[j] = Math.max(0, sum);
        }
        softmaxInto(p, h, w, w2, b2, classes, hidden);
        const scale = (importance[label] as number) / (end - start);
        for (let c = 0; c < classes; c++) {
          const error = ((p[c] as number) - (c === label ? 1 : 0)) * scale;
          (gradient[b2 + c] as number) += error;
          for (let j = 0; j < hidden; j++) (gradient[w2 + c * hidden + j] as number) += error * (h[j] as number);
          p[c] = error;
        }
        for (let j = 0; j < hidden; j++) {
          if (h[j] === 0) continue;
          let back = 0;
          for (let c = 0; c < classes; c++) back += (p[c] as number) * (w[w2 + c * hidden + j] as number);
          (gradient[b1 + j] as number) += back;
          for (let i = 0; i < inputs; i++) (gradient[j * inputs + i] as number) += back * (x[i] as number);
        }
      }
      step++;
      const correction = Math.sqrt(1 - 0.999 ** step) / (1 - 0.9 ** step);
      for (let i = 0; i < size; i++) {
        const g = (gradient[i] as number) + 1e-5 * (w[i] as number);
        m[i] = 0.9 * (m[i] as number) + 0.1 * g;
        v[i] = 0.999 * (v[i] as number) + 0.001 * g * g;
        (w[i] as number) -= (rate * correction * (m[i] as number)) / (Math.sqrt(v[i] as number) + 1e-8);
      }
    }
  }
  for (let j = 0; j < hidden; j++) {
    for (let i = 0; i < inputs; i++) {
      const at = j * inputs + i;
      w[at] = (w[at] as number) / (deviation[i] as number);
      (w[b1 + j] as number) -= (w[at]) * (mean[i] as number);
    }
  }
  return Float32Array.from(w);
}

function softmaxInto(p: Float64Array, h: Float64Array, w: Float64Array, w2: number, b2: number, classes: number, hidden: number): void {
  let top = -Infinity;
  for (let c = 0; c < classes; c++) {
    let sum = w[b2 + c] as number;
    for (let j = 0; j < hidden; j++) sum += (w[w2 + c * hidden + j] as number) * (h[j] as number);
    p[c] = sum;
    top = Math.max(top, sum);
  }
  let total = 0;
  for (let c = 0; c < classes; c++) total += p[c] = Math.exp((p[c] as number) - top);
  for (let c = 0; c < classes; c++) (p[c] as number) /= total;
}

function moments(samples: readonly Float32Array[], inputs: number): { readonly mean: Float64Array; readonly deviation: Float64Array } {
  const mean = new Float64Array(inputs);
  const deviation = new Float64Array(inputs);
  for (const sample of samples) for (let i = 0; i < inputs; i++) (mean[i] as number) += (sample[i] as number) / samples.length;
  for (const sample of samples) for (let i = 0; i < inputs; i++) (deviation[i] as number) += ((sample[i] as number) - (mean[i] as number)) ** 2 / samples.length;
  for (let i = 0; i < inputs; i++) deviation[i] = Math.sqrt(deviation[i] as number) + 1e-3;
  return { mean, deviation };
}

function shuffled(length: number, random: () => number): Int32Array {
  const order = Int32Array.from({ length }, (_, i) => i);
  for (let i = length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = order[i] as number;
    order[i] = order[j] as number;
    order[j] = kept;
  }
  return order;
}
