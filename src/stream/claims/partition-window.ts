import { setMaxListeners } from 'node:events';
import { ThalwegError } from '../../domain/errors.js';
import type { Ending, Epoch } from '../claim.js';
import { partitionName, recordBytes, type LogRecord, type OutputRecord, type TopicPartition } from '../record.js';
import { LowWatermark } from './low-watermark.js';
import { RecordQueue } from './record-queue.js';

/** What a settled record leaves behind until the watermark has passed it. */
export interface Outcome {
  readonly outputs: readonly OutputRecord[];
  readonly bytes: number;
  readonly ending: Ending;
}

/**
 * One assigned partition from assignment to revocation: the records that wait for a claim, the claims under way and
 * how far everything is done. A window never comes back to life: a partition assigned anew gets a new window.
 */
export class PartitionWindow {
  readonly queue = new RecordQueue();
  readonly name: string;
  /** Null until the first record shows where the partition starts. */
  watermark: LowWatermark<Outcome> | null;
  /** Claims handed out and not settled, or settled and not yet past the watermark. */
  claimed = 0;
  /** Of those, the ones that the transaction under way writes: they hold up no new claims. */
  inTransaction = 0;
  /** False while the log was asked not to fetch. */
  fetching = true;
  /** Nothing is handed out while paused by the caller. */
  paused = false;
  /** Takes back the timer of a head record that is not due yet. */
  cancelHold: (() => void) | null = null;
  /** Offset after the last record that the log holds, as far as known. */
  endOffset: bigint | null = null;
  readonly #end = new AbortController();
  #live = true;
  #committed: bigint | null;

  constructor(
    readonly partition: TopicPartition,
    readonly epoch: Epoch,
    start: bigint | null,
  ) {
    this.name = partitionName(partition);
    this.#committed = start;
    this.watermark = start === null ? null : new LowWatermark(start);
    // Every claim under way may listen.
    setMaxListeners(0, this.#end.signal);
  }

  get live(): boolean {
    return this.#live;
  }

  /** Aborts when the partition goes away. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** What the group has on record, as far as this member knows. */
  get committed(): bigint | null {
    return this.#committed;
  }

  /** The offset to commit now, or null when it is on record already. */
  uncommitted(): bigint | null {
    const position = this.watermark?.positionAfter(0) ?? null;
    return position === null || position === this.#committed ? null : position;
  }

  noteCommitted(offset: bigint): void {
    this.#committed = offset;
  }

  /** Takes fetched records in; what was taken before (a fetch repeated after a rebalance) is left out. */
  accept(records: readonly LogRecord[], next: bigint): void {
    const first = records[0]?.offset ?? next;
    this.watermark ??= new LowWatermark(first);
    for (const record of records) {
      if (record.offset < this.#next(this.watermark)) continue;
      this.watermark.open(record.offset, record.timestampMs, recordBytes(record));
      this.queue.push(record);
    }
    this.watermark.skipTo(next);
  }

  /** What the claims of this window keep in memory: records that are worked, and outputs that wait for those below them. */
  get heldBytes(): number {
    return this.watermark === null ? 0 : this.watermark.bytes - this.queue.bytes;
  }

  /** Claims that count against the most that may be open. */
  get open(): number {
    return this.claimed - this.inTransaction;
  }

  /** True for the record that everything above it waits for. */
  isLowest(record: LogRecord): boolean {
    return record.offset === this.watermark?.positionAfter(0);
  }

  giveBack(record: LogRecord): void {
    this.claimed -= 1;
    // A result that was refused may have changed it.
    this.watermark?.weigh(record.offset, recordBytes(record));
    this.queue.restore(record);
  }

  /** The lowest offset that was not taken in yet; null while the start is unknown. */
  get nextOffset(): bigint | null {
    return this.watermark === null ? null : this.#next(this.watermark);
  }

  #next(watermark: LowWatermark<Outcome>): bigint {
    return watermark.positionAfter(watermark.size);
  }

  /** Fences every claim of this window. Returns how many were under way. */
  revoke(): number {
    if (!this.#live) return 0;
    this.#live = false;
    const fenced = fencedError(this.partition);
    this.cancelHold?.();
    this.cancelHold = null;
    this.#end.abort(fenced);
    for (const { outcome } of this.watermark?.completed() ?? []) outcome.ending.refused(fenced);
    return this.claimed;
  }
}

export function fencedError(partition: TopicPartition): ThalwegError {
  return new ThalwegError('CLAIM_FENCED', `${partitionName(partition)} went to another member while the record was worked`, { stage: 'stream' });
}
