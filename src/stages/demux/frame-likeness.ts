import { hashDistance, perceptualHash, type PerceptualHash } from './perceptual-hash.js';

/**
 * Cheap comparison of upright RGB pictures: which frames repeat the one before. A repeat must look the same everywhere: a
 * caption of a few letters on a still picture moves no bit of a perceptual hash, but changes a few cells of a fine grid.
 */
export interface PicturePrint {
  readonly timestampS: number;
  readonly grid: LumaGrid;
  readonly hash: PerceptualHash;
}

/** Luma means on a grid of the picture: about `CELL_PX` source pixels a cell, each from a few samples. */
export interface LumaGrid {
  readonly columns: number;
  readonly rows: number;
  /** One byte a cell, row by row. */
  readonly cells: Uint8Array;
}

const THUMBNAIL_SIDE = 32;
const LONGEST_SIDE_CELLS = 160;
/** A cell that changes by more than this many grey levels has changed its picture; compression noise of a still stays below. */
const SAME_CELL_LEVELS = 14;
/** Mean change over all cells up to which two frames are the same: slow zooms and fades move every cell a little. */
const SAME_MEAN_LEVELS = 1.2;
/** Above that, grain and flicker change every cell, but not the structure: this many of the hash's 64 bits may differ. */
const SAME_HASH_BITS = 6;
/** Histogram distance (0…1) above which two frames belong to different shots, and how much it must exceed the recent level. */
const CUT_DISTANCE = 0.28;
const CUT_OVER_RECENT = 2.5;

/** The grid of a picture; `pixels` is RGB24, row by row. Samples four pixels a cell. */
function lumaGrid(pixels: Uint8Array, width: number, height: number): LumaGrid {
  const scale = Math.max(1, Math.max(width, height) / LONGEST_SIDE_CELLS);
  const columns = Math.max(1, Math.floor(width / scale));
  const rows = Math.max(1, Math.floor(height / scale));
  return { columns, rows, cells: sampledLuma(pixels, width, height, columns, rows) };
}

/** 32 × 32 luma thumbnail, whatever the aspect. */
export function thumbnailLuma(pixels: Uint8Array, width: number, height: number): Uint8Array {
  return sampledLuma(pixels, width, height, THUMBNAIL_SIDE, THUMBNAIL_SIDE);
}

function sampledLuma(pixels: Uint8Array, width: number, height: number, columns: number, rows: number): Uint8Array {
  const cells = new Uint8Array(columns * rows);
  const stepX = width / columns;
  const stepY = height / rows;
  for (let row = 0; row < rows; row += 1) {
    const top = Math.min(height - 1, Math.floor((row + 0.25) * stepY)) * width;
    const bottom = Math.min(height - 1, Math.floor((row + 0.75) * stepY)) * width;
    for (let column = 0; column < columns; column += 1) {
      const left = Math.min(width - 1, Math.floor((column + 0.25) * stepX));
      const right = Math.min(width - 1, Math.floor((column + 0.75) * stepX));
      cells[row * columns + column] = (luma(pixels, top + left) + luma(pixels, top + right) + luma(pixels, bottom + left) + luma(pixels, bottom + right) + 2) >> 2;
    }
  }
  return cells;
}

/** BT.601 luma of one pixel in whole grey levels. */
function luma(pixels: Uint8Array, pixel: number): number {
  const at = pixel * 3;
  return (77 * (pixels[at] ?? 0) + 150 * (pixels[at + 1] ?? 0) + 29 * (pixels[at + 2] ?? 0)) >> 8;
}

/** @param thumbnail 32 × 32 luma of the same picture */
export function picturePrint(timestampS: number, pixels: Uint8Array, width: number, height: number, thumbnail: Uint8Array): PicturePrint {
  return { timestampS, grid: lumaGrid(pixels, width, height), hash: perceptualHash(thumbnail) };
}

/** True when `b` shows the same picture as `a`, down to a small caption. */
export function isRepeat(a: PicturePrint, b: PicturePrint): boolean {
  const before = a.grid.cells;
  const after = b.grid.cells;
  if (a.grid.columns !== b.grid.columns || a.grid.rows !== b.grid.rows) return false;
  let sum = 0;
  for (let at = 0; at < before.length; at += 1) {
    const change = Math.abs((before[at] ?? 0) - (after[at] ?? 0));
    if (change > SAME_CELL_LEVELS) return false;
    sum += change;
  }
  return sum <= SAME_MEAN_LEVELS * before.length || hashDistance(a.hash, b.hash) <= SAME_HASH_BITS;
}

/**
 * Finds new shots among the sampled frames alone: a jump of the block-wise luma histogram that stands out from the frames
 * before. Complements `SceneCuts`, which sees hard cuts exactly, but no dissolve.
 */
export class ShotBoundaries {
  #before: Float32Array | null = null;
  #recent = 0;

  /** True when this frame begins a shot; the first frame does. */
  next(thumbnail: Uint8Array): boolean {
    const histogram = blockHistogram(thumbnail);
    const before = this.#before;
    this.#before = histogram;
    if (before === null) return true;
    let distance = 0;
    for (let at = 0; at < histogram.length; at += 1) distance += Math.abs((histogram[at] ?? 0) - (before[at] ?? 0));
    distance /= 2;
    const cut = distance > CUT_DISTANCE && distance > this.#recent * CUT_OVER_RECENT;
    this.#recent = cut ? 0 : this.#recent * 0.7 + distance * 0.3;
    return cut;
  }
}

const BLOCKS = 2;
const BINS = 16;

/** Luma histograms of the four quarters of a 32 × 32 thumbnail, together summing to 1. */
function blockHistogram(thumbnail: Uint8Array): Float32Array {
  const histogram = new Float32Array(BLOCKS * BLOCKS * BINS);
  const blockSide = THUMBNAIL_SIDE / BLOCKS;
  for (let y = 0; y < THUMBNAIL_SIDE; y += 1) {
    for (let x = 0; x < THUMBNAIL_SIDE; x += 1) {
      const block = Math.floor(y / blockSide) * BLOCKS + Math.floor(x / blockSide);
      const bin = (thumbnail[y * THUMBNAIL_SIDE + x] ?? 0) >> 4;
      histogram[block * BINS + bin] = (histogram[block * BINS + bin] ?? 0) + 1 / (THUMBNAIL_SIDE * THUMBNAIL_SIDE);
    }
  }
  return histogram;
}
