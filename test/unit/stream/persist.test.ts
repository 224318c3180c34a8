import { describe, expect, it } from '@jest/globals';
import { ThalwegError, type ErrorCode } from '../../../src/domain/errors.js';
import { persist } from '../../../src/stream/persist.js';
import { instantClock } from '../../support/instant-clock.js';

async function tried(codes: readonly ErrorCode[], signal = new AbortController().signal): Promise<{ readonly end: string; readonly waitsMs: readonly number[]; readonly troubles: number }> {
  const clock = instantClock();
  let troubles = 0;
  let at = 0;
  const attempt = (): Promise<string> => {
    const code = codes[at++];
    return code === undefined ? Promise.resolve('done') : Promise.reject(new ThalwegError(code, code));
  };
  const end = await persist(attempt, { signal, clock, trouble: () => (troubles += 1) }).catch((error: unknown) => (error as ThalwegError).code);
  return { end, waitsMs: clock.waitsMs, troubles };
}

describe('persist', () => {
  it('tries again with growing waits while the failure may pass', async () => {
    const { end, waitsMs, troubles } = await tried(Array(9).fill('BROKER_UNAVAILABLE') as ErrorCode[]);
    expect([end, troubles]).toEqual(['done', 9]);
    expect(waitsMs).toEqual([100, 200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000]);
  });

  it('gives up at once where trying again cannot help', async () => expect(await tried(['BROKER_UNAVAILABLE', 'TOPIC_MISSING'])).toMatchObject({ end: 'TOPIC_MISSING', troubles: 1 }));

  it('ends a wait with the reason of an abort', async () => {
    const stop = new AbortController();
    const asleep = { now: () => 0, wakeAt: () => () => undefined };
    const reason = new ThalwegError('CLAIM_FENCED', 'gone');
    const ended = persist(() => Promise.reject(new ThalwegError('BROKER_UNAVAILABLE', 'away')), { signal: stop.signal, clock: asleep, trouble: () => queueMicrotask(() => stop.abort(reason)) });
    await expect(ended).rejects.toBe(reason);
  });
});
