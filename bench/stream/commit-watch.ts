import type { TopicPartition } from '../../src/stream/record.js';

/** From a record being done to the group having it on record, ms, for records of partitions that start at offset 0. */
export class CommitWatch {
  /** By partition. */
  readonly #places = new Map<number, { readonly doneAtMs: Float64Array; committed: number }>();
  /** Of the first `#total` records on record; made before the first one, so that memory does not grow with them. */
  readonly #lagsMs: Float64Array;
  readonly #finished: () => void;
  #total = 0;
  /** Resolves once the group has all records on record. */
  readonly all: Promise<void>;

  constructor(private readonly count: number) {
    this.#lagsMs = new Float64Array(count);
    let finished = (): void => undefined;
    this.all = new Promise((resolve) => (finished = resolve));
    this.#finished = finished;
  }

  done({ partition, offset }: TopicPartition & { readonly offset: bigint }): void {
    let place = this.#places.get(partition);
    if (place === undefined) this.#places.set(partition, (place = { doneAtMs: new Float64Array(this.count), committed: 0 }));
    place.doneAtMs[Number(offset)] = performance.now();
  }

  committed(positions: readonly (TopicPartition & { readonly offset: bigint })[]): void {
    const nowMs = performance.now();
    for (const { partition, offset } of positions) {
      const place = this.#places.get(partition);
      if (place === undefined) continue;
      for (; place.committed < Number(offset); place.committed += 1) {
        this.#lagsMs[this.#total] = nowMs - (place.doneAtMs[place.committed] ?? nowMs);
        this.#total += 1;
      }
    }
    if (this.#total >= this.count) this.#finished();
  }

  /** The lag that this share of the records did not exceed, ms. */
  quantile(share: number): number {
    const sorted = this.#lagsMs.slice(0, this.#total).sort();
    return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  }
}
