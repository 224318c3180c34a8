import type { Headers, LogRecord, OutputRecord } from '../../stream/record.js';

/** What a pipeline does with one record. The runner knows nothing else of it, so that every pipeline is the same program. */
export interface StreamHandler {
  /** Bytes that working this record will hold at most (local copy and decoded memory), as far as the record tells. Must not throw or reject. */
  weigh(record: LogRecord, signal: AbortSignal): number | Promise<number>;

  /**
   * Works one record. Called again for the same record after a retryable error, and possibly in another process after a
   * crash: must have no effect but what it returns. Rejects with a `ThalwegError`; any other error is taken as
   * `UNEXPECTED`. Should end soon after the signal aborts; the runner does not wait for it.
   */
  handle(record: LogRecord, work: RecordWork): Promise<Handled>;
}

export interface RecordWork {
  readonly signal: AbortSignal;
  /** 1 for the first attempt ever, counted on over retry topics. */
  readonly attempt: number;
  /** The trace of the record and of everything that comes of it, on every attempt. */
  readonly traceparent: string;
  /** The headers as the producer wrote them. */
  readonly headers: Headers;
}

export interface Handled {
  /** Published together, in this order, before the record counts as done. */
  readonly outputs: readonly OutputRecord[];
  /** `split`: its parts went back into the input, to be worked one by one. `ignored`: nothing to do (a test event). */
  readonly outcome: 'enriched' | 'escalated' | 'split' | 'ignored';
  readonly lane: string;
  /** When the upload happened, ms since 1970; the record's own time where unknown. */
  readonly uploadedAtMs: number | null;
  /** Called once, when the outputs are durable and so nobody will work the record again. */
  readonly onPublished?: () => void;
}
