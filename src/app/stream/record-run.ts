import type { ThalwegError } from '../../domain/errors.js';
import type { Claim, Ending } from '../../stream/claim.js';
import { withAttempts, type AttemptPlan } from '../../stream/failure/attempts.js';
import { historyOf, retryTopicsAfter } from '../../stream/failure/failed-record.js';
import type { FailureSettings } from '../../stream/failure/failure-settings.js';
import { HEADER, headerText } from '../../stream/headers.js';
import type { Headers, LogRecord } from '../../stream/record.js';
import { traceparentFor } from '../../telemetry/traceparent.js';
import type { Handled, RecordWork, StreamHandler } from './stream-handler.js';
import type { StreamTelemetry } from './stream-telemetry.js';
import { LimitedWork, type TimeLimit } from './time-limit.js';

/** What all runs of a stream have in common. */
export interface RunHost {
  /** Ends the work of every run. */
  readonly endNow: AbortSignal;
  readonly handler: StreamHandler;
  readonly settings: FailureSettings;
  readonly telemetry: StreamTelemetry;
  readonly limit: TimeLimit;
  /** The acknowledgement of the run ended. */
  published(run: RecordRun, handled: Handled): void;
  refused(run: RecordRun, cause: unknown): void;
}

/** The work at one record in this delivery: all its attempts in place, in one trace, and the acknowledgement of what came of it. */
export class RecordRun implements AttemptPlan, Ending {
  readonly key: string | null;
  /** What ends the work. */
  readonly signals: readonly AbortSignal[];
  /** The headers as the producer wrote them. */
  readonly headers: Headers;
  /** Attempts made in this delivery. */
  attempts = 0;
  /** When work began, ms since 1970. */
  startedAtMs = 0;
  readonly #attemptsBefore: number;
  #traceparent: string | null = null;
  #handled: Handled | null = null;

  constructor(
    readonly claim: Claim,
    private readonly host: RunHost,
  ) {
    const { attempts, headers } = historyOf(claim.record, host.settings);
    this.key = keyOf(claim.record);
    this.signals = [claim.signal, host.endNow];
    this.#attemptsBefore = attempts;
    this.headers = headers;
  }

  get settings(): FailureSettings {
    return this.host.settings;
  }

  get mayLeave(): boolean {
    return retryTopicsAfter(this.claim.record, this.settings).length > 0;
  }

  get traceparent(): string {
    this.#traceparent ??= traceparentFor(headerText(this.headers, HEADER.traceparent));
    return this.#traceparent;
  }

  onRetry(error: ThalwegError, attempt: number, waitMs: number): void {
    this.host.telemetry.retrying(this.claim.record, error, attempt, waitMs);
  }

  /** Rejects with the error of the last attempt, or with the reason of the first signal that aborts. */
  work(): Promise<Handled> {
    return withAttempts(this, (attempt) => {
      this.attempts = attempt;
      const { limit, handler } = this.host;
      const work = new Attempt(this, this.#attemptsBefore + attempt);
      return limit.run(work, this.signals, () => handler.handle(this.claim.record, work));
    });
  }

  acknowledge(handled: Handled): void {
    this.#handled = handled;
    this.claim.settle(handled.outputs, this);
  }

  done(): void {
    if (this.#handled !== null) this.host.published(this, this.#handled);
  }

  refused(cause: unknown): void {
    this.host.refused(this, cause);
  }
}

class Attempt extends LimitedWork implements RecordWork {
  constructor(
    private readonly run: RecordRun,
    readonly attempt: number,
  ) {
    super();
  }

  get traceparent(): string {
    return this.run.traceparent;
  }

  get headers(): Headers {
    return this.run.headers;
  }
}

function keyOf({ key }: LogRecord): string | null {
  return key === null ? null : (Buffer.isBuffer(key) ? key : Buffer.from(key.buffer, key.byteOffset, key.byteLength)).toString('latin1');
}
