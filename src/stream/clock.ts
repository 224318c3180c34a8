/** Time as the stream sees it; a test puts its own in. */
export interface Clock {
  /** ms since 1970. */
  now(): number;
  /** Calls `wake` once at or soon after `atMs`; the returned function takes it back. */
  wakeAt(atMs: number, wake: () => void): () => void;
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  wakeAt(atMs, wake) {
    const timer = setTimeout(wake, Math.min(Math.max(0, atMs - Date.now()), LONGEST_TIMER_MS));
    return () => clearTimeout(timer);
  },
};
