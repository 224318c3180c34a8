import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { ThalwegError, type ErrorCode } from '../../../../src/domain/errors.js';
import type { Handled, RecordWork, StreamHandler } from '../../../../src/app/stream/stream-handler.js';
import { StreamRunner, type RunSummary } from '../../../../src/app/stream/stream-runner.js';
import { STREAM_DEFAULTS, type StreamSettings } from '../../../../src/app/stream/stream-settings.js';
import { StreamTelemetry } from '../../../../src/app/stream/stream-telemetry.js';
import { systemClock } from '../../../../src/stream/clock.js';
import { headerText } from '../../../../src/stream/headers.js';
import { Lifecycle } from '../../../../src/stream/lifecycle.js';
import type { Delivery } from '../../../../src/stream/log.js';
import { MemoryLog } from '../../../../src/stream/memory/memory-log.js';
import type { LogRecord, OutputRecord } from '../../../../src/stream/record.js';
import { createMetrics } from '../../../../src/telemetry/metrics.js';

const signal = new AbortController().signal;
const text = (value: Uint8Array | null): string => (value === null ? '' : Buffer.from(value).toString());

type Work = (record: LogRecord, work: RecordWork) => Promise<readonly OutputRecord[]>;

const copy: Work = (record) => Promise.resolve([{ ...record, topic: 'out' }]);

class Rig {
  readonly lifecycle = new Lifecycle();
  readonly metrics = createMetrics();
  ended: Promise<RunSummary> | null = null;

  private constructor(readonly log: MemoryLog) {}

  static async open(partitions = 2): Promise<Rig> {
    const log = await MemoryLog.open({ journalPath: null });
    await log.createTopics(['in', 'out', 'retry.1', 'dead'].map((topic) => ({ topic, partitions: topic === 'in' ? partitions : 1, replication: 1, settings: {} })));
    return new Rig(log);
  }

  produce(values: readonly string[], keyOf: (value: string) => string = (value) => value): Promise<void> {
    return this.log.produce(values.map((value) => ({ topic: 'in', key: Buffer.from(keyOf(value)), value: Buffer.from(value), headers: [] })));
  }

  /** Starts a run of `work`; resolves when it is ready. */
  async run(work: Work, settings: Partial<StreamSettings> = {}): Promise<void> {
    const handler: StreamHandler = {
      weigh: () => 1,
      handle: async (record, context): Promise<Handled> => ({ outputs: await work(record, context), outcome: 'enriched', lane: 'realtime', uploadedAtMs: null }),
    };
    await new Promise<void>((ready) => {
      const runner = new StreamRunner({
        log: this.log,
        handler,
        settings: { ...STREAM_DEFAULTS, groupId: 'g', topics: ['in'], commitIntervalMs: 5, failure: { attempts: 2, initialBackoffMs: 1, maxBackoffMs: 2, mode: 'topics', blockingAttempts: 4, retryTopics: [{ topic: 'retry.1', delayMs: 20 }], deadLetterTopic: 'dead' }, ...settings },
        lifecycle: this.lifecycle,
        telemetry: new StreamTelemetry(this.metrics, pino({ level: 'silent' })),
        clock: systemClock,
        onReady: () => ready(),
      });
      this.ended = runner.run();
      void this.ended.then(() => ready());
    });
  }

  async contents(topic: string): Promise<LogRecord[]> {
    const records: LogRecord[] = [];
    for await (const record of this.log.read(topic, signal)) records.push(record);
    return records;
  }

  /** Waits until a topic holds so many records. */
  async until(topic: string, count: number): Promise<LogRecord[]> {
    for (;;) {
      const records = await this.contents(topic);
      if (records.length >= count) return records;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async stop(): Promise<RunSummary> {
    this.lifecycle.stop();
    const summary = await this.ended!;
    this.metrics.close();
    return summary;
  }

  committed(): Promise<ReadonlyMap<string, bigint>> {
    return this.log.committed('g', ['in', 'retry.1']);
  }
}

const values = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));

