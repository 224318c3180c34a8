import type { LineSpan, Picture, Quad } from '../../stages/read/text-reader.js';
import { cropSize, sampleQuad } from '../pp-ocr/picture-tensor.js';

/** Rows of text that tesseract's LSTM likes (its own input is 36 rows high). */
const INK_HEIGHT = 44;
const MARGIN = 12;
const MAX_WIDTH = 2000;

/** Dark text on light ground, 8-bit grey. */
export interface LinePicture {
  readonly grey: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Line {
  readonly rgb: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * The same line in up to three renderings, for the caller to try in order: its contrast stretched; the distance to its
 * fill colour, which clears away outlines and the photo behind them; and the first one inverted.
 */
export function linePictures(picture: Picture, quad: Quad, span: LineSpan): readonly (() => LinePicture)[] {
  const line = sampledLine(picture, quad, span);
  const { grey, light } = stretched(line);
  return [() => framed(grey, line.width, line.height), () => framed(fillDistance(line, light), line.width, line.height), () => framed(inverted(grey), line.width, line.height)];
}

function sampledLine(picture: Picture, quad: Quad, span: LineSpan): Line {
  const size = cropSize(quad);
  const width = Math.min(MAX_WIDTH, Math.max(8, Math.round((INK_HEIGHT * size.width) / size.height)));
  const rgb = new Float32Array(width * INK_HEIGHT * 3);
  sampleQuad(picture, quad, width, INK_HEIGHT, false, { into: rgb, red: 0, green: 1, blue: 2, pixelStride: 3, rowStride: width * 3, divisor: 1, minus: 0 });
  const from = Math.max(0, Math.floor(span.from * width));
  const to = Math.min(width, Math.max(from + 8, Math.ceil(span.to * width)));
  if (from === 0 && to === width) return { rgb, width, height: INK_HEIGHT };
  const cut = new Float32Array((to - from) * INK_HEIGHT * 3);
  for (let y = 0; y < INK_HEIGHT; y++) cut.set(rgb.subarray((y * width + from) * 3, (y * width + to) * 3), y * (to - from) * 3);
  return { rgb: cut, width: to - from, height: INK_HEIGHT };
}

/** Brightness from the 2nd to the 98th percentile, inverted where the text is the lighter side. */
function stretched({ rgb, width, height }: Line): { readonly grey: Uint8Array; readonly light: boolean } {
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++) luma[i] = 0.299 * (rgb[i * 3] as number) + 0.587 * (rgb[i * 3 + 1] as number) + 0.114 * (rgb[i * 3 + 2] as number);
  const sorted = Float32Array.from(luma).sort();
  const low = sorted[Math.floor(sorted.length * 0.02)] as number;
  const high = sorted[Math.floor(sorted.length * 0.98)] as number;
  const middle = (low + high) / 2;
  let border = 0;
  let borderLight = 0;
  for (let x = 0; x < width; x++) {
    for (const y of [0, 1, height - 2, height - 1]) {
      border++;
      if ((luma[y * width + x] as number) > middle) borderLight++;
    }
  }
  const light = borderLight < border / 2;
  const range = Math.max(1, high - low);
  const grey = new Uint8Array(luma.length);
  for (let i = 0; i < luma.length; i++) {
    const value = Math.max(0, Math.min(255, (((luma[i] as number) - low) / range) * 255));
    grey[i] = light ? 255 - value : value;
  }
  return { grey, light };
}

/** Distance of each pixel to the fill colour: the mean of the brightest (or darkest) tenth of the inner rows. */
function fillDistance({ rgb, width, height }: Line, light: boolean): Uint8Array {
  const [red, green, blue] = fillColour({ rgb, width, height }, light);
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) {
    const dr = (rgb[at * 3] as number) - red;
    const dg = (rgb[at * 3 + 1] as number) - green;
    const db = (rgb[at * 3 + 2] as number) - blue;
    grey[at] = Math.min(255, Math.sqrt(dr * dr + dg * dg + db * db) * 1.6);
  }
  return grey;
}

function fillColour({ rgb, width, height }: Line, light: boolean): readonly [number, number, number] {
  const from = Math.floor(height * 0.2) * width;
  const to = Math.ceil(height * 0.8) * width;
  const sums = new Float64Array(to - from);
  for (let at = from; at < to; at++) sums[at - from] = (rgb[at * 3] as number) + (rgb[at * 3 + 1] as number) + (rgb[at * 3 + 2] as number);
  const tenth = Math.max(1, Math.floor(sums.length / 10));
  const sorted = sums.slice().sort();
  const last = sorted[light ? sorted.length - tenth : tenth - 1] ?? 0;
  let [red, green, blue, count] = [0, 0, 0, 0];
  for (let at = from; at < to; at++) {
    const sum = sums[at - from] as number;
    if (light ? sum < last : sum > last) continue;
    red += rgb[at * 3] as number;
    green += rgb[at * 3 + 1] as number;
    blue += rgb[at * 3 + 2] as number;
    count++;
  }
  return [red / count, green / count, blue / count];
}

function inverted(grey: Uint8Array): Uint8Array {
  const out = new Uint8Array(grey.length);
  for (let at = 0; at < grey.length; at++) out[at] = 255 - (grey[at] as number);
  return out;
}

/**
 * A light margin all around (tesseract drops letters that touch the border), after clearing what is dark and touches
 * the border itself: the edge of a box behind the text, or the photo beside it, would be read as brackets.
 */
function framed(dark: Uint8Array, width: number, height: number): LinePicture {
  const grey = withoutBorderBlots(dark, width, height);
  const wide = width + 2 * MARGIN;
  const high = height + 2 * MARGIN;
  const out = new Uint8Array(wide * high).fill(255);
  for (let y = 0; y < height; y++) out.set(grey.subarray(y * width, (y + 1) * width), (y + MARGIN) * wide + MARGIN);
  return { grey: out, width: wide, height: high };
}

const BLOT = 150;

function withoutBorderBlots(grey: Uint8Array, width: number, height: number): Uint8Array {
  const clean = Uint8Array.from(grey);
  const stack: number[] = [];
  const visit = (at: number): void => {
    if ((clean[at] as number) >= BLOT) return;
    clean[at] = 255;
    stack.push(at);
  };
  for (let x = 0; x < width; x++) {
    visit(x);
    visit((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    visit(y * width);
    visit(y * width + width - 1);
  }
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    if (x > 0) visit(at - 1);
    if (x < width - 1) visit(at + 1);
    if (at >= width) visit(at - width);
    if (at + width < clean.length) visit(at + width);
  }
  return clean;
}
