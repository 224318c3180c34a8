import { isThalwegError, ThalwegError } from '../../domain/errors.js';
import type { Ending } from '../claim.js';
import { recordBytes, type OutputRecord } from '../record.js';

/** kafkajs makes one batch per partition of what it is given at once; this stays below the usual limit of 1 MiB for it. */
const MAX_BATCH_BYTES = 768 * 1024;
/** kafkajs sorts a batch into partitions in time and memory that grow with the square of its length. */
const MAX_BATCH_RECORDS = 256;
const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;
/** A broker that answers, and refuses: so often in all, then the owner of the records learns it. */
export const MAX_REFUSALS = 5;

/** Whether something may be sent now; see `Lease`. */
export interface Permit {
  readonly held: boolean;
  /** Resolves when `held` may have changed. */
  change(): Promise<void>;
}

const ALWAYS: Permit = { held: true, change: () => Promise.resolve() };

/**
 * Publishes records of many claims with one request at a time: what comes in while a request is under way shares the
 * next. One at a time also keeps the order of a key when a request has to be repeated. A failed batch is sent again
 * until it is taken, where the broker is out of reach; a few times, where it refuses. Before each try the permit is
 * looked at, and whoever no longer wants his records there (signal aborted) is left out.
 */
export class PublishQueue {
  readonly #waiting: Entry[] = [];
  #running = false;
  #closed = false;

  constructor(
    private readonly send: (records: readonly OutputRecord[]) => Promise<void>,
    private readonly trouble: (error: ThalwegError) => void,
    private readonly permit: Permit = ALWAYS,
  ) {}

  /** Rejects with the signal's reason when it aborts before the records were sent, with permanent and fatal errors of the log, and with `PUBLISH_FAILED` when they were refused for good. */
  publish(records: readonly OutputRecord[], signal?: AbortSignal): Promise<void> {
    return new Promise((done, refused) => {
      this.add(records, signal, { done, refused });
    });
  }

  /** As `publish`, told by a call. */
  add(records: readonly OutputRecord[], signal: AbortSignal | undefined, ending: Ending): void {
    if (this.#closed) {
      ending.refused(closedError());
      return;
    }
    let bytes = 0;
    for (const record of records) bytes += recordBytes(record);
    this.#waiting.push({ records, bytes, signal, ending, refusals: 0 });
    if (!this.#running) void this.#run();
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
      if (!this.permit.held) {
        this.#waiting.unshift(...batch);
        await this.permit.change();
        continue;
      }
      if (await this.#deliver(batch)) {
        waitMs = FIRST_WAIT_MS;
      } else {
        await new Promise((resolve) => setTimeout(resolve, waitMs));
        waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS);
      }
    }
    this.#running = false;
  }

  /** False when something is to be sent again, after a wait. */
  async #deliver(batch: readonly Entry[]): Promise<boolean> {
    const error = await this.#trySend(batch);
    const [first] = batch;
    if (error === null) {
      for (const { ending } of batch) ending.done();
      return true;
    }
    if (error.kind === 'retryable' && error.code !== 'PUBLISH_FAILED') {
      this.trouble(error);
      this.#waiting.unshift(...batch);
      return false;
    }
    if (batch.length > 1 || first === undefined) return this.#deliverOneByOne(batch);
    return this.#refused(first, error);
  }

  /** After a batch was refused as a whole: who is to blame learns it, the others go through. */
  async #deliverOneByOne(batch: readonly Entry[]): Promise<boolean> {
    for (const [place, entry] of batch.entries()) {
      if (!this.permit.held || this.#isUnwanted(entry)) {
        this.#waiting.unshift(...batch.slice(place));
        return true;
      }
      if (!(await this.#deliver([entry]))) {
        this.#waiting.splice(1, 0, ...batch.slice(place + 1));
        return false;
      }
    }
    return true;
  }

  #refused(entry: Entry, error: ThalwegError): boolean {
    entry.refusals += 1;
    if (error.code !== 'PUBLISH_FAILED' || entry.refusals >= MAX_REFUSALS) {
      entry.ending.refused(error);
      return true;
    }
    this.trouble(error);
    this.#waiting.unshift(entry);
    return false;
  }

  async #trySend(batch: readonly Entry[]): Promise<ThalwegError | null> {
    try {
      const all: OutputRecord[] = [];
      for (const { records } of batch) all.push(...records);
      await this.send(all);
      return null;
    } catch (error) {
      return isThalwegError(error) ? error : new ThalwegError('PUBLISH_FAILED', String(error), { stage: 'publish', cause: error });
    }
  }

  #isUnwanted({ signal }: Entry): boolean {
    return this.#closed || signal?.aborted === true;
  }

  /** The entries at the front that fit one batch, at least one; those that nobody wants any more are told so and left out. */
  #nextBatch(): Entry[] {
    const batch: Entry[] = [];
    let bytes = 0;
    let count = 0;
    let taken = 0;
    for (const entry of this.#waiting) {
      if (this.#isUnwanted(entry)) {
        entry.ending.refused(this.#closed ? closedError() : (entry.signal?.reason ?? closedError()));
      } else {
        if (batch.length > 0 && (bytes + entry.bytes > MAX_BATCH_BYTES || count + entry.records.length > MAX_BATCH_RECORDS)) break;
        bytes += entry.bytes;
        count += entry.records.length;
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
  readonly ending: Ending;
  refusals: number;
}

function closedError(): ThalwegError {
  return new ThalwegError('CANCELLED', 'the log was closed before the records were sent', { stage: 'publish' });
}
