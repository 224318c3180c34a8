import type { GreyPlane, Presence, Quad, TextSignature } from '../../stages/read/text-reader.js';

const MAX_POINTS = 192;
/** Central differences below this are no stroke edge. */
const MIN_GRADIENT = 24;
/** Found at its own place with at least this score, no other place is tried. */
const AT_HOME = 0.6;
const SEARCH_PX = 8;

/** The strongest edges inside a quad's upright bounds: those in the upper half of the edge strengths, evenly thinned. */
export function signatureOf(plane: GreyPlane, quad: Quad): TextSignature {
  const { luma, width, height, scale } = plane;
  const xs = [quad[0], quad[2], quad[4], quad[6]];
  const ys = [quad[1], quad[3], quad[5], quad[7]];
  const x0 = Math.max(1, Math.floor(Math.min(...xs) / scale));
  const x1 = Math.min(width - 2, Math.ceil(Math.max(...xs) / scale));
  const y0 = Math.max(1, Math.floor(Math.min(...ys) / scale));
  const y1 = Math.min(height - 2, Math.ceil(Math.max(...ys) / scale));
  const most = Math.max(0, x1 - x0 + 1) * Math.max(0, y1 - y0 + 1);
  /** Place and squared strength of each edge. */
  const places = new Int32Array(most);
  const squares = new Int32Array(most);
  let edges = 0;
  for (let y = y0; y <= y1; y++) {
    for (let x = x0; x <= x1; x++) {
      const at = y * width + x;
      const gx = (luma[at + 1] as number) - (luma[at - 1] as number);
      const gy = (luma[at + width] as number) - (luma[at - width] as number);
      const square = gx * gx + gy * gy;
      if (square < MIN_GRADIENT * MIN_GRADIENT) continue;
      places[edges] = at;
      squares[edges++] = square;
    }
  }
  const sorted = squares.slice(0, edges).sort();
  const floor = 0.25 * (sorted[Math.floor(edges * 0.95)] ?? 0);
  let strong = 0;
  for (let edge = 0; edge < edges; edge++) if ((squares[edge] as number) >= floor) places[strong++] = places[edge] as number;
  const count = Math.min(MAX_POINTS, strong);
  const points = new Int16Array(count * 2);
  const gradients = new Int16Array(count * 2);
  for (let i = 0; i < count; i++) {
    const at = places[Math.floor((i * strong) / count)] as number;
    points[i * 2] = at % width;
    points[i * 2 + 1] = Math.floor(at / width);
    gradients[i * 2] = (luma[at + 1] as number) - (luma[at - 1] as number);
    gradients[i * 2 + 1] = (luma[at + width] as number) - (luma[at - width] as number);
  }
  return { points, gradients };
}

/**
 * Mean over the signature's edges of the found gradient's share along the remembered one, clamped to −0.5…1: strokes that stay while the picture
 * behind them moves keep a score near 1, another text or none at the place gives about 0. A text fading in scores its opacity.
 */
export function presenceOf(plane: GreyPlane, signature: TextSignature): Presence {
  const home = scoreAt(plane, signature, 0, 0);
  if (home >= AT_HOME || signature.points.length === 0) return { score: home, dx: 0, dy: 0 };
  let best: Presence = { score: home, dx: 0, dy: 0 };
  const attempt = (dx: number, dy: number): void => {
    const score = scoreAt(plane, signature, dx, dy);
    if (score > best.score) best = { score, dx, dy };
  };
  for (let dy = -SEARCH_PX; dy <= SEARCH_PX; dy += 2) for (let dx = -SEARCH_PX; dx <= SEARCH_PX; dx += 2) attempt(dx, dy);
  const { dx: nearX, dy: nearY } = best;
  for (let dy = -1; dy <= 1; dy++) for (let dx = -1; dx <= 1; dx++) attempt(nearX + dx, nearY + dy);
  return best;
}

function scoreAt(plane: GreyPlane, signature: TextSignature, dx: number, dy: number): number {
  const { luma, width, height } = plane;
  const { points, gradients } = signature;
  let sum = 0;
  for (let i = 0; i < points.length; i += 2) {
    const x = (points[i] as number) + dx;
    const y = (points[i + 1] as number) + dy;
    if (x < 1 || y < 1 || x >= width - 1 || y >= height - 1) continue;
    const at = y * width + x;
    const gx = (luma[at + 1] as number) - (luma[at - 1] as number);
    const gy = (luma[at + width] as number) - (luma[at - width] as number);
    const rx = gradients[i] as number;
    const ry = gradients[i + 1] as number;
    sum += Math.min(1, Math.max(-0.5, (gx * rx + gy * ry) / (rx * rx + ry * ry)));
  }
  return points.length === 0 ? 0 : (2 * sum) / points.length;
}
