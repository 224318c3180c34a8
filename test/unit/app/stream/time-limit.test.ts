import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { LimitedWork, TimeLimit } from '../../../../src/app/stream/time-limit.js';

const never = (): Promise<never> => new Promise(() => undefined);

describe('time limit', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('ends work that hangs, and its signal tells the work whether it was asked for before or after', async () => {
    const limit = new TimeLimit('record', 5);
    const [early, late] = [new LimitedWork(), new LimitedWork()];
    const { signal } = early;
    const ended = Promise.allSettled([limit.run(early, [], never), limit.run(late, [], never)]);
    await jest.advanceTimersByTimeAsync(5);
    for (const end of await ended) expect(end).toMatchObject({ status: 'rejected', reason: { code: 'STAGE_TIMEOUT', stage: 'record' } });
    expect([signal.aborted, late.signal.aborted]).toEqual([true, true]);
  });

  it('gives each work its whole time, also those that began while others ran', async () => {
    const limit = new TimeLimit('record', 100);
    const startMs = Date.now();
    const endedAtMs: number[] = [];
    for (let began = 0; began < 4; began += 1) {
      void limit.run(new LimitedWork(), [], never).catch(() => endedAtMs.push(Date.now() - startMs));
      void limit.run(new LimitedWork(), [], () => Promise.resolve());
      await jest.advanceTimersByTimeAsync(30);
    }
    await jest.advanceTimersByTimeAsync(1_000);
    expect(endedAtMs).toEqual([100, 130, 160, 190]);
  });

  it.each([0, 1])('ends with signal %i, and only the works that have it', async (which) => {
    const limit = new TimeLimit('record', 60_000);
    const controllers = [new AbortController(), new AbortController()];
    const signals = controllers.map(({ signal }) => signal);
    const [work, other] = [new LimitedWork(), new LimitedWork()];
    const ended = limit.run(work, signals, never);
    void limit.run(other, [signals[1 - which]!], never);
    controllers[which]!.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
    expect([work.signal.aborted, other.signal.aborted]).toEqual([true, false]);
    await expect(limit.run(new LimitedWork(), signals, never)).rejects.toThrow('enough');
  });

  it('leaves work alone that ends in time', async () => {
    const limit = new TimeLimit('record', 60_000);
    const controller = new AbortController();
    const work = new LimitedWork();
    expect(await limit.run(work, [controller.signal], () => Promise.resolve('done'))).toBe('done');
    controller.abort();
    expect(work.signal.aborted).toBe(false);
  });

  it.each([
    ['rejects', () => Promise.reject(new Error('failed'))],
    ['throws', () => { throw new Error('failed'); }],
  ])('ends with the error of a call that %s, and keeps no timer', async (_how, call) => {
    const limit = new TimeLimit('record', 60_000);
    await expect(limit.run(new LimitedWork(), [], call)).rejects.toThrow('failed');
    expect(jest.getTimerCount()).toBe(0);
  });
});
