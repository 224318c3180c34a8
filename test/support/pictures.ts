import sharp from 'sharp';
import type { SharedPicture } from '../../src/stages/see/vision-model.js';

/** An image file as upright 8-bit RGB. */
export async function pictureOf(file: string): Promise<SharedPicture> {
  const { data, info } = await sharp(file).rotate().removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

/** A picture drawn by a function of x and y that gives red, green and blue. */
export function drawn(width: number, height: number, colourAt: (x: number, y: number) => readonly [number, number, number]): SharedPicture {
  const pixels = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(colourAt(x, y), (y * width + x) * 3);
  return { pixels, width, height };
}