describe.each(['at-least-once', 'exactly-once'] satisfies Delivery[])('stream runner, %s', (delivery) => {
  it('works each record once and commits all', async () => {
    const rig = await Rig.open();
    await rig.produce(values(100));
    await rig.run(copy, { delivery });
    const out = await rig.until('out', 100);
    expect(await rig.stop()).toEqual({ failure: null, left: [] });
    expect(new Set(out.map(({ value }) => text(value))).size).toBe(100);
    const positions = await rig.committed();
    expect([...positions.values()].reduce((sum, position) => sum + position, 0n)).toBe(100n);
    expect(rig.lifecycle.state).toBe('closed');
    expect(await rig.metrics.registry.getSingleMetricAsString('thalweg_videos_total')).toContain('{outcome="enriched",lane="realtime"} 100');
  });

  it('keeps the order of each key although works take very different times', async () => {
    const rig = await Rig.open();
    await rig.produce(values(60), (value) => `key-${Number(value) % 7}`);
    await rig.run(async (record, work) => {
      for (let turns = (Number(text(record.value)) * 37) % 11; turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
      return copy(record, work);
    }, { delivery, maxInFlight: 5 });
    const out = await rig.until('out', 60);
    await rig.stop();
    for (let key = 0; key < 7; key += 1) {
      const order = out.filter((record) => text(record.key) === `key-${key}`).map(({ value }) => Number(text(value)));
      expect(order).toEqual([...order].sort((a, b) => a - b));
    }
  });

  it('holds never more in flight than allowed', async () => {
    const rig = await Rig.open();
    await rig.produce(values(40));
    let now = 0;
    let most = 0;
    await rig.run(async (record, work) => {
      most = Math.max(most, (now += 1));
      await new Promise((resolve) => setImmediate(resolve));
      now -= 1;
      return copy(record, work);
    }, { delivery, maxInFlight: 3 });
    await rig.until('out', 40);
    await rig.stop();
    expect(most).toBe(3);
  });

  it('tries in place, then through the retry topic, and counts the attempts on', async () => {
    const rig = await Rig.open();
    await rig.produce(['flaky', 'fine']);
    const attempts: number[] = [];
    await rig.run(async (record, work) => {
      if (text(record.value) === 'fine') return copy(record, work);
      attempts.push(work.attempt);
      if (attempts.length < 4) throw new ThalwegError('SOURCE_UNAVAILABLE', 'not yet', { stage: 'fetch' });
      return copy(record, work);
    }, { delivery });
    const out = await rig.until('out', 2);
    await rig.stop();
    expect(attempts).toEqual([1, 2, 3, 4]);
    expect(out.map(({ value }) => text(value))).toEqual(['fine', 'flaky']);
    expect(await rig.contents('dead')).toEqual([]);
    expect((await rig.committed()).get('retry.1/0')).toBe(1n);
  });

  it('makes exactly the poison a dead letter, and the rest goes on', async () => {
    const rig = await Rig.open(1);
    await rig.produce(values(30));
    const fails = (value: string): ErrorCode | null => (Number(value) % 10 === 3 ? 'MEDIA_NOT_A_VIDEO' : Number(value) % 10 === 5 ? 'SOURCE_UNAVAILABLE' : null);
    await rig.run(async (record, work) => {
      const code = fails(text(record.value));
      if (code !== null) throw new ThalwegError(code, 'poison', { stage: 'demux' });
      return copy(record, work);
    }, { delivery });
    const dead = await rig.until('dead', 6);
    const out = await rig.until('out', 24);
    await rig.stop();
    expect(dead.map(({ value }) => Number(text(value))).sort((a, b) => a - b)).toEqual([3, 5, 13, 15, 23, 25]);
    expect(out).toHaveLength(24);
    const last = dead.find(({ value }) => text(value) === '25')!;
    expect([headerText(last.headers, 'thalweg-error-code'), headerText(last.headers, 'thalweg-error-attempt'), headerText(last.headers, 'thalweg-error-topic')]).toEqual(['SOURCE_UNAVAILABLE', '4', 'in']);
  });

  it('in blocking mode keeps a failing record in place, so that its key waits', async () => {
    const rig = await Rig.open(1);
    await rig.produce(['k1', 'k2', 'other'], (value) => value.slice(0, 1));
    let tries = 0;
    const base = { initialBackoffMs: 1, maxBackoffMs: 2, mode: 'blocking', attempts: 1, blockingAttempts: 4, retryTopics: [], deadLetterTopic: 'dead' } as const;
    await rig.run(async (record, work) => {
      if (text(record.value) === 'k1' && (tries += 1) < 4) throw new ThalwegError('SOURCE_UNAVAILABLE', 'not yet');
      return copy(record, work);
    }, { delivery, failure: base });
    const out = await rig.until('out', 3);
    await rig.stop();
    const order = out.map(({ value }) => text(value));
    expect(order.indexOf('k1')).toBeLessThan(order.indexOf('k2'));
    expect(tries).toBe(4);
  });

  it('ends a handler that hangs at its time limit', async () => {
    const rig = await Rig.open(1);
    await rig.produce(['hangs', 'fine']);
    await rig.run((record, work) => (text(record.value) === 'fine' ? copy(record, work) : new Promise(() => undefined)), { delivery, recordTimeoutMs: 20 });
    await rig.until('out', 1);
    const [dead] = await rig.until('dead', 1);
    await rig.stop();
    expect(headerText(dead!.headers, 'thalweg-error-code')).toBe('STAGE_TIMEOUT');
  });

  it('stops at a fatal error and commits nothing of the record or above', async () => {
    const rig = await Rig.open(1);
    await rig.produce(values(10));
    await rig.run(async (record, work) => {
      if (text(record.value) === '4') throw new ThalwegError('MODEL_MISSING', 'no model');
      return copy(record, work);
    }, { delivery, maxInFlight: 1 });
    const { failure } = await rig.ended!;
    expect(failure?.code).toBe('MODEL_MISSING');
    expect((await rig.committed()).get('in/0') ?? 0n).toBeLessThanOrEqual(4n);
    expect(rig.lifecycle.state).toBe('closed');
  });

  it('a stop drains: what is worked is finished and committed, the rest is left for the next owner', async () => {
    const rig = await Rig.open(1);
    await rig.produce(values(5));
    let finish = (): void => undefined;
    const held = new Promise<void>((resolve) => (finish = resolve));
    let started = (): void => undefined;
    const began = new Promise<void>((resolve) => (started = resolve));
    await rig.run(async (record, work) => {
      started();
      await held;
      return copy(record, work);
    }, { delivery, maxInFlight: 1 });
    await began;
    rig.lifecycle.stop();
    expect(rig.lifecycle.state).toBe('draining');
    finish();
    expect(await rig.ended!).toEqual({ failure: null, left: [] });
    expect((await rig.contents('out')).map(({ value }) => text(value))).toEqual(['0']);
    expect((await rig.committed()).get('in/0')).toBe(1n);
  });

  it.each([['the deadline', 30, false], ['a second stop', 60_000, true]] as const)('%s ends a drain and tells what was left', async (_name, drainTimeoutMs, again) => {
    const rig = await Rig.open(1);
    await rig.produce(['stuck']);
    let started = (): void => undefined;
    const began = new Promise<void>((resolve) => (started = resolve));
    await rig.run(() => (started(), new Promise(() => undefined)), { delivery, drainTimeoutMs });
    await began;
    rig.lifecycle.stop();
    if (again) rig.lifecycle.stop();
    expect(await rig.ended!).toEqual({ failure: null, left: ['in/0/0'] });
    expect((await rig.committed()).get('in/0') ?? 0n).toBe(0n);
  });

  it('makes a record whose retry does not fit a dead letter with the reason why it failed', async () => {
    const rig = await Rig.open(1);
    // Fits the log, but not with the headers of a retry; the letter has no value then, and says so.
    const value = new Uint8Array(1024 * 1024 - 150);
    await rig.log.produce([{ topic: 'in', key: null, value, headers: [] }]);
    await rig.run(() => Promise.reject(new ThalwegError('SOURCE_UNAVAILABLE', 'not yet', { stage: 'fetch' })), { delivery });
    const [dead] = await rig.until('dead', 1);
    await rig.stop();
    expect(['code', 'stage', 'value-omitted-bytes'].map((name) => headerText(dead!.headers, `thalweg-error-${name}`))).toEqual(['SOURCE_UNAVAILABLE', 'fetch', String(value.byteLength)]);
    expect(await rig.contents('retry.1')).toEqual([]);
    expect(await rig.metrics.registry.getSingleMetricAsString('thalweg_dead_letters_total')).toContain('{code="SOURCE_UNAVAILABLE"} 1');
  });

  it('works an upload whose producer set the headers of a retry', async () => {
    const rig = await Rig.open(1);
    const headers = [['thalweg-retry-group', Buffer.from('other')], ['thalweg-due-at', Buffer.from('9999999999999')], ['thalweg-attempt', Buffer.from('7')]] as const;
    await rig.log.produce([{ topic: 'in', key: null, value: Buffer.from('v'), headers }]);
    let attempt = 0;
    await rig.run((record, work) => ((attempt = work.attempt), copy(record, work)), { delivery });
    const [out] = await rig.until('out', 1);
    await rig.stop();
    expect([text(out!.value), attempt]).toEqual(['v', 1]);
  });

  it('does not wait for another group’s record in a shared retry topic', async () => {
    const rig = await Rig.open(1);
    const retried = (group: string, dueMs: number, value: string): OutputRecord => ({ topic: 'retry.1', key: null, value: Buffer.from(value), headers: [['thalweg-retry-group', Buffer.from(group)], ['thalweg-due-at', Buffer.from(String(dueMs))], ['thalweg-origin-topic', Buffer.from('in')]] });
    await rig.log.produce([retried('other', Date.now() + 3_600_000, 'theirs'), retried('g', 0, 'ours')]);
    const failure = { attempts: 2, initialBackoffMs: 1, maxBackoffMs: 2, mode: 'topics', blockingAttempts: 4, retryTopics: [{ topic: 'retry.1', delayMs: 3_600_000 }], deadLetterTopic: 'dead' } as const;
    await rig.run(copy, { delivery, failure });
    expect((await rig.until('out', 1)).map(({ value }) => text(value))).toEqual(['ours']);
    await rig.stop();
  });

  it('gives room in flight free at once when the other side asks for a long wait', async () => {
    const rig = await Rig.open(1);
    await rig.produce(['throttled', 'fine']);
    await rig.run((record, work) => (text(record.value) === 'fine' ? copy(record, work) : Promise.reject(new ThalwegError('SOURCE_THROTTLED', 'slow down', { retryAfterMs: 3_600_000 }))), { delivery, maxInFlight: 1, failure: { attempts: 2, initialBackoffMs: 1, maxBackoffMs: 2, mode: 'topics', blockingAttempts: 4, retryTopics: [{ topic: 'retry.1', delayMs: 3_600_000 }], deadLetterTopic: 'dead' } });
    await rig.until('out', 1);
    const [retried] = await rig.until('retry.1', 1);
    await rig.stop();
    expect([headerText(retried!.headers, 'thalweg-attempt'), headerText(retried!.headers, 'thalweg-last-error-code')]).toEqual(['1', 'SOURCE_THROTTLED']);
  });

  it('works a record and its retries in one trace, whether it came with one or not', async () => {
    const rig = await Rig.open(1);
    const own = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    await rig.log.produce([{ topic: 'in', key: null, value: Buffer.from('own'), headers: [['traceparent', Buffer.from(own)]] }, { topic: 'in', key: null, value: Buffer.from('none'), headers: [] }]);
    const traces = new Map<string, Set<string>>();
    await rig.run((record, { traceparent }) => {
      traces.set(text(record.value), (traces.get(text(record.value)) ?? new Set()).add(traceparent));
      return Promise.reject(new ThalwegError('SOURCE_UNAVAILABLE', 'not yet'));
    }, { delivery });
    const dead = await rig.until('dead', 2);
    await rig.stop();
    expect([...traces.get('own')!]).toEqual([own]);
    expect(traces.get('none')!.size).toBe(1);
    expect(dead.map((record) => headerText(record.headers, 'traceparent'))).toEqual(dead.map(({ value }) => [...traces.get(text(value))!][0]));
  });

  it('makes a result that does not fit a dead letter', async () => {
    const rig = await Rig.open(1);
    await rig.produce(['big', 'fine']);
    await rig.run((record) => Promise.resolve([{ ...record, topic: 'out', value: text(record.value) === 'big' ? new Uint8Array(2 << 20) : record.value }]), { delivery });
    const [dead] = await rig.until('dead', 1);
    await rig.until('out', 1);
    await rig.stop();
    expect(headerText(dead!.headers, 'thalweg-error-code')).toBe('RECORD_TOO_LARGE');
    expect((await rig.committed()).get('in/0')).toBe(2n);
  });
});
