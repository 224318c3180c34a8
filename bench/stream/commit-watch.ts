import type { TopicPartition } from '../../src/stream/record.js';

/** More than are ever done and not on record at once in one partition. */
const MOST_WAITING = 4_096;
/** Longer lags are counted as this one. */
const LONGEST_MS = 60_000;

/** From a record being done to the group having it on record, ms, for records of partitions that start at offset 0. Its memory does not depend on how many they are. */
export class CommitWatch {
  /** By partition: when the records above the committed ones were done, each at its offset modulo the most that wait. */
  readonly #places = new Map<number, { readonly doneAtMs: Float64Array; committed: number }>();
  /** How many records had a lag of so many whole ms. */
  readonly #lags = new Uint32Array(LONGEST_MS + 1);
  readonly #finished: () => void;
  #total = 0;
  /** Resolves once the group has all records on record. */
  readonly all: Promise<void>;

  constructor(private readonly count: number) {
    let finished = (): void => undefined;
    this.all = new Promise((resolve) => (finished = resolve));
    this.#finished = finished;
  }

  done({ partition, offset }: TopicPartition & { readonly offset: bigint }): void {
    let place = this.#places.get(partition);
    if (place === undefined) this.#places.set(partition, (place = { doneAtMs: new Float64Array(MOST_WAITING), committed: 0 }));
    const at = Number(offset);
    if (at - place.committed >= MOST_WAITING) throw new Error(`${at - place.committed} records of partition ${partition} wait for their commit, expected fewer than ${MOST_WAITING}`);
    place.doneAtMs[at % MOST_WAITING] = performance.now();
  }

  committed(positions: readonly (TopicPartition & { readonly offset: bigint })[]): void {
    const nowMs = performance.now();
    for (const { partition, offset } of positions) {
      const place = this.#places.get(partition);
      if (place === undefined) continue;
      for (; place.committed < Number(offset); place.committed += 1) {
        const lagMs = Math.min(LONGEST_MS, Math.round(nowMs - (place.doneAtMs[place.committed % MOST_WAITING] ?? nowMs)));
        this.#lags[lagMs] = (this.#lags[lagMs] ?? 0) + 1;
        this.#total += 1;
      }
    }
    if (this.#total >= this.count) this.#finished();
  }

  /** The lag that this share of the records did not exceed, ms. */
  quantile(share: number): number {
    let left = this.#total * share;
    return this.#lags.findIndex((records) => (left -= records) <= 0);
  }
}
