import { DelegateBackoff, ExponentialBackoff, fullJitterGenerator, handleWhen, retry, type IBackoff, type IRetryBackoffContext } from 'cockatiel';
import { asThalwegError, isThalwegError, type ThalwegError } from '../../domain/errors.js';
import { isAnyAborted, onAnyAbort, throwIfAnyAborted } from '../linked-abort.js';
import type { FailureSettings } from './failure-settings.js';

/** How long a record waits in place for room on this machine before that counts as its own failure. */
const ROOM_WAIT_MS = 15 * 60_000;
const LONGEST_ROOM_BACKOFF_MS = 2_000;
/** The longest wait in place that another side can ask for: the record holds its room in flight meanwhile. */
const LONGEST_ASKED_WAIT_MS = 60_000;

export interface AttemptPlan {
  readonly settings: FailureSettings;
  /** True where a retry topic is left: a wait longer than the backoff's longest is then not made in place. */
  readonly mayLeave: boolean;
  readonly signals: readonly AbortSignal[];
  /** Called before the wait that precedes another attempt. */
  onRetry(error: ThalwegError, attempt: number, waitMs: number): void;
}

/**
 * Runs `work` until it succeeds, fails with an error that another attempt cannot cure, or the attempts are used up;
 * then rejects with the last error. `attempt` counts from 1. Waits grow exponentially with full jitter and are not
 * shorter than what the other side asked for (`retryAfterMs`): where that is longer than `maxBackoffMs` the attempts end
 * at once if the record may leave for a retry topic, else it is waited for up to a minute. An abort ends a wait at once.
 *
 * `WORK_FOLDER_FULL` is not the record's fault but this machine's: it is waited out in place and uses up no attempt.
 */
export function withAttempts<T>(plan: AttemptPlan, work: (attempt: number) => Promise<T>): Promise<T> {
  // Nearly all works need one attempt: no policy is built for those.
  return work(1).catch((error: unknown) => {
    if (isAnyAborted(plan.signals) || !(lacksRoom(error) || isWorthAnother(error, plan))) throw error;
    return againAfter(error, plan, work);
  });
}

/** The attempts after a first that failed; the policies see that failure as their own first. */
function againAfter<T>(firstError: unknown, plan: AttemptPlan, work: (attempt: number) => Promise<T>): Promise<T> {
  const { settings, signals } = plan;
  const attempts = settings.mode === 'blocking' ? settings.blockingAttempts : settings.attempts;
  const failures = retry(
    handleWhen((error) => !isAnyAborted(signals) && !lacksRoom(error) && isWorthAnother(error, plan)),
    { maxAttempts: Math.max(0, attempts - 1), backoff: backoff(settings) },
  );
  const startMs = Date.now();
  const room = retry(
    handleWhen((error) => !isAnyAborted(signals) && lacksRoom(error) && Date.now() - startMs < ROOM_WAIT_MS),
    { maxAttempts: Number.MAX_SAFE_INTEGER, backoff: new ExponentialBackoff({ initialDelay: settings.initialBackoffMs, maxDelay: LONGEST_ROOM_BACKOFF_MS, generator: fullJitterGenerator }) },
  );
  let made = 0;
  for (const policy of [failures, room]) {
    policy.onRetry(({ delay, ...reason }) => {
      if ('error' in reason) plan.onRetry(asThalwegError(reason.error), made, delay);
    });
  }
  const outcome = room.execute(() =>
    failures.execute(async () => {
      throwIfAnyAborted(signals);
      made += 1;
      if (made === 1) throw firstError;
      return work(made);
    }),
  );
  return new Promise((resolve, reject) => {
    const unlisten = onAnyAbort(signals, (reason) => {
      reject(reason);
    });
    void outcome.then(resolve, reject).finally(unlisten);
  });
}

function lacksRoom(error: unknown): boolean {
  return isThalwegError(error) && error.code === 'WORK_FOLDER_FULL';
}

function isWorthAnother(error: unknown, { settings, mayLeave }: AttemptPlan): boolean {
  const { kind, retryAfterMs } = asThalwegError(error);
  return kind === 'retryable' && !(mayLeave && (retryAfterMs ?? 0) > settings.maxBackoffMs);
}

function backoff({ initialBackoffMs, maxBackoffMs }: FailureSettings): DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>> {
  const exponential = new ExponentialBackoff({ initialDelay: initialBackoffMs, maxDelay: maxBackoffMs, generator: fullJitterGenerator });
  return new DelegateBackoff((context, previous?: IBackoff<unknown>) => {
    const next = previous === undefined ? exponential.next() : previous.next(context);
    const error = 'error' in context.result ? context.result.error : null;
    const askedMs = isThalwegError(error) ? Math.min(error.retryAfterMs ?? 0, LONGEST_ASKED_WAIT_MS) : 0;
    return { delay: Math.max(next.duration, askedMs), state: next };
  });
}
