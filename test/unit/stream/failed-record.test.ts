import { describe, expect, it } from '@jest/globals';
import { ThalwegError, type ErrorCode } from '../../../src/domain/errors.js';
import { dueAtMs, isOfOtherGroup, routeFailure, withoutValue } from '../../../src/stream/failure/failed-record.js';
import { findDeadLetters, planReplay, replay } from '../../../src/stream/failure/dead-letters.js';
import type { FailureSettings } from '../../../src/stream/failure/failure-settings.js';
import { headerText } from '../../../src/stream/headers.js';
import { MemoryLog } from '../../../src/stream/memory/memory-log.js';
import type { Headers, LogRecord, OutputRecord } from '../../../src/stream/record.js';

const signal = new AbortController().signal;
const settings: FailureSettings = {
  attempts: 3,
  initialBackoffMs: 1,
  maxBackoffMs: 2,
  mode: 'topics',
  blockingAttempts: 5,
  retryTopics: [
    { topic: 'retry.1', delayMs: 1_000 },
    { topic: 'retry.2', delayMs: 60_000 },
  ],
  deadLetterTopic: 'dead',
};
const bytes = (text: string): Uint8Array => Buffer.from(text);
const TRACE = `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`;
const HEADERS: Headers = [['traceparent', bytes(TRACE)], ['own', bytes('x')], ['own', null]];
const upload: LogRecord = { topic: 'uploaded', partition: 3, offset: 41n, timestampMs: 5, key: bytes('v1'), value: bytes('body'), headers: HEADERS };

const failure = (code: ErrorCode, atMs: number, attempts = 3): Parameters<typeof routeFailure>[1] => ({ error: new ThalwegError(code, `because ${code}`, { stage: 'fetch' }), attempts, atMs, groupId: 'g', traceparent: TRACE });
const arrived = (output: OutputRecord, timestampMs = Date.UTC(2026, 0, 5)): LogRecord => ({ ...output, partition: 0, offset: 7n, timestampMs });
const headersOf = (output: OutputRecord): Record<string, string | null> => Object.fromEntries(output.headers.filter(([name]) => name.startsWith('thalweg-')).map(([name]) => [name, headerText(output.headers, name)]));

