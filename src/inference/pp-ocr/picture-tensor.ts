import type { Picture, Quad, Region } from '../../stages/read/text-reader.js';

/** Fills [3, height, width] BGR, (v / 255 − 0.5) / 0.5, with a region scaled bilinearly (pixel centres aligned, as cv2.resize). */
export function regionToBgr(picture: Picture, region: Region, width: number, height: number, into: Float32Array, offset: number): void {
  const scaleX = (region.x1 - region.x0) / width;
  const scaleY = (region.y1 - region.y0) / height;
  const left = new Int32Array(width);
  const right = new Int32Array(width);
  const weight = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const at = Math.min(region.x1 - region.x0 - 1, Math.max(0, (x + 0.5) * scaleX - 0.5));
    const floor = Math.floor(at);
    left[x] = (region.x0 + floor) * 3;
    right[x] = Math.min(region.x1 - 1, region.x0 + floor + 1) * 3;
    weight[x] = at - floor;
  }
  const { pixels } = picture;
  const stride = picture.width * 3;
  const plane = width * height;
  for (let y = 0; y < height; y++) {
    const at = Math.min(region.y1 - region.y0 - 1, Math.max(0, (y + 0.5) * scaleY - 0.5));
    const floor = Math.floor(at);
    const wy = at - floor;
    const above = (region.y0 + floor) * stride;
    const below = Math.min(region.y1 - 1, region.y0 + floor + 1) * stride;
    let to = offset + y * width;
    for (let x = 0; x < width; x++, to++) {
      const a = above + (left[x] as number);
      const b = above + (right[x] as number);
      const c = below + (left[x] as number);
      const d = below + (right[x] as number);
      const wx = weight[x] as number;
      into[to + 2 * plane] = between(pixels[a] as number, pixels[b] as number, pixels[c] as number, pixels[d] as number, wx, wy) / 127.5 - 1;
      into[to + plane] = between(pixels[a + 1] as number, pixels[b + 1] as number, pixels[c + 1] as number, pixels[d + 1] as number, wx, wy) / 127.5 - 1;
      into[to] = between(pixels[a + 2] as number, pixels[b + 2] as number, pixels[c + 2] as number, pixels[d + 2] as number, wx, wy) / 127.5 - 1;
    }
  }
}

function between(a: number, b: number, c: number, d: number, wx: number, wy: number): number {
  const top = a + (b - a) * wx;
  const bottom = c + (d - c) * wx;
  return top + (bottom - top) * wy;
}

/** Size of the upright crop of a quad; a quad 1.5 times as high as wide is read turned by 90 degrees, as PP-OCR does. */
export function cropSize(quad: Quad): { readonly width: number; readonly height: number; readonly standing: boolean } {
  const width = Math.max(Math.hypot(quad[2] - quad[0], quad[3] - quad[1]), Math.hypot(quad[4] - quad[6], quad[5] - quad[7]), 1);
  const height = Math.max(Math.hypot(quad[6] - quad[0], quad[7] - quad[1]), Math.hypot(quad[4] - quad[2], quad[5] - quad[3]), 1);
  return height >= width * 1.5 ? { width: height, height: width, standing: true } : { width, height, standing: false };
}

/** Corners as seen by the reader: turned by 90 degrees for standing crops, and by 180 where asked. */
function cornersFor(quad: Quad, standing: boolean, turned: boolean): readonly number[] {
  const turns = (standing ? 1 : 0) + (turned ? 2 : 0);
  return Array.from({ length: 8 }, (_, i) => quad[(i + turns * 2) % 8] as number);
}

/** Where the samples of a quad go: channel values 0…255 are written as `value / divisor − minus`. */
export interface SampleLayout {
  readonly into: Float32Array;
  /** Index of the first pixel's red, green and blue. */
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** From one pixel to the next, and from one row to the next. */
  readonly pixelStride: number;
  readonly rowStride: number;
  readonly divisor: number;
  readonly minus: number;
}

