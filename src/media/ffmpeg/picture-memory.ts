/** Memory that lies idle at most. */
const MOST_IDLE_BYTES = 96 << 20;
/** A picture may lie in memory this much larger than it is. */
const MOST_OVERSIZE = 1.5;

/**
 * Memory for pictures that goes from video to video. Every thread that has seen a SharedArrayBuffer keeps it alive until
 * its own collection, which the size of shared memory does not hasten: made anew for each video, pictures of many
 * videos that are long over would be held.
 */
export class PictureMemory {
  readonly #idle: SharedArrayBuffer[] = [];
  #idleBytes = 0;

  /** Holds what was there before. */
  take(bytes: number): Uint8Array {
    let best = -1;
    this.#idle.forEach(({ byteLength }, index) => {
      const fits = byteLength >= bytes && byteLength <= bytes * MOST_OVERSIZE;
      if (fits && byteLength < (this.#idle[best]?.byteLength ?? Infinity)) best = index;
    });
    const [found] = best < 0 ? [] : this.#idle.splice(best, 1);
    this.#idleBytes -= found?.byteLength ?? 0;
    return new Uint8Array(found ?? new SharedArrayBuffer(bytes), 0, bytes);
  }

  /** Nobody reads it any more. What has lain idle longest goes first when it is too much. */
  give(picture: Uint8Array): void {
    const memory = picture.buffer as SharedArrayBuffer;
    this.#idle.push(memory);
    this.#idleBytes += memory.byteLength;
    while (this.#idleBytes > MOST_IDLE_BYTES) this.#idleBytes -= this.#idle.shift()?.byteLength ?? 0;
  }
}
