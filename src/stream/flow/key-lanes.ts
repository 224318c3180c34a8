import { Wakeup } from '../claims/wakeup.js';

/** Works of one key run one after the other, in the order of submission; different keys overtake each other freely. */
export class KeyLanes {
  /** Key under work → what waits behind it. */
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
    const lane = key === null ? undefined : this.#lanes.get(key);
    if (lane !== undefined) {
      lane.push(work);
      return;
    }
    const own: (() => Promise<void>)[] = [];
    if (key !== null) this.#lanes.set(key, own);
    void this.#run(key, work, own);
  }

  /** Resolves when fewer than `limit` works are unfinished, or the signal aborts. */
  async below(limit: number, signal?: AbortSignal): Promise<void> {
    while (this.#size >= limit && signal?.aborted !== true) await this.#changed.wait(signal);
  }

  /** Runs `first` and then what is waiting in its lane by that time. */
  async #run(key: string | null, first: () => Promise<void>, waiting: (() => Promise<void>)[]): Promise<void> {
    for (let work: (() => Promise<void>) | undefined = first; work !== undefined; work = waiting.shift()) {
      await work();
      this.#size -= 1;
      this.#changed.wake();
    }
    if (key !== null) this.#lanes.delete(key);
  }
}
