/**
 * Spectrum of real signals of one even length, by a complex transform of half the length (mixed radix, Stockham order).
 * Whisper's 400 = 2 · 4 · 5 · 5 · 2 is no power of two. All buffers are made once; `power` allocates nothing.
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

  /** One Stockham pass: `groups` butterflies of `radix` points over runs of `run` values. */
  #run({ radix, groups, run, twiddleRe, twiddleIm, rootRe, rootIm }: Pass): void {
    const inRe = this.#re;
    const inIm = this.#im;
    const outRe = this.#nextRe;
    const outIm = this.#nextIm;
    const stride = groups * run;
    const legRe = new Array<number>(radix).fill(0);
    const legIm = new Array<number>(radix).fill(0);
    for (let group = 0; group < groups; group += 1) {
      for (let offset = 0; offset < run; offset += 1) {
        for (let leg = 0; leg < radix; leg += 1) {
          const from = leg * stride + group * run + offset;
          legRe[leg] = inRe[from] ?? 0;
          legIm[leg] = inIm[from] ?? 0;
        }
        for (let bin = 0; bin < radix; bin += 1) {
          let re = legRe[0] ?? 0;
          let im = legIm[0] ?? 0;
          for (let leg = 1, root = bin; leg < radix; leg += 1, root += bin) {
            while (root >= radix) root -= radix;
            const x = legRe[leg] ?? 0;
            const y = legIm[leg] ?? 0;
            const c = rootRe[root] ?? 0;
            const s = rootIm[root] ?? 0;
            re += x * c - y * s;
            im += x * s + y * c;
          }
          const to = (group * radix + bin) * run + offset;
          const c = twiddleRe[group * radix + bin] ?? 0;
          const s = twiddleIm[group * radix + bin] ?? 0;
          outRe[to] = re * c - im * s;
          outIm[to] = re * s + im * c;
        }
      }
    }
    this.#re = outRe;
    this.#im = outIm;
    this.#nextRe = inRe;
    this.#nextIm = inIm;
  }
}

interface Pass {
  readonly radix: number;
  readonly groups: number;
  readonly run: number;
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

function factors(size: number): number[] {
  const found: number[] = [];
  let rest = size;
  for (let candidate = 2; rest > 1; candidate += 1) {
    while (rest % candidate === 0) {
      found.push(candidate);
      rest /= candidate;
    }
  }
  return found;
}
