import sharp from 'sharp';
import type { SampledFrame } from '../../domain/frame.js';
import { keptPictures, thinned, type Span } from './kept-pictures.js';
import { shrunk } from './shrunk-picture.js';

/** A small picture of what was on the screen from one moment to another. */
export interface Thumbnail {
  readonly timestampS: number;
  /** The first sampled moment that shows another picture; `Infinity` for the last one. */
  readonly untilS: number;
  readonly width: number;
  readonly height: number;
  readonly jpeg: Buffer;
  /** The same picture, small enough for a film strip. */
  readonly strip: Buffer;
}

interface Candidate {
  readonly timestampS: number;
  readonly untilS: number;
  readonly width: number;
  readonly height: number;
  readonly sceneCut: boolean;
  readonly jpeg: Promise<Buffer>;
}

/** Held while the video goes by, about 15 kB each: every picture of two minutes at two a second. */
const MOST_HELD = 240;
const STRIP_PX = 160;
const JPEG_QUALITY = 74;

/**
 * Keeps small pictures of a video whose length is not known: when it holds too many, the one nearest to its neighbours in
 * time goes. Which of them a report shows is decided at the end, when it is known what there is evidence for.
 */
export class ThumbnailCollector {
  #held: Candidate[] = [];

  /** Copies what it needs, so a frame may be released right after it. */
  add(moment: SampledFrame): void {
    const last = this.#held.at(-1);
    if (moment.kind === 'repeat') {
      if (last !== undefined && last.untilS === Infinity && moment.ofTimestampS !== last.timestampS) this.#held.splice(-1, 1, { ...last, untilS: moment.timestampS });
      return;
    }
    if (last !== undefined) this.#held.splice(-1, 1, { ...last, untilS: Math.min(last.untilS, moment.timestampS) });
    const { pixels, ...picture } = shrunk(moment);
    const jpeg = sharp(pixels, { raw: { width: picture.width, height: picture.height, channels: 3 } }).jpeg({ quality: JPEG_QUALITY }).toBuffer();
    jpeg.catch(() => undefined);
    this.#held.push({ ...picture, timestampS: moment.timestampS, untilS: Infinity, sceneCut: moment.sceneCut, jpeg });
    if (this.#held.length > MOST_HELD) this.#held = thinned(this.#held, MOST_HELD);
  }

  /** @param wanted times that something was found at; each gets a picture of its own time where one was kept */
  async finish(wanted: readonly Span[] = []): Promise<readonly Thumbnail[]> {
    const kept = keptPictures(this.#held, wanted);
    this.#held = [];
    return Promise.all(
      kept.map(async ({ timestampS, untilS, width, height, jpeg: encoding }) => {
        const jpeg = await encoding;
        const strip = await sharp(jpeg).resize(STRIP_PX, STRIP_PX, { fit: 'inside', withoutEnlargement: true }).jpeg({ quality: JPEG_QUALITY }).toBuffer();
        return { timestampS, untilS, width, height, jpeg, strip };
      }),
    );
  }
}
