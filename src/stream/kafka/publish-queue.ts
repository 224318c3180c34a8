import { ThalwegError } from '../../domain/errors.js';
import { recordBytes, type OutputRecord } from '../record.js';

/** kafkajs makes one batch per partition of what it is given at once; this stays below the usual limit of 1 MiB for it. */
const MAX_BATCH_BYTES = 768 * 1024;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;

/**
 * Publishes records of many claims with one request at a time: what comes in while a request is under way shares the
 * next. One at a time also keeps the order of a key when a request has to be repeated. A failed batch is sent again
 * until it is taken; whoever no longer wants his records there (signal aborted) is left out of the repeat.
 */
export class PublishQueue {
  readonly #waiting: Entry[] = [];
  #running = false;
  #closed = false;

  constructor(
    private readonly send: (records: readonly OutputRecord[]) => Promise<void>,
    private readonly trouble: (error: ThalwegError) => void,
  ) {}

  /** Rejects with the signal's reason when it aborts before the records were sent, and with permanent and fatal errors of the log. */
  publish(records: readonly OutputRecord[], signal?: AbortSignal): Promise<void> {
    if (this.#closed) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      const bytes = records.reduce((sum, record) => sum + recordBytes(record), 0);
      this.#waiting.push({ records, bytes, signal, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  close(): void {
    this.#closed = true;
  }

  async #run(): Promise<void> {
    this.#running = true;
    // What is asked for in the same turn goes together.
    await Promise.resolve();
    let waitMs = FIRST_WAIT_MS;
    while (this.#waiting.length > 0) {
      const batch = this.#nextBatch();
      if (batch.length === 0) continue;
      const error = await this.#trySend(batch);
      if (error === null) {
        waitMs = FIRST_WAIT_MS;
        for (const { resolve } of batch) resolve();
      } else if (error.kind === 'retryable' && !this.#closed) {
        this.trouble(error);
        this.#waiting.unshift(...batch);
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      } else if (batch.length > 1) {
        await this.#sendOneByOne(batch);
      } else {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = false;
  }

  /** After a batch was refused as a whole: who is to blame learns it, the others go through. */
  async #sendOneByOne(batch: readonly Entry[]): Promise<void> {
    for (const [place, entry] of batch.entries()) {
      const error = await this.#trySend([entry]);
      if (error === null) {
        entry.resolve();
      } else if (error.kind === 'retryable' && !this.#closed) {
        this.#waiting.unshift(...batch.slice(place));
        return;
      } else {
        entry.reject(error);
      }
    }
  }

  async #trySend(batch: readonly Entry[]): Promise<ThalwegError | null> {
    try {
      await this.send(batch.flatMap(({ records }) => records));
      return null;
    } catch (error) {
      return error instanceof ThalwegError ? error : new ThalwegError('PUBLISH_FAILED', String(error), { stage: 'publish', cause: error });
    }
  }

  /** The entries at the front that fit one batch, at least one; those that nobody wants any more are told so and left out. */
  #nextBatch(): Entry[] {
    const batch: Entry[] = [];
    let bytes = 0;
    let taken = 0;
    for (const entry of this.#waiting) {
      if (entry.signal?.aborted === true || this.#closed) {
        entry.reject(this.#closed ? closedError() : (entry.signal?.reason ?? closedError()));
      } else {
        if (batch.length > 0 && bytes + entry.bytes > MAX_BATCH_BYTES) break;
        bytes += entry.bytes;
        batch.push(entry);
      }
      taken += 1;
    }
    this.#waiting.splice(0, taken);
    return batch;
  }
}

interface Entry {
  readonly records: readonly OutputRecord[];
  readonly bytes: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

function closedError(): ThalwegError {
  return new ThalwegError('CANCELLED', 'the log was closed before the records were sent', { stage: 'publish' });
}