describe('failed records', () => {
  it('go through the retry topics and end as a dead letter with key, value and headers unchanged', () => {
    const first = routeFailure(upload, failure('SOURCE_UNAVAILABLE', Date.UTC(2026, 0, 1)), settings);
    expect([first.to, first.output.topic]).toEqual(['retry', 'retry.1']);
    expect(dueAtMs(arrived(first.output), settings, 'g')).toBe(Date.UTC(2026, 0, 1) + 1_000);
    const second = routeFailure(arrived(first.output), failure('SOURCE_TIMEOUT', Date.UTC(2026, 0, 2)), settings);
    expect([second.to, second.output.topic]).toEqual(['retry', 'retry.2']);
    expect(dueAtMs(arrived(second.output), settings, 'g')).toBe(Date.UTC(2026, 0, 2) + 60_000);
    const last = routeFailure(arrived(second.output), failure('SOURCE_TIMEOUT', Date.UTC(2026, 0, 3)), settings);
    expect([last.to, last.output.topic]).toEqual(['dead-letter', 'dead']);
    expect([last.output.key, last.output.value]).toEqual([upload.key, upload.value]);
    expect(last.output.headers.slice(0, 3)).toEqual(HEADERS);
    expect(headersOf(last.output)).toEqual({
      'thalweg-error-kind': 'retryable',
      'thalweg-error-code': 'SOURCE_TIMEOUT',
      'thalweg-error-message': 'because SOURCE_TIMEOUT',
      'thalweg-error-stage': 'fetch',
      'thalweg-error-topic': 'uploaded',
      'thalweg-error-partition': '3',
      'thalweg-error-offset': '41',
      'thalweg-error-attempt': '9',
      'thalweg-error-first-failed-at': '2026-01-01T00:00:00.000Z',
    });
  });

  it('die at once when another try cannot help, or the lane blocks', () => {
    expect(routeFailure(upload, failure('MEDIA_NOT_A_VIDEO', 0), settings).to).toBe('dead-letter');
    expect(routeFailure(upload, failure('SOURCE_UNAVAILABLE', 0), { ...settings, mode: 'blocking' }).to).toBe('dead-letter');
    expect(routeFailure(upload, failure('SOURCE_UNAVAILABLE', 0), { ...settings, retryTopics: [] }).to).toBe('dead-letter');
  });

  it.each([
    ['as long as the next topic waits', 900, 'retry.1', 1_000],
    ['longer than the next topic: in the one that waits so long', 1_001, 'retry.2', 60_000],
    ['longer than any: in the next, for its delay', 90_000, 'retry.1', 1_000],
  ])('are asked to wait %s', (_what, retryAfterMs, topic, delayMs) => {
    const error = new ThalwegError('SOURCE_THROTTLED', 'slow down', { retryAfterMs });
    const { output } = routeFailure(upload, { ...failure('SOURCE_THROTTLED', 5), error }, settings);
    expect([output.topic, dueAtMs(arrived(output), settings, 'g')]).toEqual([topic, 5 + delayMs]);
  });

  it('never block a retry topic for longer than its delay, whatever their header says', () => {
    const retried = arrived({ ...upload, topic: 'retry.1', headers: [['thalweg-due-at', bytes(String(Date.UTC(2030, 0, 1)))]] }, 5);
    expect(dueAtMs(retried, settings, 'g')).toBe(1_005);
  });

  it('are recognised as another group’s in a shared retry topic, and passed over at once', () => {
    const retried = arrived(routeFailure(upload, failure('SOURCE_TIMEOUT', 0), settings).output);
    expect([isOfOtherGroup(retried, settings, 'g'), isOfOtherGroup(retried, settings, 'h'), isOfOtherGroup(upload, settings, 'g')]).toEqual([false, true, false]);
    expect([dueAtMs(retried, settings, 'g'), dueAtMs(retried, settings, 'h')]).toEqual([1_000, null]);
  });

  it('believe the headers of an input topic nothing, and hand them on as they are', () => {
    const claims: Headers = [['thalweg-retry-group', bytes('other')], ['thalweg-origin-topic', bytes('victim')], ['thalweg-attempt', bytes('99')], ['thalweg-due-at', bytes('9999999999999')], ['thalweg-first-failed-at', bytes('1999')]];
    const hostile = { ...upload, headers: [...HEADERS, ...claims] };
    expect(isOfOtherGroup(hostile, settings, 'g')).toBe(false);
    expect(dueAtMs(hostile, settings, 'g')).toBeNull();
    const retried = arrived(routeFailure(hostile, failure('SOURCE_TIMEOUT', 0), settings).output);
    const last = routeFailure(arrived(routeFailure(retried, failure('SOURCE_TIMEOUT', 0), settings).output), failure('SOURCE_TIMEOUT', 0), settings).output;
    expect(last.headers.slice(0, 8)).toEqual(hostile.headers);
    expect([headerText(last.headers, 'thalweg-error-topic'), headerText(last.headers, 'thalweg-error-attempt'), headerText(last.headers, 'thalweg-error-first-failed-at')]).toEqual(['uploaded', '9', '1970-01-01T00:00:00.000Z']);
  });

  it('carry the trace that was begun for them', () => {
    const bare = { ...upload, headers: [] };
    const retried = arrived(routeFailure(bare, failure('SOURCE_TIMEOUT', 0), settings).output);
    const dead = routeFailure(bare, failure('MEDIA_EMPTY', 0), settings).output;
    expect([headerText(retried.headers, 'traceparent'), headerText(dead.headers, 'traceparent')]).toEqual([TRACE, TRACE]);
    expect(routeFailure(upload, failure('MEDIA_EMPTY', 0), settings).output.headers.filter(([name]) => name === 'traceparent')).toHaveLength(1);
  });

  it('say so when the value had to be left out', () => {
    const { output } = routeFailure(upload, failure('MEDIA_EMPTY', 0), settings);
    expect(withoutValue(output)).toMatchObject({ value: null });
    expect(headerText(withoutValue(output).headers, 'thalweg-error-value-omitted-bytes')).toBe('4');
    expect(withoutValue(withoutValue(output))).toEqual(withoutValue(output));
  });
});

