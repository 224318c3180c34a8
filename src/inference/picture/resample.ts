import { clampedScratch } from '../scratch.js';
import type { Picture, Region } from './picture.js';

/**
 * Antialiased resampling as Pillow does it (src/libImaging/Resample.c), because the models were trained and their
 * goldens made with it: the kernel is widened by the shrink factor, weights are normalised and held as 22-bit fixed
 * point, the horizontal pass is rounded to 8 bits before the vertical one.
 */
export type Kernel = 'bilinear' | 'bicubic';

const KERNELS: Readonly<Record<Kernel, { readonly support: number; readonly weight: (x: number) => number }>> = {
  bilinear: { support: 1, weight: (x) => Math.max(0, 1 - Math.abs(x)) },
  bicubic: { support: 2, weight: (x) => cubicWeight(Math.abs(x)) },
};

/** Keys' cubic convolution with a = −0.5, as in Pillow. */
function cubicWeight(x: number): number {
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  if (x < 2) return ((-0.5 * x + 2.5) * x - 4) * x + 2;
  return 0;
}

const FIXED_POINT = 1 << 22;
const HALF = 1 << 21;
/** Exact: sums stay below 2^31 (255 · 2^22 · the kernel's overshoot). Read from its global in each turn of a loop it is slow in test environments. */
const { imul } = Math;

interface Taps {
  /** First source index of each output, and how many follow. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `stride` fixed-point weights an output. */
  readonly weights: Int32Array;
  readonly stride: number;
}

const KEPT = 64;
const kept = new Map<string, Taps>();

/** Videos come in few sizes: the last ones are kept. */
function tapsFor(sourceLength: number, targetLength: number, kernel: Kernel): Taps {
  const key = `${sourceLength} ${targetLength} ${kernel}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const oldest = kept.size < KEPT ? undefined : kept.keys().next().value;
  if (oldest !== undefined) kept.delete(oldest);
  const made = makeTaps(sourceLength, targetLength, kernel);
  kept.set(key, made);
  return made;
}

function makeTaps(sourceLength: number, targetLength: number, kernel: Kernel): Taps {
  const { support: unitSupport, weight } = KERNELS[kernel];
  const scale = sourceLength / targetLength;
  const filterScale = Math.max(1, scale);
  const support = unitSupport * filterScale;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(targetLength);
  const count = new Int32Array(targetLength);
  const weights = new Int32Array(targetLength * stride);
  const unrounded = new Float64Array(stride);
  for (let target = 0; target < targetLength; target++) {
    const center = (target + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const end = Math.min(sourceLength, Math.trunc(center + support + 0.5));
    let sum = 0;
    for (let source = start; source < end; source++) {
      const value = weight((source - center + 0.5) / filterScale);
      unrounded[source - start] = value;
      sum += value;
    }
    first[target] = start;
    count[target] = end - start;
    for (let tap = 0; tap < end - start; tap++) {
      weights[target * stride + tap] = Math.round(((unrounded[tap] ?? 0) / sum) * FIXED_POINT);
    }
  }
  return { first, count, weights, stride };
}

const between = clampedScratch();

/** The region of the picture, resized to `width` × `height`, 8-bit RGB. Pixels outside the region do not take part. */
export function resample(picture: Picture, region: Region, width: number, height: number, kernel: Kernel): Uint8Array {
  const across = acrossPass(picture, region, width, kernel);
  return downPass(across, region.height, width, height, kernel);
}

/** 22 fraction bits are dropped on storing; the clamped array keeps 0…255. */
function acrossPass(picture: Picture, region: Region, width: number, kernel: Kernel): Uint8ClampedArray {
  const { first, count, weights, stride } = tapsFor(region.width, width, kernel);
  const source = picture.pixels;
  const out = between(region.height * width * 3);
  for (let row = 0; row < region.height; row++) {
    const rowStart = ((region.y + row) * picture.width + region.x) * 3;
    let target = row * width * 3;
    for (let column = 0; column < width; column++, target += 3) {
      let at = rowStart + (first[column] as number) * 3;
      let red = HALF;
      let green = HALF;
      let blue = HALF;
      const end = column * stride + (count[column] as number);
      for (let tap = column * stride; tap < end; tap++, at += 3) {
        const weight = weights[tap] as number;
        red = (red + imul(weight, source[at] as number)) | 0;
        green = (green + imul(weight, source[at + 1] as number)) | 0;
        blue = (blue + imul(weight, source[at + 2] as number)) | 0;
      }
      out[target] = red >> 22;
      out[target + 1] = green >> 22;
      out[target + 2] = blue >> 22;
    }
  }
  return out;
}

/** Rows are taken four at a time, so that a sum is read and written once for them. */
function downPass(source: Uint8ClampedArray, sourceHeight: number, width: number, height: number, kernel: Kernel): Uint8Array {
  const { first, count, weights, stride } = tapsFor(sourceHeight, height, kernel);
  const rowLength = width * 3;
  const sums = new Int32Array(rowLength);
  const out = new Uint8ClampedArray(height * rowLength);
  for (let row = 0; row < height; row++) {
    const end = row * stride + (count[row] as number);
    let start = (first[row] as number) * rowLength;
    let tap = row * stride;
    sums.fill(HALF);
    for (; tap + 3 < end; tap += 4, start += 4 * rowLength) {
      const [a, b, c, d] = [weights[tap] as number, weights[tap + 1] as number, weights[tap + 2] as number, weights[tap + 3] as number];
      const [second, third, fourth] = [start + rowLength, start + 2 * rowLength, start + 3 * rowLength];
      for (let i = 0; i < rowLength; i++) {
        sums[i] = (sums[i] as number) + imul(a, source[start + i] as number) + imul(b, source[second + i] as number) + imul(c, source[third + i] as number) + imul(d, source[fourth + i] as number);
      }
    }
    for (; tap < end; tap++, start += rowLength) {
      const weight = weights[tap] as number;
      for (let i = 0; i < rowLength; i++) sums[i] = (sums[i] as number) + imul(weight, source[start + i] as number);
    }
    const target = row * rowLength;
    for (let i = 0; i < rowLength; i++) out[target + i] = (sums[i] as number) >> 22;
  }
  return new Uint8Array(out.buffer);
}
