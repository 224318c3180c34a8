import { DelegateBackoff, ExponentialBackoff, fullJitterGenerator, handleWhen, retry, type IBackoff, type IRetryBackoffContext } from 'cockatiel';
import { asThalwegError, isThalwegError, type ThalwegError } from '../../domain/errors.js';
import type { FailureSettings } from './failure-settings.js';

/** Called before the wait that precedes another attempt. */
export type OnRetry = (error: ThalwegError, attempt: number, waitMs: number) => void;

/**
 * Runs `work` until it succeeds, fails with an error that another attempt cannot cure, or the attempts are used up;
 * then rejects with the last error. `attempt` counts from 1. Waits grow exponentially with full jitter and are never
 * shorter than what the other side asked for (`retryAfterMs`). An abort ends a wait at once.
 */
export function withAttempts<T>(settings: FailureSettings, signal: AbortSignal, onRetry: OnRetry, work: (attempt: number) => Promise<T>): Promise<T> {
  const attempts = settings.mode === 'blocking' ? settings.blockingAttempts : settings.attempts;
  const policy = retry(
    handleWhen((error) => !signal.aborted && asThalwegError(error).kind === 'retryable'),
    { maxAttempts: Math.max(0, attempts - 1), backoff: backoff(settings) },
  );
  policy.onRetry(({ delay, attempt, ...reason }) => {
    if ('error' in reason) onRetry(asThalwegError(reason.error), attempt, delay);
  });
  const outcome = policy.execute(async ({ attempt }) => {
    signal.throwIfAborted();
    return work(attempt + 1);
  });
  return untilAborted(outcome, signal);
}

function backoff({ initialBackoffMs, maxBackoffMs }: FailureSettings): DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<unknown>> {
  const exponential = new ExponentialBackoff({ initialDelay: initialBackoffMs, maxDelay: maxBackoffMs, generator: fullJitterGenerator });
  return new DelegateBackoff((context, previous?: IBackoff<unknown>) => {
    const next = previous === undefined ? exponential.next() : previous.next(context);
    const error = 'error' in context.result ? context.result.error : null;
    const askedMs = isThalwegError(error) ? (error.retryAfterMs ?? 0) : 0;
    return { delay: Math.max(next.duration, askedMs), state: next };
  });
}

function untilAborted<T>(outcome: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    outcome.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
