import { isThalwegError } from '../../domain/errors.js';
import type { Ending } from '../claim.js';
import { recordBytes, type OutputRecord } from '../record.js';
import type { ClaimTransport } from './claim-transport.js';
import { fencedError, type Outcome, type PartitionWindow } from './partition-window.js';
import type { Settlement, SettlementEvents } from './settlement.js';

/** Well below a broker's usual limit of 1 MiB for a batch of one partition. */
const MAX_TRANSACTION_BYTES = 768 * 1024;

/**
 * A result that is ready before those below it waits. The transaction that moves the position over a record is the one
 * that publishes its outputs, so a crash at any moment leaves each record either wholly done or untouched. While one
 * transaction is under way the results that become ready gather for the next: that is what makes it fast.
 */
export class ExactlyOnceSettlement implements Settlement {
  readonly #running = new Map<PartitionWindow, Promise<void>>();
  #closed = false;

  constructor(
    private readonly transport: ClaimTransport,
    private readonly events: SettlementEvents,
  ) {}

  settle(window: PartitionWindow, offset: bigint, outputs: readonly OutputRecord[], ending: Ending): void {
    if (!window.live) {
      this.events.fenced(window, false);
      ending.refused(fencedError(window.partition));
      return;
    }
    const bytes = outputs.reduce((sum, output) => sum + recordBytes(output), 0);
    window.watermark?.complete(offset, { outputs, bytes, ending }, bytes);
    this.#start(window);
  }

  async flush(): Promise<void> {
    await Promise.all(this.#running.values());
  }

  close(): void {
    this.#closed = true;
  }

  #start(window: PartitionWindow): void {
    if (this.#closed || this.#running.has(window)) return;
    // After the current turn, so that results settled in the same turn share the first transaction.
    this.#running.set(
      window,
      Promise.resolve().then(() => this.#drain(window)),
    );
  }

  async #drain(window: PartitionWindow): Promise<void> {
    try {
      while (window.live && window.watermark !== null) {
        const run = window.watermark.doneRun(upTo(MAX_TRANSACTION_BYTES));
        if (run.length === 0) return;
        if (run.length > 1 && (await this.#write(window, run.map(({ outcome }) => outcome)))) continue;
        // Alone, or refused as a group: one at a time shows which one does not fit. Its owner may have settled it otherwise by now.
        for (const { offset, outcome } of run) if (!(await this.#writeSingle(window, offset, outcome))) break;
      }
    } finally {
      // In the same turn as the look that found nothing to do: a later settlement must find this ended and start anew.
      this.#running.delete(window);
    }
  }

  /** False when the group as a whole was refused, or the partition is lost. */
  async #write(window: PartitionWindow, outcomes: readonly Outcome[]): Promise<boolean> {
    const watermark = window.watermark;
    if (watermark === null) return false;
    const position = { ...window.partition, epoch: window.epoch, offset: watermark.positionAfter(outcomes.length) };
    try {
      if (!(await this.transport.holds(window.partition, window.epoch, window.signal))) throw fencedError(window.partition);
      window.inTransaction = outcomes.length;
      this.events.passed(window, 0);
      await this.transport.transact(position, outcomes.flatMap(({ outputs }) => outputs), window.signal);
    } catch (error) {
      if (isThalwegError(error) && (error.code === 'RECORD_TOO_LARGE' || error.code === 'PUBLISH_FAILED')) {
        if (outcomes.length === 1) throw error;
        return false;
      }
      if (!window.signal.aborted) this.events.lost(window);
      this.events.fenced(window, false);
      if (!isThalwegError(error) || error.code !== 'CLAIM_FENCED') this.events.trouble(error, 'transaction');
      return false;
    } finally {
      window.inTransaction = 0;
    }
    if (window.signal.aborted) return false;
    watermark.drop(outcomes.length);
    window.noteCommitted(position.offset);
    this.events.passed(window, outcomes.length);
    this.events.committed([position]);
    for (const { ending } of outcomes) ending.done();
    return true;
  }

  /** One record alone; its owner learns when it does not fit and settles it otherwise. */
  async #writeSingle(window: PartitionWindow, offset: bigint, outcome: Outcome): Promise<boolean> {
    try {
      return await this.#write(window, [outcome]);
    } catch (error) {
      if (!isThalwegError(error)) throw error;
      window.watermark?.reopen(offset);
      outcome.ending.refused(error);
      return false;
    }
  }
}

function upTo(limitBytes: number): (outcome: Outcome, count: number) => boolean {
  let sum = 0;
  return (outcome, count) => {
    sum += outcome.bytes;
    return count === 0 || sum <= limitBytes;
  };
}
