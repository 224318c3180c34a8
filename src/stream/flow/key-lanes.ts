import { Wakeup } from '../claims/wakeup.js';

/** Works at items of one key run one after the other, in the order of submission; different keys overtake each other freely. */
export class KeyLanes<Item> {
  /** Key under work → what waits behind it; null: nothing has waited yet. */
  readonly #lanes = new Map<string, Item[] | null>();
  readonly #changed = new Wakeup();
  #size = 0;

  /** `work` must not reject. */
  constructor(private readonly work: (item: Item) => Promise<void>) {}

  /** Items submitted and not finished. */
  get size(): number {
    return this.#size;
  }

  /** Items without a key are on a lane of their own each. */
  submit(key: string | null, item: Item): void {
    this.#size += 1;
    const lane = key === null ? undefined : this.#lanes.get(key);
    if (key === null || lane === undefined) void this.#run(key, item);
    else if (lane === null) this.#lanes.set(key, [item]);
    else lane.push(item);
  }

  /** Resolves when fewer than `limit` items are unfinished, or the signal aborts. */
  async below(limit: number, signal?: AbortSignal): Promise<void> {
    while (this.#size >= limit && signal?.aborted !== true) await this.#changed.wait(signal);
  }

  /** Works at `first` and then at what is waiting in its lane by that time. */
  async #run(key: string | null, first: Item): Promise<void> {
    if (key !== null) this.#lanes.set(key, null);
    for (let item: Item | undefined = first; item !== undefined; item = key === null ? undefined : this.#lanes.get(key)?.shift()) {
      await this.work(item);
      this.#size -= 1;
      this.#changed.wake();
    }
    if (key !== null) this.#lanes.delete(key);
  }
}
