import type { Box } from '../../domain/product-video-enriched.js';
import type { Quad, Region } from './text-reader.js';

/** Upright bounds of a quad. */
export function boundsOf(quad: Quad): Region {
  return {
    x0: Math.min(quad[0], quad[2], quad[4], quad[6]),
    y0: Math.min(quad[1], quad[3], quad[5], quad[7]),
    x1: Math.max(quad[0], quad[2], quad[4], quad[6]),
    y1: Math.max(quad[1], quad[3], quad[5], quad[7]),
  };
}

export function movedBy(quad: Quad, dx: number, dy: number): Quad {
  return quad.map((value, i) => value + (i % 2 === 0 ? dx : dy)) as unknown as Quad;
}

export function areaOf({ x0, y0, x1, y1 }: Region): number {
  return Math.max(0, x1 - x0) * Math.max(0, y1 - y0);
}

export function sharedArea(a: Region, b: Region): number {
  return Math.max(0, Math.min(a.x1, b.x1) - Math.max(a.x0, b.x0)) * Math.max(0, Math.min(a.y1, b.y1) - Math.max(a.y0, b.y0));
}

/** Intersection over union, 0…1. */
export function overlap(a: Region, b: Region): number {
  const shared = sharedArea(a, b);
  return shared === 0 ? 0 : shared / (areaOf(a) + areaOf(b) - shared);
}

/** Share of `inner` that lies inside `outer`, 0…1. */
export function insideShare(inner: Region, outer: Region): number {
  const area = areaOf(inner);
  return area === 0 ? 0 : sharedArea(inner, outer) / area;
}

export function union(a: Region, b: Region): Region {
  return { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) };
}

export function boxOf({ x0, y0, x1, y1 }: Region, width: number, height: number): Box {
  const part = (value: number, whole: number): number => Math.min(1, Math.max(0, Math.round((value / whole) * 1e4) / 1e4));
  return [part(x0, width), part(y0, height), part(x1, width), part(y1, height)];
}
