import { boundsOf, union } from './geometry.js';
import type { Quad, Region } from './text-reader.js';

/** Pieces of one line lie closer together than this share of their height (the boxes have a margin already). */
const MAX_GAP = 0.4;
const MIN_HEIGHT_LIKENESS = 0.75;
const MIN_SHARED_HEIGHT = 0.8;
/** Rise or fall of an upright line over its own height, at most. */
const MAX_SLANT = 0.25;

/** Puts together the pieces of a line that the detector cut in the middle of a word, as small detector sizes do. */
export function joinedLines(quads: readonly Quad[]): readonly Quad[] {
  const slanted = quads.filter((quad) => !isUpright(quad));
  const lines: { bounds: Region; quad: Quad | null }[] = [];
  for (const quad of quads.filter(isUpright).sort((a, b) => a[0] - b[0])) {
    const bounds = boundsOf(quad);
    const before = lines.find((line) => continues(line.bounds, bounds));
    if (before === undefined) lines.push({ bounds, quad });
    else {
      before.bounds = union(before.bounds, bounds);
      before.quad = null;
    }
  }
  return [...lines.map(({ bounds, quad }) => quad ?? quadOf(bounds)), ...slanted];
}

function isUpright(quad: Quad): boolean {
  const { x0, y0, x1, y1 } = boundsOf(quad);
  const height = Math.abs(quad[7] - quad[1]);
  return x1 - x0 > (y1 - y0) * 0.5 && Math.abs(quad[3] - quad[1]) <= MAX_SLANT * height;
}

function continues(left: Region, right: Region): boolean {
  const heights = [left.y1 - left.y0, right.y1 - right.y0].sort((a, b) => a - b) as [number, number];
  const gap = right.x0 - left.x1;
  const shared = Math.min(left.y1, right.y1) - Math.max(left.y0, right.y0);
  return heights[0] >= MIN_HEIGHT_LIKENESS * heights[1] && gap <= MAX_GAP * heights[0] && gap > -heights[0] && shared >= MIN_SHARED_HEIGHT * heights[0];
}

function quadOf({ x0, y0, x1, y1 }: Region): Quad {
  return [x0, y0, x1, y0, x1, y1, x0, y1];
}
