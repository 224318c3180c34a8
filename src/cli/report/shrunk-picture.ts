import type { Frame } from '../../domain/frame.js';

export interface SmallPicture {
  readonly width: number;
  readonly height: number;
  /** RGB, row by row. */
  readonly pixels: Uint8Array;
}

const LONGER_SIDE_PX = 400;

/** Area average down to at most 400 pixels on the longer side. Frames come one at a time on the main thread. */
export function shrunk(frame: Pick<Frame, 'width' | 'height' | 'pixels'>): SmallPicture {
  const step = Math.max(1, Math.ceil(Math.max(frame.width, frame.height) / LONGER_SIDE_PX));
  const width = Math.max(1, Math.floor(frame.width / step));
  const height = Math.max(1, Math.floor(frame.height / step));
  const pixels = new Uint8Array(width * height * 3);
  const area = step * step;
  const rowBytes = frame.width * 3;
  let target = 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let dy = 0; dy < step; dy += 1) {
        let source = (y * step + dy) * rowBytes + x * step * 3;
        for (let dx = 0; dx < step; dx += 1) {
          red += frame.pixels[source++] ?? 0;
          green += frame.pixels[source++] ?? 0;
          blue += frame.pixels[source++] ?? 0;
        }
      }
      pixels[target++] = red / area;
      pixels[target++] = green / area;
      pixels[target++] = blue / area;
    }
  }
  return { width, height, pixels };
}
