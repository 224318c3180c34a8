import { asThalwegError, type ThalwegError } from '../domain/errors.js';
import type { Clock } from './clock.js';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 10_000;

export interface Persistence {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Told of every failure before it is tried again. */
  readonly trouble: (error: ThalwegError) => void;
}

/** Tries until it works. Rejects with an error that trying again cannot cure, or with the signal's reason when it aborts. */
export async function persist<T>(attempt: () => Promise<T>, { signal, clock, trouble }: Persistence): Promise<T> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (cause) {
      const error = asThalwegError(cause);
      if (error.kind !== 'retryable') throw error;
      trouble(error);
    }
    await pause(waitMs, clock, signal);
  }
}

function pause(waitMs: number, clock: Clock, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      cancel();
      signal.removeEventListener('abort', end);
      resolve();
    };
    const cancel = clock.wakeAt(clock.now() + waitMs, end);
    signal.addEventListener('abort', end, { once: true });
  });
}
