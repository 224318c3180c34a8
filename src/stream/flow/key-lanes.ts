import { Wakeup } from '../claims/wakeup.js';

/** Works of one key run one after the other, in the order of submission; different keys overtake each other freely. */
export class KeyLanes {
  readonly #lanes = new Map<string, (() => Promise<void>)[]>();
  readonly #changed = new Wakeup();
  #size = 0;

  /** Works submitted and not finished. */
  get size(): number {
    return this.#size;
  }

  /** `work` must not reject. Works without a key are on a lane of their own each. */
  submit(key: string | null, work: () => Promise<void>): void {
    this.#size += 1;
    if (key === null) {
      void this.#run(work);
      return;
    }
    const lane = this.#lanes.get(key);
    if (lane !== undefined) {
      lane.push(work);
      return;
    }
    const own = [work];
    this.#lanes.set(key, own);
    void this.#runLane(key, own);
  }

  /** Resolves when fewer than `limit` works are unfinished, or the signal aborts. */
  async below(limit: number, signal?: AbortSignal): Promise<void> {
    while (this.#size >= limit && signal?.aborted !== true) await this.#changed.wait(signal);
  }

  async #runLane(key: string, lane: (() => Promise<void>)[]): Promise<void> {
    for (let work = lane[0]; work !== undefined; work = lane[0]) {
      await this.#run(work);
      lane.shift();
    }
    this.#lanes.delete(key);
  }

  async #run(work: () => Promise<void>): Promise<void> {
    await work();
    this.#size -= 1;
    this.#changed.wake();
  }
}
