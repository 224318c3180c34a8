import type { Clock } from '../../src/stream/clock.js';

/** A clock on which every wait is over in the next turn; notes how long each would have been. */
export function instantClock(): Clock & { readonly waitsMs: number[] } {
  let nowMs = 0;
  const waitsMs: number[] = [];
  return {
    waitsMs,
    now: () => nowMs,
    wakeAt(atMs, wake) {
      waitsMs.push(atMs - nowMs);
      const turn = setImmediate(() => {
        nowMs = Math.max(nowMs, atMs);
        wake();
      });
      return () => clearImmediate(turn);
    },
  };
}
