import type { Claim, Ending } from '../../stream/claim.js';
import { withAttempts, type AttemptPlan } from '../../stream/failure/attempts.js';
import { historyOf, retryTopicsAfter, type RecordHistory } from '../../stream/failure/failed-record.js';
import type { ThalwegError } from '../../domain/errors.js';
import type { FailureSettings } from '../../stream/failure/failure-settings.js';
import { HEADER, headerText } from '../../stream/headers.js';
import type { Headers } from '../../stream/record.js';
import { traceparentFor } from '../../telemetry/traceparent.js';
import type { Handled, RecordWork, StreamHandler } from './stream-handler.js';
import type { StreamSettings } from './stream-settings.js';
import type { StreamTelemetry } from './stream-telemetry.js';
import { TimeLimit } from './time-limit.js';

export interface RecordRunDeps {
  readonly handler: StreamHandler;
  readonly settings: StreamSettings;
  readonly telemetry: StreamTelemetry;
}

/** Is told how the acknowledgement of worked records ended; one for all of them, since very many wait for theirs at once. */
export interface RunEnds {
  published(run: RecordRun, handled: Handled): void;
  refused(run: RecordRun, cause: unknown): void;
}

/** The work at one record in this delivery: all its attempts in place, in one trace, and the acknowledgement of what came of it. */
export class RecordRun implements AttemptPlan, Ending {
  readonly settings: FailureSettings;
  readonly traceparent: string;
  /** Attempts made in this delivery. */
  attempts = 0;
  readonly #history: RecordHistory;
  #handled: Handled | null = null;

  constructor(
    readonly claim: Claim,
    readonly signals: readonly AbortSignal[],
    private readonly deps: RecordRunDeps,
    private readonly ends: RunEnds,
  ) {
    this.settings = deps.settings.failure;
    this.#history = historyOf(claim.record, this.settings);
    this.traceparent = traceparentFor(headerText(this.#history.headers, HEADER.traceparent));
  }

  get mayLeave(): boolean {
    return retryTopicsAfter(this.claim.record, this.settings).length > 0;
  }

  onRetry(error: ThalwegError, attempt: number, waitMs: number): void {
    this.deps.telemetry.retrying(this.claim.record, error, attempt, waitMs);
  }

  /** Rejects with the error of the last attempt, or with the reason of the first signal that aborts. */
  work(): Promise<Handled> {
    return withAttempts(this, (attempt) => {
      this.attempts = attempt;
      const { handler, settings } = this.deps;
      const work = new Attempt(settings.recordTimeoutMs, this.signals, this.#history.attempts + attempt, this.traceparent, this.#history.headers);
      return work.run(() => handler.handle(this.claim.record, work));
    });
  }

  acknowledge(handled: Handled): void {
    this.#handled = handled;
    this.claim.settle(handled.outputs, this);
  }

  done(): void {
    if (this.#handled !== null) this.ends.published(this, this.#handled);
  }

  refused(cause: unknown): void {
    this.ends.refused(this, cause);
  }
}

class Attempt extends TimeLimit implements RecordWork {
  constructor(
    limitMs: number,
    signals: readonly AbortSignal[],
    readonly attempt: number,
    readonly traceparent: string,
    readonly headers: Headers,
  ) {
    super('record', limitMs, signals);
  }
}
