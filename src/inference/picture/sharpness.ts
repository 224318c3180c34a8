import { float32Scratch } from '../scratch.js';

const scratch = float32Scratch();
const TILES = 13;
/** Share of the tiles that may be sharper: drawn text is sharp on the blurriest film, and covers less than this. */
const TEXT_SHARE = 0.3;
/** Tiles with less contrast than this are sky, wall or a blurred backdrop, and say nothing. */
const LEAST_VARIANCE = 20;

/**
 * How much fine detail a square picture has for the contrast that it has: by tiles, the variance of the Laplacian
 * (Pech-Pacheco et al. 2000) over the variance of the luma; of the tiles with some contrast, the one that 30 % exceed.
 * About 1 for a crisp photo, 0.1 for an enlarged small one, 0.01 for one that is badly out of focus; 0 without contrast.
 *
 * @param pixels side × side RGB.
 */
export function sharpnessOf(pixels: Uint8Array, side: number): number {
  const luma = scratch(side * side);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = 0.299 * (pixels[3 * i] as number) + 0.587 * (pixels[3 * i + 1] as number) + 0.114 * (pixels[3 * i + 2] as number);
  }
  const tileSide = Math.floor(side / TILES);
  const ratios = new Float64Array(TILES * TILES);
  let count = 0;
  for (let tile = 0; tile < ratios.length; tile++) {
    const { laplacianVariance, variance } = tileDetail(luma, side, (tile % TILES) * tileSide, Math.floor(tile / TILES) * tileSide, tileSide);
    if (variance >= LEAST_VARIANCE) ratios[count++] = laplacianVariance / variance;
  }
  return ratios.subarray(0, count).sort().at(-1 - Math.floor(count * TEXT_SHARE)) ?? 0;
}

function tileDetail(luma: Float32Array, stride: number, left: number, top: number, side: number): { laplacianVariance: number; variance: number } {
  const laplacian = new Moments();
  const level = new Moments();
  for (let y = Math.max(1, top); y < top + side && y < stride - 1; y++) {
    for (let x = Math.max(1, left); x < left + side && x < stride - 1; x++) {
      const at = y * stride + x;
      const here = luma[at] as number;
      level.add(here);
      laplacian.add(4 * here - (luma[at - 1] as number) - (luma[at + 1] as number) - (luma[at - stride] as number) - (luma[at + stride] as number));
    }
  }
  return { laplacianVariance: laplacian.variance, variance: level.variance };
}

class Moments {
  #count = 0;
  #sum = 0;
  #squares = 0;

  add(value: number): void {
    this.#count++;
    this.#sum += value;
    this.#squares += value * value;
  }

  get variance(): number {
    return this.#count === 0 ? 0 : Math.max(0, this.#squares / this.#count - (this.#sum / this.#count) ** 2);
  }
}
