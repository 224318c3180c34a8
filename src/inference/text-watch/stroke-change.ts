import type { GreyPlane, Region } from '../../stages/read/text-reader.js';

/** Plane pixels a side of a block. */
const BLOCK = 8;
/** Sums of |dx| + |dy| below this are shading, not strokes. */
const MIN_STROKE = 40;
/** Mean stroke strength (per pixel of a block) that a text has at least. */
const MIN_ENERGY = 10;
/** New strokes: this many times what was there, or around there, in the frame before. */
const GAIN = 1.35;
/** Blocks that must have gained side by side: the width of two letters. */
const MIN_RUN = 2;

/** Mean strength of strokes in each block of a plane. */
export function strokeEnergy(plane: GreyPlane): { readonly energy: Float32Array; readonly columns: number; readonly rows: number } {
  const { luma, width, height } = plane;
  const columns = Math.ceil(width / BLOCK);
  const rows = Math.ceil(height / BLOCK);
  const energy = new Float32Array(columns * rows);
  for (let y = 0; y < height - 1; y++) {
    const row = Math.floor(y / BLOCK) * columns;
    for (let x = 0; x < width - 1; x++) {
      const at = y * width + x;
      const here = luma[at] as number;
      const strength = Math.abs((luma[at + 1] as number) - here) + Math.abs((luma[at + width] as number) - here);
      if (strength >= MIN_STROKE) (energy[row + (x >> 3)] as number) += strength;
    }
  }
  for (let i = 0; i < energy.length; i++) (energy[i] as number) /= BLOCK * BLOCK;
  return { energy, columns, rows };
}

export interface StrokeChange {
  /** In plane pixels. */
  readonly appeared: readonly Region[];
  readonly share: number;
}

/**
 * Where strokes have appeared between two planes: runs of blocks whose stroke strength grew beyond that of the block and its eight neighbours before
 * (a slowly moving picture only shifts its strength to neighbours; a text that appears adds to it).
 */
export function strokeChange(now: GreyPlane, before: GreyPlane): StrokeChange {
  const { energy, columns, rows } = strokeEnergy(now);
  const old = strokeEnergy(before).energy;
  const gained = new Uint8Array(energy.length);
  let count = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const at = row * columns + column;
      const here = energy[at] as number;
      if (here < MIN_ENERGY) continue;
      let around = 0;
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) around = Math.max(around, old[r * columns + c] as number);
      }
      if (here > around * GAIN + 4) {
        gained[at] = 1;
        count++;
      }
    }
  }
  return { appeared: runs(gained, columns, rows), share: count / Math.max(1, energy.length) };
}

interface Bounds {
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** The first region that the blocks `from` … `to` of this row touch. */
function touching(open: readonly Bounds[], row: number, from: number, to: number): Bounds | null {
  for (const region of open) if (region.y1 >= row - 1 && region.x0 <= to + 3 && region.x1 >= from - 2) return region;
  return null;
}

/** Bounds of runs of gained blocks; runs in rows next to each other that overlap are one region. */
function runs(gained: Uint8Array, columns: number, rows: number): readonly Region[] {
  const open: Bounds[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      if (gained[row * columns + column] === 0) continue;
      const from = column;
      while (column + 1 < columns && gained[row * columns + column + 1] === 1) column++;
      if (column - from + 1 < MIN_RUN) continue;
      const near = touching(open, row, from, column);
      if (near === null) open.push({ x0: from, y0: row, x1: column + 1, y1: row + 1 });
      else {
        near.x0 = Math.min(near.x0, from);
        near.x1 = Math.max(near.x1, column + 1);
        near.y1 = row + 1;
      }
    }
  }
  return open.map(({ x0, y0, x1, y1 }) => ({ x0: x0 * BLOCK, y0: y0 * BLOCK, x1: x1 * BLOCK, y1: y1 * BLOCK }));
}
