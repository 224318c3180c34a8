import { butterfly, butterfly4, butterfly5 } from './butterflies.js';

/**
 * Spectrum of real signals of one even length, by a complex transform of half the length (mixed radix, Stockham order).
 * Whisper's 400 = 2 · 5 · 5 · 4 · 2 is no power of two. All buffers are made once; `power` allocates nothing.
 */
export class RealFft {
  readonly #half: number;
  readonly #passes: readonly Pass[];
  #re: Float64Array;
  #im: Float64Array;
  #nextRe: Float64Array;
  #nextIm: Float64Array;
  readonly #cos: Float64Array;
  readonly #sin: Float64Array;

  constructor(readonly size: number) {
    if (size < 4 || size % 2 !== 0) throw new RangeError(`transform size is ${size}; wanted an even number of at least 4`);
    this.#half = size / 2;
    this.#passes = passesOf(this.#half);
    this.#re = new Float64Array(this.#half);
    this.#im = new Float64Array(this.#half);
    this.#nextRe = new Float64Array(this.#half);
    this.#nextIm = new Float64Array(this.#half);
    this.#cos = Float64Array.from({ length: this.#half + 1 }, (_, k) => Math.cos((-2 * Math.PI * k) / size));
    this.#sin = Float64Array.from({ length: this.#half + 1 }, (_, k) => Math.sin((-2 * Math.PI * k) / size));
  }

  /** Writes |X[k]|² for k = 0 … size/2 into `power`; `signal` holds `size` samples. */
  power(signal: Float64Array, power: Float64Array): void {
    const half = this.#half;
    for (let i = 0; i < half; i += 1) {
      this.#re[i] = signal[2 * i] ?? 0;
      this.#im[i] = signal[2 * i + 1] ?? 0;
    }
    for (const pass of this.#passes) this.#run(pass);
    const re = this.#re;
    const im = this.#im;
    for (let k = 0; k <= half; k += 1) {
      const a = k === half ? 0 : k;
      const b = k === 0 ? 0 : half - k;
      const sumRe = ((re[a] ?? 0) + (re[b] ?? 0)) / 2;
      const sumIm = ((im[a] ?? 0) - (im[b] ?? 0)) / 2;
      const differenceRe = ((im[a] ?? 0) + (im[b] ?? 0)) / 2;
      const differenceIm = ((re[b] ?? 0) - (re[a] ?? 0)) / 2;
      const cos = this.#cos[k] ?? 0;
      const sin = this.#sin[k] ?? 0;
      const x = sumRe + cos * differenceRe - sin * differenceIm;
      const y = sumIm + cos * differenceIm + sin * differenceRe;
      power[k] = x * x + y * y;
    }
  }

  #run(pass: Pass): void {
    const { radix } = pass;
    if (radix === 5) butterfly5(pass, this.#re, this.#im, this.#nextRe, this.#nextIm);
    else if (radix === 4) butterfly4(pass, this.#re, this.#im, this.#nextRe, this.#nextIm);
    else butterfly(pass, this.#re, this.#im, this.#nextRe, this.#nextIm);
    [this.#re, this.#nextRe] = [this.#nextRe, this.#re];
    [this.#im, this.#nextIm] = [this.#nextIm, this.#im];
  }
}

export interface Pass {
  readonly radix: number;
  readonly groups: number;
  readonly run: number;
  /** [groups, radix] */
  readonly twiddleRe: Float64Array;
  readonly twiddleIm: Float64Array;
  readonly rootRe: Float64Array;
  readonly rootIm: Float64Array;
}

function passesOf(size: number): Pass[] {
  const passes: Pass[] = [];
  let length = size;
  let run = 1;
  for (const radix of factors(size)) {
    const groups = length / radix;
    const angle = (group: number, bin: number): number => (-2 * Math.PI * group * bin) / length;
    const table = (value: (radians: number) => number): Float64Array =>
      Float64Array.from({ length: groups * radix }, (_, i) => value(angle(Math.floor(i / radix), i % radix)));
    passes.push({
      radix,
      groups,
      run,
      twiddleRe: table(Math.cos),
      twiddleIm: table(Math.sin),
      rootRe: Float64Array.from({ length: radix }, (_, k) => Math.cos((-2 * Math.PI * k) / radix)),
      rootIm: Float64Array.from({ length: radix }, (_, k) => Math.sin((-2 * Math.PI * k) / radix)),
    });
    length = groups;
    run *= radix;
  }
  return passes;
}

/** Fives and fours first: their butterflies are written out. */
function factors(size: number): number[] {
  const found: number[] = [];
  let rest = size;
  const take = (factor: number): void => {
    while (rest % factor === 0) {
      found.push(factor);
      rest /= factor;
    }
  };
  take(5);
  take(4);
  for (let factor = 2; rest > 1; factor += 1) take(factor);
  return found;
}
