/** Judgements on the 32 × 32 luma thumbnail of a frame: cheap, and made of every sampled frame. */

/** Standard deviation of luma under which a picture is one colour and the noise of its codec. */
const PLAIN_DEVIATION = 3.5;
/** Mean luma under which a picture is called dark: black is 0 (or 16 in limited range), a dim room 60. */
const DARK_MEAN = 40;
/** Mean difference under which two thumbnails show the same picture. */
const SAME_DIFFERENCE = 2;
/**
 * Sharpness (see `Look`) under which a film is called blurred. Enlarged small photos with captions measured 0.14 to 2.0;
 * the same frames, 540 pixels wide, blurred with a standard deviation of 4 pixels 0.03 to 0.12, of 6 pixels 0.02 to 0.07.
 */
export const BLURRY_BELOW = 0.05;

export function meanLuma(luma: Uint8Array): number {
  return luma.reduce((sum, value) => sum + value, 0) / luma.length;
}

/** One colour all over: black, white, grey, a title's empty background. */
export function isPlain(luma: Uint8Array): boolean {
  const mean = meanLuma(luma);
  const variance = luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luma.length;
  return Math.sqrt(variance) < PLAIN_DEVIATION;
}

export interface PictureQuality {
  readonly static: boolean;
  readonly dark: boolean;
  readonly blurry: boolean;
  readonly duplicateFrameShare: number;
}

/** Collects what the quality of a video's picture is judged by, frame by frame. */
export class QualityMeter {
  readonly #means: number[] = [];
  readonly #sharpness: number[] = [];
  #first: Uint8Array | null = null;
  #moved = false;
  #repeats = 0;

  frame(luma: Uint8Array): void {
    this.#means.push(meanLuma(luma));
    if (this.#first === null) this.#first = luma.slice();
    else if (meanDifference(this.#first, luma) >= SAME_DIFFERENCE) this.#moved = true;
  }

  repeat(): void {
    this.#repeats++;
  }

  sharpness(value: number): void {
    this.#sharpness.push(value);
  }

  get quality(): PictureQuality {
    const sampled = this.#means.length + this.#repeats;
    return {
      static: sampled > 0 && !this.#moved,
      dark: this.#means.length > 0 && median(this.#means) < DARK_MEAN,
      blurry: this.#sharpness.length > 0 && median(this.#sharpness) < BLURRY_BELOW,
      duplicateFrameShare: sampled === 0 ? 0 : this.#repeats / sampled,
    };
  }
}

function meanDifference(one: Uint8Array, other: Uint8Array): number {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
