import sharp from 'sharp';
import type { Frame } from '../../domain/frame.js';

/** A small picture of one moment. */
export interface Thumbnail {
  readonly timestampS: number;
  readonly width: number;
  readonly height: number;
  readonly jpeg: Buffer;
}

interface SmallPicture {
  readonly timestampS: number;
  readonly width: number;
  readonly height: number;
  /** RGB, row by row. */
  readonly pixels: Uint8Array;
  readonly sceneCut: boolean;
}

const MOST_THUMBNAILS = 12;
/** Held while the video goes by; more than are kept, so that what is kept can be spread well. */
const MOST_HELD = 2 * MOST_THUMBNAILS;
const LONGER_SIDE_PX = 400;
const JPEG_QUALITY = 72;
/** How much closer to its neighbours a scene's first frame may be than another before it is dropped. */
const SCENE_CUT_WORTH = 3;

/**
 * Keeps a bounded number of small pictures of a video whose length is not known: when it holds too many, the one
 * nearest to its neighbours in time goes. `add` copies what it needs, so the frame may be released right after it.
 */
export class ThumbnailCollector {
  #held: SmallPicture[] = [];

  add(frame: Pick<Frame, 'timestampS' | 'width' | 'height' | 'pixels' | 'sceneCut'>): void {
    this.#held.push(shrunk(frame));
    if (this.#held.length > MOST_HELD) this.#held = thinned(this.#held, MOST_HELD);
  }

  async finish(): Promise<readonly Thumbnail[]> {
    const kept = thinned(this.#held, MOST_THUMBNAILS);
    this.#held = [];
    return Promise.all(
      kept.map(async ({ timestampS, width, height, pixels }) => ({
        timestampS,
        width,
        height,
        jpeg: await sharp(pixels, { raw: { width, height, channels: 3 } }).jpeg({ quality: JPEG_QUALITY, mozjpeg: true }).toBuffer(),
      })),
    );
  }
}

/** The pictures without those that lie nearest to their neighbours in time; first and last stay. */
function thinned(pictures: readonly SmallPicture[], most: number): SmallPicture[] {
  const kept = [...pictures];
  while (kept.length > most) {
    let nearest = 1;
    let nearestWorth = Infinity;
    for (let at = 1; at < kept.length - 1; at += 1) {
      const before = kept[at - 1];
      const picture = kept[at];
      const after = kept[at + 1];
      if (before === undefined || picture === undefined || after === undefined) continue;
      const worth = (after.timestampS - before.timestampS) * (picture.sceneCut ? SCENE_CUT_WORTH : 1);
      if (worth < nearestWorth) {
        nearest = at;
        nearestWorth = worth;
      }
    }
    kept.splice(nearest, 1);
  }
  return kept;
}

/** Area average down to at most 400 pixels on the longer side. Frames come one at a time on the main thread. */
function shrunk(frame: Pick<Frame, 'timestampS' | 'width' | 'height' | 'pixels' | 'sceneCut'>): SmallPicture {
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
  return { timestampS: frame.timestampS, width, height, pixels, sceneCut: frame.sceneCut };
}
