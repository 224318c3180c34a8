export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A rotated rectangle: `ux, uy` is the unit vector along `width`. */
export interface RotatedRect {
  readonly cx: number;
  readonly cy: number;
  readonly width: number;
  readonly height: number;
  readonly ux: number;
  readonly uy: number;
}

/** Convex hull, counter-clockwise in a y-up view, without collinear points (Andrew's monotone chain). */
export function convexHull(points: readonly Point[]): readonly Point[] {
  const sorted = [...points].sort(byXThenY);
  if (sorted.length < 3) return sorted;
  const lower = chain(sorted);
  const upper = chain(sorted.reverse());
  return [...lower.slice(0, -1), ...upper.slice(0, -1)];
}

const byXThenY = (a: Point, b: Point): number => a.x - b.x || a.y - b.y;

function chain(sorted: readonly Point[]): Point[] {
  const hull: Point[] = [];
  for (const point of sorted) {
    for (;;) {
      const b = hull.at(-1);
      const a = hull.at(-2);
      if (a === undefined || b === undefined) break;
      if ((b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) > 0) break;
      hull.pop();
    }
    hull.push(point);
  }
  return hull;
}

/** The rectangle of least area around the points; one side lies on a hull edge (Freeman & Shapira 1975). */
export function minAreaRect(points: readonly Point[]): RotatedRect {
  const hull = convexHull(points);
  let best: RotatedRect | null = null;
  for (let i = 0; i < hull.length; i++) {
    const a = hull[i] as Point;
    const b = hull[(i + 1) % hull.length] as Point;
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    if (length === 0) continue;
    const rect = boundsAlong(hull, (b.x - a.x) / length, (b.y - a.y) / length);
    if (best === null || rect.width * rect.height < best.width * best.height) best = rect;
  }
  return best ?? { cx: hull[0]?.x ?? 0, cy: hull[0]?.y ?? 0, width: 0, height: 0, ux: 1, uy: 0 };
}

function boundsAlong(hull: readonly Point[], ux: number, uy: number): RotatedRect {
  let minU = Infinity;
  let maxU = -Infinity;
  let minV = Infinity;
  let maxV = -Infinity;
  for (const { x, y } of hull) {
    const u = x * ux + y * uy;
    const v = y * ux - x * uy;
    if (u < minU) minU = u;
    if (u > maxU) maxU = u;
    if (v < minV) minV = v;
    if (v > maxV) maxV = v;
  }
  const u = (minU + maxU) / 2;
  const v = (minV + maxV) / 2;
  return { cx: u * ux - v * uy, cy: u * uy + v * ux, width: maxU - minU, height: maxV - minV, ux, uy };
}

/** Corners clockwise (y down) from the top left; the first edge is the one closest to reading direction. */
export function cornersOf(rect: RotatedRect): readonly [Point, Point, Point, Point] {
  let { ux, uy, width, height } = rect;
  if (Math.abs(ux) < Math.abs(uy)) {
    [ux, uy] = [-uy, ux];
    [width, height] = [height, width];
  }
  if (ux < 0) {
    ux = -ux;
    uy = -uy;
  }
  const hx = (ux * width) / 2;
  const hy = (uy * width) / 2;
  const vx = (-uy * height) / 2;
  const vy = (ux * height) / 2;
  const { cx, cy } = rect;
  return [
    { x: cx - hx - vx, y: cy - hy - vy },
    { x: cx + hx - vx, y: cy + hy - vy },
    { x: cx + hx + vx, y: cy + hy + vy },
    { x: cx - hx + vx, y: cy - hy + vy },
  ];
}
