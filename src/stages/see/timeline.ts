import type { Box } from '../../domain/product-video-enriched.js';
import type { Sighting } from '../../domain/perception.js';

/** A frame that was looked at. */
export interface Glimpse {
  readonly timestampS: number;
  readonly shot: number;
  readonly box?: Box | null;
}

/** Knows until when a frame's picture stayed: repeats of it carry its time on. */
export class Timeline {
  readonly #lastSeenS = new Map<number, number>();

  repeat(timestampS: number, ofTimestampS: number): void {
    this.#lastSeenS.set(ofTimestampS, Math.max(timestampS, this.#lastSeenS.get(ofTimestampS) ?? -Infinity));
  }

  /** The times of some glimpses, those of one shot (and one place) joined into one sighting from first to last. */
  sightings(glimpses: readonly Glimpse[]): readonly Sighting[] {
    const joined: { startS: number; endS: number; box: Box | null; shot: number }[] = [];
    for (const glimpse of [...glimpses].sort((a, b) => a.timestampS - b.timestampS)) {
      const endS = Math.max(glimpse.timestampS, this.#lastSeenS.get(glimpse.timestampS) ?? -Infinity);
      const last = joined.at(-1);
      if (last !== undefined && last.shot === glimpse.shot) last.endS = Math.max(last.endS, endS);
      else joined.push({ startS: glimpse.timestampS, endS, box: glimpse.box ?? null, shot: glimpse.shot });
    }
    return joined.map(({ startS, endS, box }) => ({ startS, endS, box }));
  }
}
