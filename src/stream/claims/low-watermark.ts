/**
 * How far one partition is done without a gap. Records are opened in offset order and completed in any order; the
 * position is the offset that the next owner must start from: the lowest record that is not done, or the offset after
 * the last one. Nothing at or above the position may be committed.
 *
 * Offsets may have gaps (compaction, transaction markers): only those opened count.
 */
export class LowWatermark<Outcome> {
  readonly #slots = new Map<bigint, Slot<Outcome>>();
  readonly #queue: Slot<Outcome>[] = [];
  #head = 0;
  #next: bigint;

  /** @param start the offset to commit while nothing was opened */
  constructor(start: bigint) {
    this.#next = start;
  }

  /** Records opened and not yet dropped. */
  get size(): number {
    return this.#queue.length - this.#head;
  }

  open(offset: bigint): void {
    if (offset < this.#next) throw new RangeError(`offset ${offset} was opened again; expected at least ${this.#next}`);
    const slot: Slot<Outcome> = { offset, done: null };
    this.#slots.set(offset, slot);
    this.#queue.push(slot);
    this.#next = offset + 1n;
  }

  /** Offsets below `next` that were not opened hold nothing to do. */
  skipTo(next: bigint): void {
    if (next > this.#next) this.#next = next;
  }

  /** False when the record is unknown or was completed already. */
  complete(offset: bigint, outcome: Outcome): boolean {
    const slot = this.#slots.get(offset);
    if (slot === undefined || slot.done !== null) return false;
    slot.done = { outcome };
    return true;
  }

  /** Takes a completion back: its outcome could not be written. */
  reopen(offset: bigint): void {
    const slot = this.#slots.get(offset);
    if (slot !== undefined) slot.done = null;
  }

  /** The done records at the front that `accept` takes, in order; they stay until `drop`. */
  doneRun(accept: (outcome: Outcome, count: number) => boolean): readonly Done<Outcome>[] {
    const run: Done<Outcome>[] = [];
    for (let i = this.#head; i < this.#queue.length; i += 1) {
      const slot = this.#queue[i];
      if (slot === undefined || slot.done === null || !accept(slot.done.outcome, run.length)) break;
      run.push({ offset: slot.offset, outcome: slot.done.outcome });
    }
    return run;
  }

  /** Every completed record that was not dropped yet, gap or not. */
  completed(): readonly Done<Outcome>[] {
    return this.#queue.slice(this.#head).flatMap(({ offset, done }) => (done === null ? [] : [{ offset, outcome: done.outcome }]));
  }

  /** The position once the first `count` records are dropped. */
  positionAfter(count: number): bigint {
    return this.#queue[this.#head + count]?.offset ?? this.#next;
  }

  /** Forgets the first `count` records, which must be done, and returns the new position. */
  drop(count: number): bigint {
    for (let i = 0; i < count; i += 1) {
      const slot = this.#queue[this.#head];
      if (slot === undefined || slot.done === null) throw new RangeError('a record that is not done cannot be dropped');
      this.#slots.delete(slot.offset);
      this.#head += 1;
    }
    if (this.#head > 1024 && this.#head * 2 > this.#queue.length) {
      this.#queue.splice(0, this.#head);
      this.#head = 0;
    }
    return this.positionAfter(0);
  }
}

interface Slot<Outcome> {
  readonly offset: bigint;
  done: { readonly outcome: Outcome } | null;
}

export interface Done<Outcome> {
  readonly offset: bigint;
  readonly outcome: Outcome;
}
