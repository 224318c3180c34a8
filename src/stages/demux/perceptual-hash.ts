/**
 * 64-bit perceptual hash of a picture: the signs of the 8 × 8 lowest frequencies of its 32 × 32 luma, against their median
 * (pHash, Zauner 2010, "Implementation and Benchmarking of Perceptual Image Hash Functions"). Two 32-bit halves.
 */
export type PerceptualHash = readonly [number, number];

const SIDE = 32;
const LOW = 8;
/** Row u: cos((2x + 1) u π / 64) for x in 0…31, the first eight frequencies above zero. */
const COSINES = Float32Array.from({ length: LOW * SIDE }, (_, at) => Math.cos(((2 * (at % SIDE) + 1) * (Math.floor(at / SIDE) + 1) * Math.PI) / (2 * SIDE)));

/** @param luma 32 × 32 bytes, row by row */
export function perceptualHash(luma: Uint8Array): PerceptualHash {
  const rows = new Float32Array(SIDE * LOW);
  for (let y = 0; y < SIDE; y += 1) {
    for (let u = 0; u < LOW; u += 1) {
      let sum = 0;
      for (let x = 0; x < SIDE; x += 1) sum += (luma[y * SIDE + x] ?? 0) * (COSINES[u * SIDE + x] ?? 0);
      rows[y * LOW + u] = sum;
    }
  }
  const frequencies = new Float32Array(LOW * LOW);
  for (let v = 0; v < LOW; v += 1) {
    for (let u = 0; u < LOW; u += 1) {
      let sum = 0;
      for (let y = 0; y < SIDE; y += 1) sum += (rows[y * LOW + u] ?? 0) * (COSINES[v * SIDE + y] ?? 0);
      frequencies[v * LOW + u] = sum;
    }
  }
  const sorted = frequencies.toSorted();
  const median = ((sorted[31] ?? 0) + (sorted[32] ?? 0)) / 2;
  const half = (from: number): number => frequencies.subarray(from, from + 32).reduce((bits, value, at) => (value > median ? (bits | (1 << at)) >>> 0 : bits), 0);
  return [half(0), half(32)];
}

/** Number of bits in which two hashes differ, 0…64. */
export function hashDistance(a: PerceptualHash, b: PerceptualHash): number {
  return bitCount(a[0] ^ b[0]) + bitCount(a[1] ^ b[1]);
}

function bitCount(word: number): number {
  let left = word >>> 0;
  let count = 0;
  for (; left !== 0; count += 1) left = (left & (left - 1)) >>> 0;
  return count;
}
