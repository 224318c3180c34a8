/**
 * How far one partition is done without a gap. Records are opened in offset order and completed in any order; the
 * position is the offset that the next owner must start from: the lowest record that is not done, or the offset after
 * the last one. Nothing at or above the position may be committed.
 *
 * Offsets may have gaps (compaction, transaction markers): only those opened count.
 *
 * Each record also has a weight: the bytes that it, or later its outcome, keeps in memory until it is dropped.
 */
export class LowWatermark<Outcome extends object> {
  readonly #queue: Slot<Outcome>[] = [];
  #head = 0;
  #next: bigint;
  #bytes = 0;

  /** @param start the offset to commit while nothing was opened */
  constructor(start: bigint) {
    this.#next = start;
  }

  /** Records opened and not yet dropped. */
  get size(): number {
    return this.#queue.length - this.#head;
  }

  /** Bytes of all records opened and not yet dropped. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Timestamp of the lowest record that was not dropped, ms since 1970; null when there is none. */
  get oldestTimestampMs(): number | null {
    return this.#queue[this.#head]?.timestampMs ?? null;
  }

  /** @throws RangeError when the offset is not above those opened before */
  open(offset: bigint, timestampMs: number, bytes: number): void {
    if (offset < this.#next) throw new RangeError(`offset ${offset} was opened again; expected at least ${this.#next}`);
    this.#queue.push({ offset, timestampMs, bytes, outcome: null });
    this.#bytes += bytes;
    this.#next = offset + 1n;
  }

  /** Offsets below `next` that were not opened hold nothing to do. */
  skipTo(next: bigint): void {
    if (next > this.#next) this.#next = next;
  }

  /** `bytes`: what the outcome keeps in memory. False when the record is unknown or was completed already. */
  complete(offset: bigint, outcome: Outcome, bytes: number): boolean {
    const slot = this.#find(offset);
    if (slot === undefined || slot.outcome !== null) return false;
    slot.outcome = outcome;
    this.#weigh(slot, bytes);
    return true;
  }

  /** Takes a completion back: its outcome could not be written. */
  reopen(offset: bigint): void {
    const slot = this.#find(offset);
    if (slot !== undefined) slot.outcome = null;
  }

  /** Says anew what the record keeps in memory. */
  weigh(offset: bigint, bytes: number): void {
    const slot = this.#find(offset);
    if (slot !== undefined) this.#weigh(slot, bytes);
  }

  #weigh(slot: Slot<Outcome>, bytes: number): void {
    this.#bytes += bytes - slot.bytes;
    slot.bytes = bytes;
  }

  /** By halves: slots lie in offset order. */
  #find(offset: bigint): Slot<Outcome> | undefined {
    let low = this.#head;
    let high = this.#queue.length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const slot = this.#queue[middle];
      if (slot === undefined || slot.offset === offset) return slot;
      if (slot.offset < offset) low = middle + 1;
      else high = middle - 1;
    }
    return undefined;
  }

  /** The done records at the front that `accept` takes, in order; they stay until `drop`. */
  doneRun(accept: (outcome: Outcome, count: number) => boolean): readonly Done<Outcome>[] {
    const run: Done<Outcome>[] = [];
    for (let i = this.#head; i < this.#queue.length; i += 1) {
      const slot = this.#queue[i];
      if (slot === undefined || slot.outcome === null || !accept(slot.outcome, run.length)) break;
      run.push({ offset: slot.offset, outcome: slot.outcome });
    }
    return run;
  }

  /** Every completed record that was not dropped yet, gap or not. */
  completed(): readonly Done<Outcome>[] {
    return this.#queue.slice(this.#head).flatMap(({ offset, outcome }) => (outcome === null ? [] : [{ offset, outcome }]));
  }

  /** The position once the first `count` records are dropped. */
  positionAfter(count: number): bigint {
    return this.#queue[this.#head + count]?.offset ?? this.#next;
  }

  /** Forgets the first `count` records, which must be done, and returns the new position. */
  drop(count: number): bigint {
    for (let i = 0; i < count; i += 1) {
      const slot = this.#queue[this.#head];
      if (slot === undefined || slot.outcome === null) throw new RangeError('a record that is not done cannot be dropped');
      this.#bytes -= slot.bytes;
      this.#head += 1;
    }
    this.#shrink();
    return this.positionAfter(0);
  }

  /** Forgets all done records at the front and returns how many they were. */
  dropDone(): number {
    const before = this.#head;
    for (let slot = this.#queue[before]; slot !== undefined && slot.outcome !== null; slot = this.#queue[this.#head]) {
      this.#bytes -= slot.bytes;
      this.#head += 1;
    }
    const count = this.#head - before;
    this.#shrink();
    return count;
  }

  #shrink(): void {
    if (this.#head <= 1024 || this.#head * 2 <= this.#queue.length) return;
    this.#queue.splice(0, this.#head);
    this.#head = 0;
  }
}

interface Slot<Outcome> {
  readonly offset: bigint;
  readonly timestampMs: number;
  bytes: number;
  /** Null until the record is done. */
  outcome: Outcome | null;
}

export interface Done<Outcome> {
  readonly offset: bigint;
  readonly outcome: Outcome;
}
