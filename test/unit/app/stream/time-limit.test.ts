import { describe, expect, it } from '@jest/globals';
import { TimeLimit } from '../../../../src/app/stream/time-limit.js';

const never = (): Promise<never> => new Promise(() => undefined);

describe('time limit', () => {
  it('ends work that hangs, and its signal tells the work whether it was asked for before or after', async () => {
    const limit = new TimeLimit('record', 5, []);
    const early = new TimeLimit('record', 5, []);
    const { signal } = early;
    await expect(limit.run(never)).rejects.toMatchObject({ code: 'STAGE_TIMEOUT', stage: 'record' });
    await expect(early.run(never)).rejects.toMatchObject({ code: 'STAGE_TIMEOUT' });
    expect([signal.aborted, limit.signal.aborted]).toEqual([true, true]);
  });

  it.each([0, 1])('ends with signal %i', async (which) => {
    const controllers = [new AbortController(), new AbortController()];
    const limit = new TimeLimit('record', 60_000, controllers.map(({ signal }) => signal));
    const ended = limit.run(never);
    controllers[which]!.abort(new Error('enough'));
    await expect(ended).rejects.toThrow('enough');
    expect(limit.signal.aborted).toBe(true);
    await expect(new TimeLimit('record', 60_000, controllers.map(({ signal }) => signal)).run(never)).rejects.toThrow('enough');
  });

  it('leaves work alone that ends in time', async () => {
    const controller = new AbortController();
    const limit = new TimeLimit('record', 60_000, [controller.signal]);
    expect(await limit.run(() => Promise.resolve('done'))).toBe('done');
    controller.abort();
    expect(limit.signal.aborted).toBe(false);
    await expect(new TimeLimit('record', 60_000, []).run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
  });
});
