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
  return [() => framed(grey, line.width, line.height), () => framed(fillDistance(line, light), line.width, line.height), () => framed(grey.map((value) => 255 - value), line.width, line.height)];
}

function sampledLine(picture: Picture, quad: Quad, span: LineSpan): Line {
  const size = cropSize(quad);
  const width = Math.min(MAX_WIDTH, Math.max(8, Math.round((INK_HEIGHT * size.width) / size.height)));
  const rgb = new Float32Array(width * INK_HEIGHT * 3);
  sampleQuad(picture, quad, width, INK_HEIGHT, false, (x, y, r, g, b) => rgb.set([r, g, b], (y * width + x) * 3));
  const from = Math.max(0, Math.floor(span.from * width));
  const to = Math.min(width, Math.max(from + 8, Math.ceil(span.to * width)));
  if (from === 0 && to === width) return { rgb, width, height: INK_HEIGHT };
  const cut = new Float32Array((to - from) * INK_HEIGHT * 3);
  for (let y = 0; y < INK_HEIGHT; y++) cut.set(rgb.subarray((y * width + from) * 3, (y * width + to) * 3), y * (to - from) * 3);
  return { rgb: cut, width: to - from, height: INK_HEIGHT };
}

/** Brightness from the 2nd to the 98th percentile, inverted where the text is the lighter side. */
function stretched({ rgb, width, height }: Line): { readonly grey: Uint8Array; readonly light: boolean } {
  const luma = Float32Array.from({ length: width * height }, (_, i) => 0.299 * (rgb[i * 3] as number) + 0.587 * (rgb[i * 3 + 1] as number) + 0.114 * (rgb[i * 3 + 2] as number));
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
  const inner: number[] = [];
  for (let y = Math.floor(height * 0.2); y < height * 0.8; y++) for (let x = 0; x < width; x++) inner.push(y * width + x);
  const brightness = (at: number): number => (rgb[at * 3] as number) + (rgb[at * 3 + 1] as number) + (rgb[at * 3 + 2] as number);
  inner.sort((a, b) => (light ? brightness(b) - brightness(a) : brightness(a) - brightness(b)));
  const tenth = inner.slice(0, Math.max(1, Math.floor(inner.length / 10)));
  const fill = [0, 1, 2].map((channel) => tenth.reduce((sum, at) => sum + (rgb[at * 3 + channel] as number), 0) / tenth.length);
  const grey = new Uint8Array(width * height);
  for (let at = 0; at < grey.length; at++) {
    const distance = Math.hypot((rgb[at * 3] as number) - (fill[0] as number), (rgb[at * 3 + 1] as number) - (fill[1] as number), (rgb[at * 3 + 2] as number) - (fill[2] as number));
    grey[at] = Math.min(255, distance * 1.6);
  }
  return grey;
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
