import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ThalwegError } from '../../../src/domain/errors.js';
import { withAttempts, type AttemptPlan } from '../../../src/stream/failure/attempts.js';
import type { FailureSettings } from '../../../src/stream/failure/failure-settings.js';

const settings: FailureSettings = { attempts: 3, initialBackoffMs: 100, maxBackoffMs: 1_000, mode: 'topics', blockingAttempts: 5, retryTopics: [{ topic: 'retry.1', delayMs: 10_000 }], deadLetterTopic: 'dead' };
const throttled = (retryAfterMs: number): ThalwegError => new ThalwegError('SOURCE_THROTTLED', 'slow down', { retryAfterMs });

/** Runs works that fail with these errors in turn and then succeed; tells how often and with what waits. */
async function attempt(errors: readonly ThalwegError[], plan: Partial<AttemptPlan> = {}): Promise<{ readonly made: number; readonly waitsMs: readonly number[]; readonly tookMs: number; readonly end: string }> {
  const startMs = Date.now();
  const waitsMs: number[] = [];
  let made = 0;
  const ended = withAttempts({ settings, mayLeave: true, signals: [new AbortController().signal], onRetry: (_error, _attempt, waitMs) => waitsMs.push(waitMs), ...plan }, (number) => {
    made = number;
    const error = errors[number - 1];
    return error === undefined ? Promise.resolve('done') : Promise.reject(error);
  }).catch((error: unknown) => (error as ThalwegError).code as string);
  await jest.runAllTimersAsync();
  return { end: await ended, made, waitsMs, tookMs: Date.now() - startMs };
}

describe('attempts in place', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const flaky = new ThalwegError('SOURCE_UNAVAILABLE', 'not yet');
  it.each([
    ['a work that succeeds', [], {}, { end: 'done', made: 1 }],
    ['a failure that may pass', [flaky, flaky], {}, { end: 'done', made: 3 }],
    ['a failure that stays', [flaky, flaky, flaky], {}, { end: 'SOURCE_UNAVAILABLE', made: 3 }],
    ['a failure that another try cannot cure', [new ThalwegError('MEDIA_EMPTY', 'empty')], {}, { end: 'MEDIA_EMPTY', made: 1 }],
    ['a blocking lane', [flaky, flaky, flaky, flaky], { settings: { ...settings, mode: 'blocking' as const } }, { end: 'done', made: 5 }],
    ['a full work folder, which uses no attempt up', Array.from({ length: 9 }, () => new ThalwegError('WORK_FOLDER_FULL', 'full')), {}, { end: 'done', made: 10 }],
  ])('%s', async (_what, errors, plan, expected) => expect(await attempt(errors, plan)).toMatchObject(expected));

  it('grow between zero and the longest', async () => {
    const { waitsMs } = await attempt(Array.from({ length: 40 }, () => flaky), { settings: { ...settings, attempts: 41 } });
    expect(Math.max(...waitsMs)).toBeLessThanOrEqual(1_000);
    expect(Math.max(...waitsMs.slice(0, 2))).toBeLessThanOrEqual(200);
    expect(new Set(waitsMs).size).toBeGreaterThan(10);
  });

  it('wait in place for what the other side asks while that is short', async () => {
    const { end, waitsMs } = await attempt([throttled(1_000)]);
    expect(end).toBe('done');
    expect(waitsMs).toEqual([1_000]);
  });

  it.each([1, 2])('end at once where it asks for longer than a record may wait in place and a retry topic is left (attempt %i)', async (last) => {
    const { end, made, tookMs } = await attempt([flaky, throttled(3_600_000)].slice(2 - last));
    expect([end, made]).toEqual(['SOURCE_THROTTLED', last]);
    expect(tookMs).toBeLessThanOrEqual(1_000);
  });

  it.each([
    ['a blocking lane', { settings: { ...settings, mode: 'blocking' as const }, mayLeave: false }],
    ['the last retry topic', { mayLeave: false }],
  ])('wait a minute at most where there is nowhere to leave to: %s', async (_what, plan) => {
    const { end, waitsMs } = await attempt([throttled(3_600_000)], plan);
    expect(end).toBe('done');
    expect(waitsMs).toEqual([60_000]);
  });

  it('end a wait at an abort', async () => {
    const stop = new AbortController();
    const reason = new ThalwegError('CANCELLED', 'enough');
    const ended = attempt([throttled(30_000)], { mayLeave: false, signals: [stop.signal], onRetry: () => stop.abort(reason) });
    expect(await ended).toMatchObject({ end: 'CANCELLED', made: 1 });
  });
});
