import type { Picture, Region } from '../picture/picture.js';
import { resample } from '../picture/resample.js';

/** Side of the network's input; the padding of its convolutions is baked in for exactly this. */
export const INPUT_SIDE = 260;

/**
 * How a picture becomes a square: its middle with 11 % of the shorter side cut away (as the network was trained and its
 * goldens made), or the middle with the shorter side whole, which suits the frames of videos a little better.
 */
export type View = 'centre' | 'square';

/** The centre square of side ⌊260/292 · shorter side⌋, placed as the original evaluation script does. */
export function centreSquare(width: number, height: number): Region {
  const side = Math.max(1, Math.trunc((INPUT_SIDE / 292) * Math.min(width, height)));
  return { x: Math.trunc((width - side + 1) / 2), y: Math.trunc((height - side + 1) / 2), width: side, height: side };
}

function wholeSquare(width: number, height: number): Region {
  const side = Math.min(width, height);
  return { x: Math.trunc((width - side) / 2), y: Math.trunc((height - side) / 2), width: side, height: side };
}

/** 260 × 260 RGB of one view, 8 bits. */
export function viewPixels(picture: Picture, view: View): Uint8Array {
  const region = view === 'centre' ? centreSquare(picture.width, picture.height) : wholeSquare(picture.width, picture.height);
  return resample(picture, region, INPUT_SIDE, INPUT_SIDE, 'bicubic');
}

/** [3, 260, 260] float: (pixel − 127) / 128, written at `offset` of a batch. */
export function writeInput(pixels: Uint8Array, batch: Float32Array, offset: number): void {
  const plane = INPUT_SIDE * INPUT_SIDE;
  for (let i = 0, at = 0; i < plane; i++) {
    batch[offset + i] = ((pixels[at++] as number) - 127) / 128;
    batch[offset + plane + i] = ((pixels[at++] as number) - 127) / 128;
    batch[offset + 2 * plane + i] = ((pixels[at++] as number) - 127) / 128;
  }
}