/**
 * Samples a quad to `width` × `height` pixels, by the perspective transform of its corners (bilinear, borders
 * replicated; averaged 2 × 2 where it shrinks by more than half).
 */
export function sampleQuad(picture: Picture, quad: Quad, width: number, height: number, turned: boolean, layout: SampleLayout): void {
  const { into, red, green, blue, pixelStride, rowStride, divisor, minus } = layout;
  const size = cropSize(quad);
  const h = homography(cornersFor(quad, size.standing, turned));
  const taps = size.height / height > 2 ? 2 : 1;
  const share = 1 / (taps * taps);
  const { pixels } = picture;
  const stride = picture.width * 3;
  const maxX = picture.width - 1;
  const maxY = picture.height - 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let r = 0;
      let g = 0;
      let b = 0;
      for (let tap = 0; tap < taps * taps; tap++) {
        const u = (x + ((tap % taps) + 0.5) / taps) / width;
        const v = (y + (Math.floor(tap / taps) + 0.5) / taps) / height;
        const w = h[6] * u + h[7] * v + 1;
        const sx = Math.min(maxX, Math.max(0, (h[0] * u + h[1] * v + h[2]) / w - 0.5));
        const sy = Math.min(maxY, Math.max(0, (h[3] * u + h[4] * v + h[5]) / w - 0.5));
        const fx = Math.floor(sx);
        const fy = Math.floor(sy);
        const wx = sx - fx;
        const wy = sy - fy;
        const a = fy * stride + fx * 3;
        const dx = fx < maxX ? 3 : 0;
        const dy = fy < maxY ? stride : 0;
        const wa = (1 - wx) * (1 - wy);
        const wb = wx * (1 - wy);
        const wc = (1 - wx) * wy;
        const wd = wx * wy;
        r += wa * (pixels[a] as number) + wb * (pixels[a + dx] as number) + wc * (pixels[a + dy] as number) + wd * (pixels[a + dx + dy] as number);
        g += wa * (pixels[a + 1] as number) + wb * (pixels[a + dx + 1] as number) + wc * (pixels[a + dy + 1] as number) + wd * (pixels[a + dx + dy + 1] as number);
        b += wa * (pixels[a + 2] as number) + wb * (pixels[a + dx + 2] as number) + wc * (pixels[a + dy + 2] as number) + wd * (pixels[a + dx + dy + 2] as number);
      }
      const to = y * rowStride + x * pixelStride;
      into[red + to] = (r * share) / divisor - minus;
      into[green + to] = (g * share) / divisor - minus;
      into[blue + to] = (b * share) / divisor - minus;
    }
  }
}

type Homography = readonly [number, number, number, number, number, number, number, number];

/** Unit square → quad (Heckbert 1989, §2.2.3). */
function homography(corners: readonly number[]): Homography {
  const [x0, y0, x1, y1, x2, y2, x3, y3] = corners as Homography;
  const sx = x0 - x1 + x2 - x3;
  const sy = y0 - y1 + y2 - y3;
  const dx1 = x1 - x2;
  const dx2 = x3 - x2;
  const dy1 = y1 - y2;
  const dy2 = y3 - y2;
  const det = dx1 * dy2 - dx2 * dy1;
  const g = det === 0 ? 0 : (sx * dy2 - dx2 * sy) / det;
  const h = det === 0 ? 0 : (dx1 * sy - sx * dy1) / det;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h];
}

/** Fills [3, height, width] BGR, normalised, with a quad; columns from `inked` on stay as they are (zero: PP-OCR's padding). */
export function quadToBgr(picture: Picture, quad: Quad, inked: number, width: number, height: number, turned: boolean, into: Float32Array, offset: number): void {
  const plane = width * height;
  sampleQuad(picture, quad, inked, height, turned, { into, red: offset + 2 * plane, green: offset + plane, blue: offset, pixelStride: 1, rowStride: width, divisor: 127.5, minus: 1 });
}