describe('dead letters', () => {
  async function withLetters(): Promise<MemoryLog> {
    const log = await MemoryLog.open({ journalPath: null });
    await log.createTopics(['uploaded', 'dead'].map((topic) => ({ topic, partitions: 1, replication: 1, settings: {} })));
    for (const [i, code] of (['MEDIA_EMPTY', 'SOURCE_NOT_FOUND', 'MEDIA_EMPTY'] as const).entries()) await log.produce([routeFailure({ ...upload, key: bytes(`v${i}`) }, failure(code, i), settings).output]);
    return log;
  }

  it('are found by code, stage, key and place', async () => {
    const log = await withLetters();
    const keys = async (filter: Parameters<typeof findDeadLetters>[2]): Promise<unknown> => (await findDeadLetters(log, 'dead', filter, signal)).map(({ key }) => key);
    expect(await keys({})).toEqual(['v0', 'v1', 'v2']);
    expect(await keys({ code: 'MEDIA_EMPTY' })).toEqual(['v0', 'v2']);
    expect(await keys({ key: 'v1' })).toEqual(['v1']);
    expect(await keys({ stage: 'demux' })).toEqual([]);
    expect(await keys({ id: '0/2' })).toEqual(['v2']);
    expect(await keys({ untilMs: 5 })).toEqual([]);
  });

  it('are letters whatever their producer put into the headers, and go back where they came from', async () => {
    const log = await withLetters();
    const headers: Headers = [['thalweg-replay-of', bytes('0/0')], ['thalweg-error-topic', bytes('victim')], ['thalweg-error-code', bytes('MEDIA_EMPTY')], ['thalweg-error-value-omitted-bytes', bytes('4')]];
    await log.produce([routeFailure({ ...upload, key: bytes('hostile'), headers }, failure('SOURCE_NOT_FOUND', 9), settings).output]);
    const letters = await findDeadLetters(log, 'dead', {}, signal);
    expect(letters.map(({ key, replayedAt }) => [key, replayedAt])).toEqual([['v0', null], ['v1', null], ['v2', null], ['hostile', null]]);
    const [decision] = planReplay(letters.slice(3), { maxReplays: 1, again: false });
    expect(decision).toMatchObject({ replay: true, output: { topic: 'uploaded' } });
    expect(decision?.replay === true && decision.output.headers.slice(0, 4).map(([name, value]) => [name, Buffer.from(value!).toString()])).toEqual(headers.map(([name, value]) => [name, Buffer.from(value!).toString()]));
  });

  it('are replayed as they were, once, and counted', async () => {
    const log = await withLetters();
    const rules = { maxReplays: 2, again: false };
    const round = async (code: string): Promise<number> => replay(log, 'dead', planReplay(await findDeadLetters(log, 'dead', { code }, signal), rules), () => 77, signal);
    expect(await round('MEDIA_EMPTY')).toBe(2);
    expect(await round('MEDIA_EMPTY')).toBe(0);
    const back: LogRecord[] = [];
    for await (const record of log.read('uploaded', signal)) back.push(record);
    expect(back.map(({ key, value }) => [Buffer.from(key!).toString(), Buffer.from(value!).toString()])).toEqual([['v0', 'body'], ['v2', 'body']]);
    expect(back[0]!.headers).toEqual([...HEADERS, ['thalweg-replays', bytes('1')]].map(([name, value]) => [name, value === null ? null : new Uint8Array(value as Uint8Array)]));
    expect((await findDeadLetters(log, 'dead', { key: 'v0' }, signal))[0]!.replayedAt).toBe(new Date(77).toISOString());
  });

  it('never go round for ever', async () => {
    const log = await withLetters();
    let rounds = 0;
    for (;;) {
      const plan = planReplay(await findDeadLetters(log, 'dead', { key: 'v1' }, signal), { maxReplays: 3, again: false });
      if ((await replay(log, 'dead', plan, () => 1, signal)) === 0) break;
      rounds += 1;
      let last: LogRecord | null = null;
      for await (const record of log.read('uploaded', signal)) last = record;
      await log.produce([routeFailure(last!, failure('SOURCE_NOT_FOUND', 0), settings).output]);
    }
    expect(rounds).toBe(3);
  });
});
