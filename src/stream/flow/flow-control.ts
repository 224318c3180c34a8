import { onAnyAbort, throwIfAnyAborted } from '../linked-abort.js';

/**
 * Bounds what is worked at once, by count and by bytes. Turns are given in the order of asking: a large video waits for
 * room while small ones behind it wait for their turn, so that it cannot starve. A piece larger than all the room is
 * let in alone.
 */
export class FlowControl {
  readonly #waiting: Waiting[] = [];
  #count = 0;
  #bytes = 0;

  constructor(
    private readonly maxCount: number,
    private readonly maxBytes: number,
  ) {}

  get inFlight(): { readonly count: number; readonly bytes: number } {
    return { count: this.#count, bytes: this.#bytes };
  }

  /** Takes room, to be given back by `leave`; false when there is none now or others wait for it. */
  enter(bytes: number): boolean {
    if (this.#waiting.length > 0 || !this.#fits(bytes)) return false;
    this.#take(bytes);
    return true;
  }

  /** Resolves once there is room and it is taken. Rejects with the reason of the first signal that aborts. */
  async acquire(bytes: number, signals: readonly AbortSignal[]): Promise<void> {
    throwIfAnyAborted(signals);
    if (this.enter(bytes)) return;
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        bytes,
        enter: () => {
          unlisten();
          this.#take(bytes);
          resolve();
        },
      };
      const unlisten = onAnyAbort(signals, (reason) => {
        unlisten();
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        reject(reason);
        this.#admit();
      });
      this.#waiting.push(waiting);
      this.#admit();
    });
  }

  /** Gives room back, once for each time that it was taken. */
  leave(bytes: number): void {
    this.#count -= 1;
    this.#bytes -= bytes;
    this.#admit();
  }

  #admit(): void {
    for (let next = this.#waiting[0]; next !== undefined && this.#fits(next.bytes); next = this.#waiting[0]) {
      this.#waiting.shift();
      next.enter();
    }
  }

  #fits(bytes: number): boolean {
    if (this.#count === 0) return true;
    return this.#count < this.maxCount && this.#bytes + bytes <= this.maxBytes;
  }

  #take(bytes: number): void {
    this.#count += 1;
    this.#bytes += bytes;
  }
}

interface Waiting {
  readonly bytes: number;
  readonly enter: () => void;
}
