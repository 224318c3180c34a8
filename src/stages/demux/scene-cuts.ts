/**
 * Finds cuts in the series of differences between neighbouring decoded frames. A cut is a spike: large in itself, and
 * far above what the motion around it explains, so that a shaking camera or a fast pan is no row of cuts. (The spike
 * measure is that of ffmpeg's `scdet`; the adaptive threshold over a window follows common shot detectors.)
 */
export class SceneCuts {
  readonly #recent: number[] = [];
  #before = 0;
  #first = true;

  /**
   * Takes the mean absolute luma difference of a frame to the one before it, in per cent of the full range; true when
   * the frame begins a scene. The first frame does.
   */
  next(change: number): boolean {
    if (this.#first) {
      this.#first = false;
      return true;
    }
    const motion = median(this.#recent);
    const spike = Math.min(change, Math.abs(change - this.#before));
    const cut = spike >= Math.max(LEAST_SPIKE, motion * OVER_MOTION);
    this.#before = change;
    if (!cut) {
      this.#recent.push(change);
      if (this.#recent.length > WINDOW) this.#recent.shift();
    }
    return cut;
  }
}

const WINDOW = 15;
/** Per cent of the luma range: below it neither a hard cut nor a flash shows. */
const LEAST_SPIKE = 5;
const OVER_MOTION = 3;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
