import { RealFft } from './real-fft.js';

export interface LogMelOptions {
  readonly sampleRate: number;
  readonly fftSize: number;
  readonly hopSize: number;
  readonly melBins: number;
  /** Samples of a whole window; shorter sound is followed by digital silence. */
  readonly windowSamples: number;
}

/**
 * Log-mel spectrogram as Whisper was trained on it (Radford et al. 2022, §2.2): periodic Hann window, centred frames
 * with reflected edges, power spectrum, Slaney mel filters, log10, floored at 8 below the window's own maximum, scaled
 * to about −1 … 1. Buffers are made once an instance; an instance serves one call at a time.
 */
export class LogMel {
  readonly frames: number;
  readonly #options: LogMelOptions;
  readonly #hann: Float64Array;
  readonly #fft: RealFft;
  readonly #filters: readonly MelFilter[];
  readonly #framed: Float64Array;
  readonly #power: Float64Array;

  constructor(options: LogMelOptions) {
    this.#options = options;
    this.frames = options.windowSamples / options.hopSize;
    this.#hann = Float64Array.from({ length: options.fftSize }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / options.fftSize));
    this.#fft = new RealFft(options.fftSize);
    this.#filters = melFilters(options);
    this.#framed = new Float64Array(options.fftSize);
    this.#power = new Float64Array(options.fftSize / 2 + 1);
  }

  /** [melBins, frames] of the samples, cut or padded to `frames` (default: the whole window), into `out` row by row. */
  write(samples: Float32Array, out: Float32Array, frames = this.frames): void {
    const { fftSize, hopSize, melBins } = this.#options;
    const windowSamples = frames * hopSize;
    const heard = samples.length > windowSamples ? samples.subarray(0, windowSamples) : samples;
    // Frames after the last sample hear digital silence only: their power is 0.
    const soundFrames = heard.length === windowSamples ? frames : Math.min(frames, Math.ceil((heard.length + fftSize / 2) / hopSize));
    let highest = FLOOR;
    for (let frame = 0; frame < soundFrames; frame += 1) {
      this.#frame(heard, frame * hopSize - fftSize / 2, windowSamples);
      this.#fft.power(this.#framed, this.#power);
      highest = Math.max(highest, this.#logMel(out, frame, frames));
    }
    for (let bin = 0; bin < melBins; bin += 1) out.fill(FLOOR, bin * frames + soundFrames, (bin + 1) * frames);
    const lowest = highest - 8;
    for (let i = 0; i < melBins * frames; i += 1) out[i] = (Math.max(out[i] ?? 0, lowest) + 4) / 4;
  }

  #frame(samples: Float32Array, start: number, windowSamples: number): void {
    const { fftSize } = this.#options;
    const framed = this.#framed;
    const hann = this.#hann;
    const inside = start >= 0 && start + fftSize <= samples.length;
    for (let i = 0; i < fftSize; i += 1) {
      let at = start + i;
      if (!inside) {
        if (at < 0) at = -at;
        else if (at >= windowSamples) at = 2 * windowSamples - 2 - at;
      }
      framed[i] = (samples[at] ?? 0) * (hann[i] ?? 0);
    }
  }

  /** Column `frame` of [melBins, frames] from the power spectrum; returns its highest value. */
  #logMel(out: Float32Array, frame: number, frames: number): number {
    const power = this.#power;
    let highest = FLOOR;
    for (let bin = 0; bin < this.#filters.length; bin += 1) {
      const { first, weights } = this.#filters[bin] as MelFilter;
      let sum = 0;
      for (let i = 0; i < weights.length; i += 1) sum += (weights[i] as number) * (power[first + i] as number);
      const value = Math.log10(Math.max(sum, 1e-10));
      if (value > highest) highest = value;
      out[bin * frames + frame] = value;
    }
    return highest;
  }
}

/** log10 of the least power. */
const FLOOR = -10;

interface MelFilter {
  /** Spectrum bin of the first weight. */
  readonly first: number;
  readonly weights: Float64Array;
}

/** Triangles on Slaney's mel scale, each of area 1 (librosa's `norm="slaney"`), as non-zero runs. */
function melFilters({ sampleRate, fftSize, melBins }: LogMelOptions): readonly MelFilter[] {
  const spectrumBins = fftSize / 2 + 1;
  const highestMel = melOf(sampleRate / 2);
  const edges = Array.from({ length: melBins + 2 }, (_, i) => hertzOf((highestMel * i) / (melBins + 1)));
  return Array.from({ length: melBins }, (_, bin) => {
    const [left = 0, centre = 0, right = 0] = edges.slice(bin, bin + 3);
    const dense = Array.from({ length: spectrumBins }, (_unused, k) => {
      const hertz = (k * sampleRate) / fftSize;
      const height = Math.min((hertz - left) / (centre - left), (right - hertz) / (right - centre));
      return Math.max(0, height) * (2 / (right - left));
    });
    const first = Math.max(0, dense.findIndex((weight) => weight > 0));
    const last = dense.findLastIndex((weight) => weight > 0);
    return { first, weights: Float64Array.from(dense.slice(first, last + 1)) };
  });
}

const LINEAR_HERTZ_PER_MEL = 200 / 3;
const LOG_START_HERTZ = 1000;
const LOG_START_MEL = LOG_START_HERTZ / LINEAR_HERTZ_PER_MEL;
const LOG_STEP = Math.log(6.4) / 27;

function melOf(hertz: number): number {
  return hertz < LOG_START_HERTZ ? hertz / LINEAR_HERTZ_PER_MEL : LOG_START_MEL + Math.log(hertz / LOG_START_HERTZ) / LOG_STEP;
}

function hertzOf(mel: number): number {
  return mel < LOG_START_MEL ? mel * LINEAR_HERTZ_PER_MEL : LOG_START_HERTZ * Math.exp(LOG_STEP * (mel - LOG_START_MEL));
}
