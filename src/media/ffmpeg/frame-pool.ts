import type { PictureMemory } from './picture-memory.js';

/** A few picture buffers of one size that go round: taken for a frame, given back when it is released. Bounds the memory of a video. */
export class FramePool {
  readonly #memory: PictureMemory;
  readonly #bytes: number;
  readonly #limit: number;
  readonly #free: Uint8Array[] = [];
  readonly #waiting: ((buffer: Uint8Array | null) => void)[] = [];
  #made = 0;
  #closed = false;

  constructor(memory: PictureMemory, bytes: number, limit: number) {
    this.#memory = memory;
    this.#bytes = bytes;
    this.#limit = limit;
  }

  /** A buffer over a SharedArrayBuffer, as soon as there is one; null once the pool is closed. */
  take(): Promise<Uint8Array | null> {
    if (this.#closed) return Promise.resolve(null);
    const free = this.#free.pop();
    if (free !== undefined) return Promise.resolve(free);
    if (this.#made < this.#limit) {
      this.#made += 1;
      return Promise.resolve(this.#memory.take(this.#bytes));
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  give(buffer: Uint8Array): void {
    const next = this.#waiting.shift();
    if (next !== undefined) next(buffer);
    else if (this.#closed) this.#memory.give(buffer);
    else this.#free.push(buffer);
  }

  close(): void {
    this.#closed = true;
    for (const buffer of this.#free.splice(0)) this.#memory.give(buffer);
    for (const resolve of this.#waiting.splice(0)) resolve(null);
  }
}
