import { Wakeup } from '../claims/wakeup.js';

/** Lets items of one key run one after the other, in the order of submission; different keys overtake each other freely. */
export class KeyLanes<Item extends { readonly key: string | null }> {
  /** Key under work → what waits behind it; null: nothing has waited yet. */
  readonly #lanes = new Map<string, Item[] | null>();
  readonly #changed = new Wakeup();
  #size = 0;

  /** `start` is called when it is the item's turn, once, and must not throw; the end of its work is told by `finished`. */
  constructor(private readonly start: (item: Item) => void) {}

  /** Items submitted and not finished. */
  get size(): number {
    return this.#size;
  }

  /** Items without a key wait for nothing. */
  submit(item: Item): void {
    const { key } = item;
    this.#size += 1;
    const waiting = key === null ? undefined : this.#lanes.get(key);
    if (key !== null && waiting !== undefined) {
      if (waiting === null) this.#lanes.set(key, [item]);
      else waiting.push(item);
      return;
    }
    if (key !== null) this.#lanes.set(key, null);
    this.start(item);
  }

  /** To be called once for each item that was started; starts what waits behind it. */
  finished({ key }: Item): void {
    this.#size -= 1;
    this.#changed.wake();
    if (key === null) return;
    const next = this.#lanes.get(key)?.shift();
    if (next === undefined) this.#lanes.delete(key);
    // Of its own accord, so that a long lane whose works end at once does not pile up calls.
    else queueMicrotask(() => this.start(next));
  }

  /** Resolves when fewer than `limit` items are unfinished, or the signal aborts. */
  async below(limit: number, signal?: AbortSignal): Promise<void> {
    while (this.#size >= limit && signal?.aborted !== true) await this.#changed.wait(signal);
  }
}
