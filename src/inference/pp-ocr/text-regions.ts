import type { DetectedText, Quad } from '../../stages/read/text-reader.js';
import { cornersOf, minAreaRect, type Point, type RotatedRect } from './min-area-rect.js';

/** Differentiable Binarization (Liao et al. 2020), with PP-OCR's settings (RapidOCR 3.10 defaults). */
export interface DbSettings {
  readonly threshold: number;
  readonly boxThreshold: number;
  readonly unclipRatio: number;
  readonly minSidePx: number;
  readonly maxRegions: number;
}

export const DB_DEFAULTS: DbSettings = { threshold: 0.3, boxThreshold: 0.5, unclipRatio: 1.6, minSidePx: 3, maxRegions: 1000 };

/** What a map pixel is in the picture: picture = offset + map * scale. */
export interface MapPlacement {
  readonly offsetX: number;
  readonly offsetY: number;
  readonly scaleX: number;
  readonly scaleY: number;
  readonly pictureWidth: number;
  readonly pictureHeight: number;
}

/** Text boxes of a probability map [height, width], in picture pixels, in reading order. */
export function textRegions(probability: Float32Array, width: number, height: number, placement: MapPlacement, settings: DbSettings = DB_DEFAULTS): readonly DetectedText[] {
  const mask = dilatedMask(probability, width, height, settings.threshold);
  const found: DetectedText[] = [];
  for (const outline of outlines(mask, width, height, settings.maxRegions)) {
    const rect = minAreaRect(outline);
    if (Math.min(rect.width, rect.height) < settings.minSidePx) continue;
    const score = meanInside(probability, width, height, cornersOf(rect));
    if (score < settings.boxThreshold) continue;
    const grown = unclip(rect, settings.unclipRatio);
    if (Math.min(grown.width, grown.height) < settings.minSidePx + 2) continue;
    const quad = placed(cornersOf(grown), placement);
    if (Math.hypot(quad[2] - quad[0], quad[3] - quad[1]) <= 3 || Math.hypot(quad[6] - quad[0], quad[7] - quad[1]) <= 3) continue;
    found.push({ quad, score });
  }
  return inReadingOrder(found);
}

/** p > threshold, dilated by a 2 × 2 kernel whose anchor is its lower right. */
function dilatedMask(probability: Float32Array, width: number, height: number, threshold: number): Uint8Array {
  const mask = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if ((probability[at] as number) <= threshold) continue;
      mask[at] = 1;
      if (x + 1 < width) mask[at + 1] = 1;
      if (y + 1 < height) {
        mask[at + width] = 1;
        if (x + 1 < width) mask[at + width + 1] = 1;
      }
    }
  }
  return mask;
}

/** The outermost pixels of each row of each 8-connected component: enough for its convex hull. Clears the mask. */
function* outlines(mask: Uint8Array, width: number, height: number, maxRegions: number): Generator<readonly Point[]> {
  const stack: number[] = [];
  let regions = 0;
  for (let start = 0; start < mask.length; start++) {
    if (mask[start] !== 1) continue;
    if (++regions > maxRegions) return;
    const rows = new Map<number, [number, number]>();
    mask[start] = 2;
    stack.push(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const y = Math.floor(at / width);
      const x = at - y * width;
      const row = rows.get(y);
      if (row === undefined) rows.set(y, [x, x]);
      else if (x < row[0]) row[0] = x;
      else if (x > row[1]) row[1] = x;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const next = ny * width + nx;
          if (mask[next] === 1) {
            mask[next] = 2;
            stack.push(next);
          }
        }
      }
    }
    yield [...rows].flatMap(([y, [left, right]]) => (left === right ? [{ x: left, y }] : [{ x: left, y }, { x: right, y }]));
  }
}

function meanInside(probability: Float32Array, width: number, height: number, corners: readonly Point[]): number {
  const top = Math.max(0, Math.floor(Math.min(...corners.map((c) => c.y))));
  const bottom = Math.min(height - 1, Math.ceil(Math.max(...corners.map((c) => c.y))));
  let sum = 0;
  let count = 0;
  for (let y = top; y <= bottom; y++) {
    let left = Infinity;
    let right = -Infinity;
    for (let i = 0; i < corners.length; i++) {
      const a = corners[i] as Point;
      const b = corners[(i + 1) % corners.length] as Point;
      if (y < Math.min(a.y, b.y) - 0.5 || y > Math.max(a.y, b.y) + 0.5) continue;
      // A level side is met in both of its ends.
      const t = a.y === b.y ? 0 : Math.min(1, Math.max(0, (y - a.y) / (b.y - a.y)));
      const one = a.x + t * (b.x - a.x);
      const other = a.y === b.y ? b.x : one;
      left = Math.min(left, one, other);
      right = Math.max(right, one, other);
    }
    for (let x = Math.max(0, Math.round(left)); x <= Math.min(width - 1, Math.round(right)); x++) {
      sum += probability[y * width + x] as number;
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Vatti clipping by area · ratio / perimeter with round joins; the rectangle around that is the rectangle grown by it. */
function unclip(rect: RotatedRect, ratio: number): RotatedRect {
  const distance = (rect.width * rect.height * ratio) / (2 * (rect.width + rect.height));
  return { ...rect, width: rect.width + 2 * distance, height: rect.height + 2 * distance };
}

function placed(corners: readonly [Point, Point, Point, Point], placement: MapPlacement): Quad {
  const x = (point: Point): number => Math.min(placement.pictureWidth, Math.max(0, Math.round(placement.offsetX + point.x * placement.scaleX)));
  const y = (point: Point): number => Math.min(placement.pictureHeight, Math.max(0, Math.round(placement.offsetY + point.y * placement.scaleY)));
  const [a, b, c, d] = corners;
  return [x(a), y(a), x(b), y(b), x(c), y(c), x(d), y(d)];
}

/** By top edge, lines 10 px apart; then from the left. */
function inReadingOrder(found: readonly DetectedText[]): readonly DetectedText[] {
  const byTop = [...found].sort((a, b) => a.quad[1] - b.quad[1]);
  let line = 0;
  const lines = byTop.map((text, i) => {
    const above = byTop[i - 1];
    if (above !== undefined && text.quad[1] - above.quad[1] >= 10) line++;
    return { text, line };
  });
  return lines.sort((a, b) => a.line - b.line || a.text.quad[0] - b.text.quad[0]).map(({ text }) => text);
}
