import type { Pass } from './real-fft.js';

/**
 * One Stockham pass each: `groups` butterflies of `radix` points over runs of `run` values. Point `leg` of a butterfly
 * lies `leg · groups · run` further on; its outcome `bin` is turned by the pass's twiddle and written in order.
 */
export function butterfly({ radix, groups, run, twiddleRe, twiddleIm, rootRe, rootIm }: Pass, inRe: Float64Array, inIm: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const stride = groups * run;
  for (let group = 0; group < groups; group += 1) {
    for (let bin = 0; bin < radix; bin += 1) {
      const c = twiddleRe[group * radix + bin] ?? 0;
      const s = twiddleIm[group * radix + bin] ?? 0;
      for (let offset = 0; offset < run; offset += 1) {
        let re = 0;
        let im = 0;
        for (let leg = 0, root = 0; leg < radix; leg += 1, root = (root + bin) % radix) {
          const from = leg * stride + group * run + offset;
          const x = inRe[from] ?? 0;
          const y = inIm[from] ?? 0;
          re += x * (rootRe[root] ?? 0) - y * (rootIm[root] ?? 0);
          im += x * (rootIm[root] ?? 0) + y * (rootRe[root] ?? 0);
        }
        const to = (group * radix + bin) * run + offset;
        outRe[to] = re * c - im * s;
        outIm[to] = re * s + im * c;
      }
    }
  }
}

export function butterfly4({ groups, run, twiddleRe, twiddleIm }: Pass, inRe: Float64Array, inIm: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const stride = groups * run;
  for (let group = 0; group < groups; group += 1) {
    const at = group * 4;
    const c1 = twiddleRe[at + 1] ?? 0;
    const s1 = twiddleIm[at + 1] ?? 0;
    const c2 = twiddleRe[at + 2] ?? 0;
    const s2 = twiddleIm[at + 2] ?? 0;
    const c3 = twiddleRe[at + 3] ?? 0;
    const s3 = twiddleIm[at + 3] ?? 0;
    for (let offset = 0; offset < run; offset += 1) {
      const from = group * run + offset;
      const x0 = inRe[from] ?? 0;
      const y0 = inIm[from] ?? 0;
      const x1 = inRe[from + stride] ?? 0;
      const y1 = inIm[from + stride] ?? 0;
      const x2 = inRe[from + 2 * stride] ?? 0;
      const y2 = inIm[from + 2 * stride] ?? 0;
      const x3 = inRe[from + 3 * stride] ?? 0;
      const y3 = inIm[from + 3 * stride] ?? 0;
      const to = at * run + offset;
      outRe[to] = x0 + x1 + x2 + x3;
      outIm[to] = y0 + y1 + y2 + y3;
      const re1 = x0 - x2 + (y1 - y3);
      const im1 = y0 - y2 - (x1 - x3);
      outRe[to + run] = re1 * c1 - im1 * s1;
      outIm[to + run] = re1 * s1 + im1 * c1;
      const re2 = x0 - x1 + x2 - x3;
      const im2 = y0 - y1 + y2 - y3;
      outRe[to + 2 * run] = re2 * c2 - im2 * s2;
      outIm[to + 2 * run] = re2 * s2 + im2 * c2;
      const re3 = x0 - x2 - (y1 - y3);
      const im3 = y0 - y2 + (x1 - x3);
      outRe[to + 3 * run] = re3 * c3 - im3 * s3;
      outIm[to + 3 * run] = re3 * s3 + im3 * c3;
    }
  }
}

const COS1 = Math.cos((2 * Math.PI) / 5);
const COS2 = Math.cos((4 * Math.PI) / 5);
const SIN1 = Math.sin((2 * Math.PI) / 5);
const SIN2 = Math.sin((4 * Math.PI) / 5);

export function butterfly5({ groups, run, twiddleRe, twiddleIm }: Pass, inRe: Float64Array, inIm: Float64Array, outRe: Float64Array, outIm: Float64Array): void {
  const stride = groups * run;
  for (let group = 0; group < groups; group += 1) {
    const at = group * 5;
    const c1 = twiddleRe[at + 1] ?? 0;
    const s1 = twiddleIm[at + 1] ?? 0;
    const c2 = twiddleRe[at + 2] ?? 0;
    const s2 = twiddleIm[at + 2] ?? 0;
    const c3 = twiddleRe[at + 3] ?? 0;
    const s3 = twiddleIm[at + 3] ?? 0;
    const c4 = twiddleRe[at + 4] ?? 0;
    const s4 = twiddleIm[at + 4] ?? 0;
    for (let offset = 0; offset < run; offset += 1) {
      const from = group * run + offset;
      const x0 = inRe[from] ?? 0;
      const y0 = inIm[from] ?? 0;
      const xa = (inRe[from + stride] ?? 0) + (inRe[from + 4 * stride] ?? 0);
      const ya = (inIm[from + stride] ?? 0) + (inIm[from + 4 * stride] ?? 0);
      const xb = (inRe[from + 2 * stride] ?? 0) + (inRe[from + 3 * stride] ?? 0);
      const yb = (inIm[from + 2 * stride] ?? 0) + (inIm[from + 3 * stride] ?? 0);
      const xc = (inRe[from + stride] ?? 0) - (inRe[from + 4 * stride] ?? 0);
      const yc = (inIm[from + stride] ?? 0) - (inIm[from + 4 * stride] ?? 0);
      const xd = (inRe[from + 2 * stride] ?? 0) - (inRe[from + 3 * stride] ?? 0);
      const yd = (inIm[from + 2 * stride] ?? 0) - (inIm[from + 3 * stride] ?? 0);
      const to = at * run + offset;
      outRe[to] = x0 + xa + xb;
      outIm[to] = y0 + ya + yb;
      const evenRe1 = x0 + COS1 * xa + COS2 * xb;
      const evenIm1 = y0 + COS1 * ya + COS2 * yb;
      const oddRe1 = SIN1 * yc + SIN2 * yd;
      const oddIm1 = -SIN1 * xc - SIN2 * xd;
      const evenRe2 = x0 + COS2 * xa + COS1 * xb;
      const evenIm2 = y0 + COS2 * ya + COS1 * yb;
      const oddRe2 = SIN2 * yc - SIN1 * yd;
      const oddIm2 = -SIN2 * xc + SIN1 * xd;
      outRe[to + run] = (evenRe1 + oddRe1) * c1 - (evenIm1 + oddIm1) * s1;
      outIm[to + run] = (evenRe1 + oddRe1) * s1 + (evenIm1 + oddIm1) * c1;
      outRe[to + 2 * run] = (evenRe2 + oddRe2) * c2 - (evenIm2 + oddIm2) * s2;
      outIm[to + 2 * run] = (evenRe2 + oddRe2) * s2 + (evenIm2 + oddIm2) * c2;
      outRe[to + 3 * run] = (evenRe2 - oddRe2) * c3 - (evenIm2 - oddIm2) * s3;
      outIm[to + 3 * run] = (evenRe2 - oddRe2) * s3 + (evenIm2 - oddIm2) * c3;
      outRe[to + 4 * run] = (evenRe1 - oddRe1) * c4 - (evenIm1 - oddIm1) * s4;
      outIm[to + 4 * run] = (evenRe1 - oddRe1) * s4 + (evenIm1 - oddIm1) * c4;
    }
  }
}
