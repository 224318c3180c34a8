import type { Script } from '../../domain/perception.js';
import type { ScriptShare } from '../../stages/read/text-reader.js';

/** Depth of the recogniser's last features. */
export const SCRIPT_FEATURES = 120;
const HIDDEN = 32;

/** Class 0: what the recogniser can read (Latin, digits, Greek, Chinese, Japanese); the others it cannot. */
export const HEAD_SCRIPTS = ['Zyyy', 'Kore', 'Cyrl', 'Thai', 'Arab', 'Deva'] as const satisfies readonly Script[];

/**
 * The script of each 8-pixel step of a line, from the recogniser's own last features [steps, 120]: one hidden layer of 32,
 * fitted by scripts/train-script-head.ts on drawn lines. Weights: W1 [32, 120], b1 [32], W2 [6, 32], b2 [6].
 */
export class ScriptHead {
  readonly #w: Float32Array;

  constructor(weights: Float32Array) {
    const wanted = HIDDEN * SCRIPT_FEATURES + HIDDEN + HEAD_SCRIPTS.length * (HIDDEN + 1);
    if (weights.length !== wanted) throw new Error(`the script head has ${weights.length} weights; wanted ${wanted}`);
    this.#w = weights;
  }

  static fromBase64(base64: string): ScriptHead {
    const bytes = Buffer.from(base64, 'base64');
    return new ScriptHead(Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(i * 4)));
  }

  /** Index into HEAD_SCRIPTS for each step, after a mean over three steps. */
  classes(features: Float32Array): Int32Array {
    const steps = features.length / SCRIPT_FEATURES;
    const classes = HEAD_SCRIPTS.length;
    const logits = new Float32Array(steps * classes);
    for (let step = 0; step < steps; step++) this.#logits(features, step, logits);
    const best = new Int32Array(steps);
    for (let step = 0; step < steps; step++) {
      let top = -Infinity;
      for (let c = 0; c < classes; c++) {
        let sum = logits[step * classes + c] as number;
        if (step > 0) sum += logits[(step - 1) * classes + c] as number;
        if (step + 1 < steps) sum += logits[(step + 1) * classes + c] as number;
        if (sum > top) {
          top = sum;
          best[step] = c;
        }
      }
    }
    return best;
  }

  /** Share of the steps that each foreign script takes, highest first; scripts without a step are left out. */
  shares(features: Float32Array): readonly ScriptShare[] {
    const classes = this.classes(features);
    return HEAD_SCRIPTS.slice(1)
      .map((script, i) => ({ script, share: classes.filter((c) => c === i + 1).length / Math.max(1, classes.length) }))
      .filter(({ share }) => share > 0)
      .sort((a, b) => b.share - a.share);
  }

  #logits(features: Float32Array, step: number, into: Float32Array): void {
    const w = this.#w;
    const classes = HEAD_SCRIPTS.length;
    const b1 = HIDDEN * SCRIPT_FEATURES;
    const w2 = b1 + HIDDEN;
    const b2 = w2 + classes * HIDDEN;
    for (let c = 0; c < classes; c++) into[step * classes + c] = w[b2 + c] as number;
    for (let j = 0; j < HIDDEN; j++) {
      let sum = w[b1 + j] as number;
      for (let i = 0; i < SCRIPT_FEATURES; i++) sum += (w[j * SCRIPT_FEATURES + i] as number) * (features[step * SCRIPT_FEATURES + i] as number);
      if (sum <= 0) continue;
      for (let c = 0; c < classes; c++) (into[step * classes + c] as number) += (w[w2 + c * HIDDEN + j] as number) * sum;
    }
  }
}
