import { ThalwegError } from '../../domain/errors.js';
import type { Claim, Epoch } from '../claim.js';
import { recordBytes, type LogRecord, type OutputRecord } from '../record.js';
import { fencedError, type PartitionWindow } from './partition-window.js';
import type { Settlement } from './settlement.js';

/** A claim as handed to the caller: settles once, and only while its window lives. */
export class OpenClaim implements Claim {
  #settled = false;

  constructor(
    readonly record: LogRecord,
    private readonly window: PartitionWindow,
    private readonly settlement: Settlement,
    private readonly maxRecordBytes: number,
    private readonly giveBack: (reason: ThalwegError) => void,
  ) {}

  get epoch(): Epoch {
    return this.window.epoch;
  }

  get signal(): AbortSignal {
    return this.window.signal;
  }

  async ack(outputs: readonly OutputRecord[] = []): Promise<void> {
    refuseTooLarge(outputs, this.maxRecordBytes);
    this.#settle();
    try {
      await this.settlement.settle(this.window, this.record.offset, outputs);
    } catch (error) {
      // Refused, not written: the caller may settle it in another way.
      if (this.window.live) this.#settled = false;
      throw error;
    }
  }

  nack(reason: ThalwegError): void {
    this.#settle();
    this.giveBack(reason);
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
