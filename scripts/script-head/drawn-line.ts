import sharp from 'sharp';
import type { Picture } from '../../src/stages/read/text-reader.js';
import { pick, type Random } from './random-words.js';

export interface Part {
  readonly text: string;
  readonly font: string;
}

export interface DrawnLine {
  readonly picture: Picture;
  /** Where each part's ink begins and ends, in picture pixels. */
  readonly spans: readonly { readonly x0: number; readonly x1: number }[];
}

type Colour = readonly [number, number, number];

/**
 * One line of text as videos show it: on a box, a shaded or speckled ground, outlined or not, blurred by scaling and
 * JPEG; null when a font has no ink for it.
 */
export async function drawLine(parts: readonly Part[], random: Random): Promise<DrawnLine | null> {
  const dpi = 90 + Math.floor(random() * 130);
  const weight = pick(random, ['', 'Bold', 'Bold']);
  const masks: Mask[] = [];
  for (const part of parts) {
    const mask = await maskOf(part, weight, dpi);
    if (mask === null) return null;
    masks.push(mask);
  }
  const height = Math.max(...masks.map((mask) => mask.height));
  const gap = Math.round(height * 0.25);
  const pad = Math.round(height * (0.1 + random() * 0.25)) + 3;
  const width = masks.reduce((sum, mask) => sum + mask.width, 0) + gap * (masks.length - 1) + 2 * pad;
  const alpha = new Uint8Array(width * (height + 2 * pad));
  const spans: { x0: number; x1: number }[] = [];
  let x = pad;
  for (const mask of masks) {
    const top = pad + (height - mask.height);
    for (let row = 0; row < mask.height; row++) alpha.set(mask.alpha.subarray(row * mask.width, (row + 1) * mask.width), (top + row) * width + x);
    spans.push({ x0: x, x1: x + mask.width });
    x += mask.width + gap;
  }
  return { picture: await painted(alpha, width, height + 2 * pad, random), spans };
}

interface Mask {
  readonly alpha: Uint8Array;
  readonly width: number;
  readonly height: number;
}

async function maskOf({ text, font }: Part, weight: string, dpi: number): Promise<Mask | null> {
  const escaped = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
  const drawn = await sharp({ text: { text: `<span foreground="white">${escaped}</span>`, font: `${font} ${weight} 12`, dpi, rgba: true } }).extractChannel(3).raw().toBuffer({ resolveWithObject: true }).catch((error: unknown) => {
    if (error instanceof Error && error.message.includes('no text to render')) return null;
    throw error;
  });
  if (drawn === null) return null;
  const { data, info } = drawn;
  return { alpha: new Uint8Array(data), width: info.width, height: info.height };
}

async function painted(alpha: Uint8Array, width: number, height: number, random: Random): Promise<Picture> {
  const light = random() < 0.5;
  const fill: Colour = light ? bright(random) : dark(random);
  const outline = random() < 0.4 ? 1 + Math.round(random() * 2) : 0;
  const edge = outline > 0 ? (light ? dark(random) : bright(random)) : null;
  const ground = groundOf(width, height, edge === null ? !light : random() < 0.5, edge !== null || random() < 0.5, random);
  const grown = outline > 0 ? dilated(alpha, width, height, outline) : null;
  const pixels = Buffer.alloc(width * height * 3);
  for (let at = 0; at < alpha.length; at++) {
    const ink = (alpha[at] as number) / 255;
    const rim = grown === null ? 0 : (grown[at] as number) / 255;
    for (let channel = 0; channel < 3; channel++) {
      const below = ground[at * 3 + channel] as number;
      const rimmed = edge === null ? below : below + ((edge[channel] as number) - below) * rim;
      pixels[at * 3 + channel] = Math.round(rimmed + ((fill[channel] as number) - rimmed) * ink);
    }
  }
  const target = Math.max(14, Math.min(height, Math.round(20 + random() * 60)));
  const quality = 35 + Math.floor(random() * 60);
  const jpeg = await sharp(pixels, { raw: { width, height, channels: 3 } }).resize({ height: target, kernel: 'linear' }).jpeg({ quality }).toBuffer();
  const { data, info } = await sharp(jpeg).resize({ width, height, fit: 'fill', kernel: 'linear' }).raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

function bright(random: Random): Colour {
  return pick<Colour>(random, [[255, 255, 255], [255, 255, 255], [255, 225, 20], [250, 240, 220], [120, 255, 160]]);
}

function dark(random: Random): Colour {
  return pick<Colour>(random, [[10, 10, 10], [20, 20, 60], [200, 20, 30], [90, 20, 90], [20, 80, 40]]);
}

/** A plain, shaded or speckled ground; speckles stand for the photo behind outlined text. */
function groundOf(width: number, height: number, light: boolean, busy: boolean, random: Random): Uint8Array {
  const base = light ? bright(random) : dark(random);
  const slope = (random() - 0.5) * 80;
  const cell = 3 + Math.floor(random() * 14);
  const strength = busy ? random() * 110 : 0;
  const columns = Math.ceil(width / cell) + 1;
  const noise = Array.from({ length: columns * (Math.ceil(height / cell) + 1) }, () => (random() - 0.5) * strength);
  const ground = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const shade = slope * (x / width) + (noise[Math.floor(y / cell) * columns + Math.floor(x / cell)] as number);
      for (let channel = 0; channel < 3; channel++) ground[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, (base[channel] as number) + shade));
    }
  }
  return ground;
}

function dilated(alpha: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const out = new Uint8Array(alpha.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let most = 0;
      for (let dy = -radius; dy <= radius; dy++) {
        for (let dx = -radius; dx <= radius; dx++) {
          const ny = y + dy;
          const nx = x + dx;
          if (ny >= 0 && ny < height && nx >= 0 && nx < width) most = Math.max(most, alpha[ny * width + nx] as number);
        }
      }
      out[y * width + x] = most;
    }
  }
  return out;
}
