import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runInOrder } from '../../../src/cli/enrichment/ordered-run.js';

describe('runInOrder', () => {
  it('hands out every outcome once and in order, keeps to its limits, and always ends', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 12 }), fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }), async (scheduler, count, atOnce, mostHeld) => {
        const inputs = Array.from({ length: count }, (_, at) => at);
        const handedOut: number[] = [];
        let finished = 0;
        let mostWaiting = 0;
        const running = runInOrder(
          inputs,
          { atOnce, mostHeld, signal: new AbortController().signal },
          async (input) => {
            await scheduler.schedule(Promise.resolve(), `work ${input}`);
            finished += 1;
            mostWaiting = Math.max(mostWaiting, finished - handedOut.length);
            return input;
          },
          async (outcome) => {
            handedOut.push(outcome.ok ? outcome.result : -1);
          },
        );
        await scheduler.waitFor(running);
        expect(handedOut).toEqual(inputs);
        // Those that were under way when the limit was met still finish.
        expect(mostWaiting).toBeLessThanOrEqual(mostHeld + atOnce);
      }),
    );
  });

  it('starts nothing new while as many wait as may be held, and goes on when the first comes', async () => {
    const started: number[] = [];
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const running = runInOrder(
      [0, 1, 2, 3, 4, 5],
      { atOnce: 2, mostHeld: 2, signal: new AbortController().signal },
      async (input) => {
        started.push(input);
        if (input === 0) await gate;
      },
      async () => undefined,
    );
    for (let turn = 0; turn < 100; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(started).toEqual([0, 1, 2]);
    open();
    await running;
    expect(started).toEqual([0, 1, 2, 3, 4, 5]);
  });
});
