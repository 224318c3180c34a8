import type { GreyPlane } from './text-reader.js';

/** Picture pixels on the shorter side of a plane, about. */
const PLANE_SHORT_SIDE_PX = 270;

export interface TimedPlane {
  readonly plane: GreyPlane;
  readonly timestampS: number;
}

/**
 * The grey planes of the last few frames, in a fixed number of reused shared buffers: what bounds the memory of
 * following texts, whatever the video's length.
 */
export class PlaneRing {
  readonly #size: number;
  readonly #taken: TimedPlane[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  /** Newest first; all of one size. */
  get recent(): readonly TimedPlane[] {
    return this.#taken;
  }

  /** A plane for a frame, in the buffer of the oldest one. A change of the picture's size forgets the others. */
  take(width: number, height: number, timestampS: number): GreyPlane {
    const scale = Math.max(1, Math.round(Math.min(width, height) / PLANE_SHORT_SIDE_PX));
    const planeWidth = Math.floor(width / scale);
    const planeHeight = Math.floor(height / scale);
    const newest = this.#taken[0]?.plane;
    if (newest !== undefined && (newest.width !== planeWidth || newest.height !== planeHeight)) this.#taken.length = 0;
    const oldest = this.#taken.length >= this.#size ? this.#taken.pop() : undefined;
    const luma = oldest?.plane.luma ?? new Uint8Array(new SharedArrayBuffer(planeWidth * planeHeight));
    const plane: GreyPlane = { luma, width: planeWidth, height: planeHeight, scale };
    this.#taken.unshift({ plane, timestampS });
    return plane;
  }
}
