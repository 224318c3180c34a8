import { ThalwegError } from '../../domain/errors.js';
import type { Claim, Ending, Epoch } from '../claim.js';
import { recordBytes, type LogRecord, type OutputRecord } from '../record.js';
import { fencedError, type PartitionWindow } from './partition-window.js';
import type { Settlement } from './settlement.js';

/** What all claims of a desk have in common. */
export interface ClaimHost {
  readonly settlement: Settlement;
  readonly maxRecordBytes: number;
  giveBack(window: PartitionWindow, record: LogRecord, reason: ThalwegError): void;
}

/** A claim as handed to the caller: settles once, and only while its window lives. */
export class OpenClaim implements Claim, Ending {
  #settled = false;
  #ending: Ending | null = null;

  constructor(
    readonly record: LogRecord,
    private readonly window: PartitionWindow,
    private readonly host: ClaimHost,
  ) {}

  get epoch(): Epoch {
    return this.window.epoch;
  }

  get signal(): AbortSignal {
    return this.window.signal;
  }

  ack(outputs: readonly OutputRecord[] = []): Promise<void> {
    return new Promise((done, refused) => {
      this.settle(outputs, { done, refused });
    });
  }

  settle(outputs: readonly OutputRecord[], ending: Ending): void {
    try {
      refuseTooLarge(outputs, this.host.maxRecordBytes);
      this.#settle();
    } catch (error) {
      ending.refused(error);
      return;
    }
    this.#ending = ending;
    this.host.settlement.settle(this.window, this.record.offset, outputs, this);
  }

  /** Called by the settlement. */
  done(): void {
    this.#ending?.done();
  }

  /** Called by the settlement. */
  refused(error: unknown): void {
    // Not written: the caller may settle it in another way.
    if (this.window.live) this.#settled = false;
    this.#ending?.refused(error);
  }

  nack(reason: ThalwegError): void {
    this.#settle();
    this.host.giveBack(this.window, this.record, reason);
  }

  #settle(): void {
    if (this.#settled) throw this.window.live ? new RangeError('a claim is settled once') : fencedError(this.window.partition);
    this.#settled = true;
  }
}

/** Throws `RECORD_TOO_LARGE` for the first record that the log would not take. */
export function refuseTooLarge(records: readonly OutputRecord[], maxRecordBytes: number): void {
  for (const record of records) {
    const bytes = recordBytes(record);
    if (bytes > maxRecordBytes) throw new ThalwegError('RECORD_TOO_LARGE', `a record for ${record.topic} has ${bytes} bytes; at most ${maxRecordBytes} are taken`, { stage: 'publish' });
  }
}
