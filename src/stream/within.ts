import type { Clock } from './clock.js';

/** Waits for the work, but not longer than the limit; false when it was not done by then and goes on unwatched. Rejects as the work does. */
export async function within(limitMs: number, clock: Clock, work: Promise<unknown>): Promise<boolean> {
  let cancel = (): void => undefined;
  const limit = new Promise<false>((resolve) => {
    cancel = clock.wakeAt(clock.now() + limitMs, () => resolve(false));
  });
  try {
    return await Promise.race([work.then(() => true), limit]);
  } finally {
    cancel();
  }
}
