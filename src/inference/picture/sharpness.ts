const TILES = 13;
/** Share of the tiles that may be sharper: drawn text is sharp on the blurriest film, and covers less than this. */
const TEXT_SHARE = 0.3;

/**
 * How much fine detail a square picture has: the variance of the Laplacian (Pech-Pacheco et al. 2000) of its luma, by
 * tiles; of the tiles, the one that 30 % exceed, as a share of how much light there is, so that a dim film is not called blurred.
 *
 * @param pixels side × side RGB.
 */
export function sharpnessOf(pixels: Uint8Array, side: number): number {
  const luma = new Float32Array(side * side);
  let sum = 0;
  for (let i = 0; i < luma.length; i++) {
    const value = 0.299 * (pixels[3 * i] as number) + 0.587 * (pixels[3 * i + 1] as number) + 0.114 * (pixels[3 * i + 2] as number);
    luma[i] = value;
    sum += value;
  }
  const tileSide = Math.floor(side / TILES);
  const variances: number[] = [];
  for (let row = 0; row < TILES; row++) {
    for (let column = 0; column < TILES; column++) variances.push(laplacianVariance(luma, side, column * tileSide, row * tileSide, tileSide));
  }
  variances.sort((a, b) => b - a);
  const brightness = Math.max(16, sum / luma.length);
  return ((variances[Math.floor(variances.length * TEXT_SHARE)] ?? 0) / (brightness * brightness)) * 10000;
}

function laplacianVariance(luma: Float32Array, stride: number, left: number, top: number, side: number): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = Math.max(1, top); y < top + side && y < stride - 1; y++) {
    for (let x = Math.max(1, left); x < left + side && x < stride - 1; x++) {
      const at = y * stride + x;
      const value =
        4 * (luma[at] as number) - (luma[at - 1] as number) - (luma[at + 1] as number) - (luma[at - stride] as number) - (luma[at + stride] as number);
      sum += value;
      squares += value * value;
      count++;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}
