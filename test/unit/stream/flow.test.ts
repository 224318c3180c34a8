import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FlowControl } from '../../../src/stream/flow/flow-control.js';
import { KeyLanes } from '../../../src/stream/flow/key-lanes.js';
import { cases } from '../../support/property-search.js';

const never: readonly AbortSignal[] = [new AbortController().signal];
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('flow control', () => {
  it('never lets more in than count and bytes allow, except one piece alone, and lets all in at last', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 30 }), fc.scheduler(), async (sizes, scheduler) => {
        const flow = new FlowControl(3, 100);
        let finished = 0;
        for (const bytes of sizes) {
          void flow.acquire(bytes, never).then(async () => {
            const { count, bytes: held } = flow.inFlight;
            expect(count).toBeLessThanOrEqual(3);
            if (count > 1) expect(held).toBeLessThanOrEqual(100);
            await scheduler.schedule(Promise.resolve());
            flow.leave(bytes);
            finished += 1;
          });
        }
        while (finished < sizes.length) {
          await turn();
          if (scheduler.count() > 0) await scheduler.waitNext(1);
        }
        expect(flow.inFlight).toEqual({ count: 0, bytes: 0 });
      }),
      cases(50),
    );
  });

  it('gives turns in order, and passes over who stopped waiting', async () => {
    const flow = new FlowControl(1, 100);
    await flow.acquire(1, never);
    const gone = new AbortController();
    const order: string[] = [];
    const second = flow.acquire(1, [gone.signal]).then(() => order.push('second'), () => order.push('second gave up'));
    const third = flow.acquire(1, never).then(() => order.push('third'));
    gone.abort(new Error('enough'));
    flow.leave(1);
    await Promise.all([second, third]);
    expect(order).toEqual(['second gave up', 'third']);
    await expect(flow.acquire(1, [AbortSignal.abort(new Error('late'))])).rejects.toThrow('late');
  });
});

describe('key lanes', () => {
  it('keeps the order of each key and lets keys overtake each other', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c', null), { maxLength: 40 }), fc.scheduler(), async (keys, scheduler) => {
        const started: { key: string | null; number: number }[] = [];
        const busy = new Set<string>();
        const work = async (item: { readonly key: string | null; readonly number: number }): Promise<void> => {
          const { key } = item;
          started.push(item);
          if (key !== null) {
            expect(busy.has(key)).toBe(false);
            busy.add(key);
          }
          await scheduler.schedule(Promise.resolve());
          if (key !== null) busy.delete(key);
          lanes.finished(item);
        };
        const lanes = new KeyLanes<{ readonly key: string | null; readonly number: number }>((item) => void work(item));
        keys.forEach((key, number) => lanes.submit({ key, number }));
        while (lanes.size > 0) {
          if (scheduler.count() > 0) await scheduler.waitNext(1);
          await turn();
        }
        for (const key of ['a', 'b', 'c']) {
          const numbers = started.filter((one) => one.key === key).map(({ number }) => number);
          expect(numbers).toEqual([...numbers].sort((x, y) => x - y));
        }
        expect(started).toHaveLength(keys.length);
      }),
      cases(50),
    );
  });

  it('a slow key does not hold up others', async () => {
    const finished: string[] = [];
    const lanes = new KeyLanes<{ readonly key: string }>((item) => {
      if (item.key === 'slow') return;
      finished.push(item.key);
      lanes.finished(item);
    });
    const slow = { key: 'slow' };
    lanes.submit(slow);
    for (let i = 0; i < 10; i += 1) lanes.submit({ key: 'fast' });
    await lanes.below(2);
    expect(finished).toHaveLength(10);
    lanes.finished(slow);
    await lanes.below(1);
  });

  it('a long lane whose works end at once does not pile up calls', async () => {
    let started = 0;
    const lanes = new KeyLanes<{ readonly key: string; readonly endsAtOnce: boolean }>((item) => {
      started += 1;
      if (item.endsAtOnce) lanes.finished(item);
    });
    const first = { key: 'one', endsAtOnce: false };
    lanes.submit(first);
    for (let i = 0; i < 20_000; i += 1) lanes.submit({ key: 'one', endsAtOnce: true });
    lanes.finished(first);
    await lanes.below(1);
    expect(started).toBe(20_001);
  });
});
