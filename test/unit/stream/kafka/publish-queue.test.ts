import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ThalwegError, type ErrorCode } from '../../../../src/domain/errors.js';
import { Lease } from '../../../../src/stream/kafka/lease.js';
import { MAX_REFUSALS, PublishQueue, type Permit } from '../../../../src/stream/kafka/publish-queue.js';
import type { OutputRecord } from '../../../../src/stream/record.js';

const record = (name: string, bytes = 1): OutputRecord => ({ topic: name, key: null, value: new Uint8Array(bytes), headers: [] });
const failed = (code: ErrorCode): ThalwegError => new ThalwegError(code, code);

/** A queue before a broker that answers as told and notes what it was sent. */
class Rig {
  readonly sent: string[][] = [];
  readonly troubles: string[] = [];
  readonly queue: PublishQueue;

  constructor(answer: (topics: readonly string[], request: number) => ErrorCode | null = () => null, permit?: Permit) {
    this.queue = new PublishQueue(
      (records) => {
        const topics = records.map(({ topic }) => topic);
        this.sent.push(topics);
        const code = answer(topics, this.sent.length);
        return code === null ? Promise.resolve() : Promise.reject(failed(code));
      },
      ({ code }) => this.troubles.push(code),
      permit,
    );
  }

  /** Publishes each by itself; resolves with what became of them in order. */
  async outcomes(records: readonly OutputRecord[], signals: readonly (AbortSignal | undefined)[] = []): Promise<readonly string[]> {
    const asked = Promise.all(records.map((one, at) => this.queue.publish([one], signals[at]).then(() => 'sent', (error: unknown) => (error as ThalwegError).code as string)));
    await jest.runAllTimersAsync();
    return asked;
  }
}

describe('publish queue', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('sends what is asked for in one turn together, in order, and no more than fits one batch', async () => {
    const rig = new Rig();
    expect(await rig.outcomes([record('a'), record('b'), record('c', 700_000), record('d', 100_000), record('e')])).toEqual(Array(5).fill('sent'));
    expect(rig.sent).toEqual([['a', 'b', 'c'], ['d', 'e']]);
  });

  it('repeats a batch in the same order until the broker is back', async () => {
    const rig = new Rig((_topics, request) => (request <= 12 ? 'BROKER_UNAVAILABLE' : null));
    expect(await rig.outcomes([record('a'), record('b')])).toEqual(['sent', 'sent']);
    expect(rig.sent).toEqual(Array(13).fill(['a', 'b']));
    expect(rig.troubles).toHaveLength(12);
  });

  it.each(['RECORD_TOO_LARGE', 'TOPIC_MISSING'] as const)('tells %s to who is to blame, and lets the others through', async (code) => {
    const rig = new Rig((topics) => (topics.includes('bad') ? code : null));
    expect(await rig.outcomes([record('a'), record('bad'), record('c')])).toEqual(['sent', code, 'sent']);
    expect(rig.sent).toEqual([['a', 'bad', 'c'], ['a'], ['bad'], ['c']]);
  });

  it('gives a refusal up after a few tries, keeps the order, and goes on', async () => {
    const rig = new Rig((topics) => (topics.includes('bad') ? 'PUBLISH_FAILED' : null));
    expect(await rig.outcomes([record('a'), record('bad'), record('c')])).toEqual(['sent', 'PUBLISH_FAILED', 'sent']);
    expect(rig.sent.filter((topics) => topics.length === 1 && topics[0] === 'bad')).toHaveLength(MAX_REFUSALS);
    const firstOf = (name: string): number => rig.sent.findIndex((topics) => topics.length === 1 && topics[0] === name);
    expect(firstOf('a')).toBeLessThan(firstOf('bad'));
    expect(firstOf('bad')).toBeLessThan(firstOf('c'));
  });

  it('goes on with the rest when the broker goes away while a refused batch is taken apart', async () => {
    const rig = new Rig((topics, request) => (topics.length === 3 && request === 1 ? 'RECORD_TOO_LARGE' : request === 3 ? 'BROKER_UNAVAILABLE' : null));
    expect(await rig.outcomes([record('a'), record('b'), record('c')])).toEqual(['sent', 'sent', 'sent']);
    expect(rig.sent).toEqual([['a', 'b', 'c'], ['a'], ['b'], ['b', 'c']]);
  });

  it('leaves out of the repeat who no longer wants his records there', async () => {
    const gone = new AbortController();
    const rig = new Rig((_topics, request) => {
      if (request === 2) gone.abort(failed('CLAIM_FENCED'));
      return request <= 2 ? 'BROKER_UNAVAILABLE' : null;
    });
    expect(await rig.outcomes([record('gone'), record('stays')], [gone.signal])).toEqual(['CLAIM_FENCED', 'sent']);
    expect(rig.sent.at(-1)).toEqual(['stays']);
  });

  it('sends nothing while the permit is not held, whether queued or waiting for a repeat', async () => {
    let nowMs = 0;
    const lease = new Lease(1_000, () => nowMs);
    lease.renew(0);
    lease.begin();
    const fenced = new AbortController();
    // The process is frozen while the first try is under way: what waited for the repeat is another member's now.
    const rig = new Rig((_topics, request) => {
      if (request === 1) nowMs += 5_000;
      return request === 1 ? 'BROKER_UNAVAILABLE' : null;
    }, lease);
    const asked = rig.outcomes([record('zombie')], [fenced.signal]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(rig.sent).toEqual([['zombie']]);
    fenced.abort(failed('CLAIM_FENCED'));
    lease.renew(0);
    expect(await asked).toEqual(['CLAIM_FENCED']);
    expect(rig.sent).toEqual([['zombie']]);
    expect(await rig.outcomes([record('next')])).toEqual(['sent']);
  });

  it('takes nothing once closed and tells those that wait', async () => {
    const rig = new Rig(() => 'BROKER_UNAVAILABLE');
    const waiting = rig.outcomes([record('a')]).catch(() => ['never']);
    rig.queue.close();
    expect(await waiting).toEqual(['CANCELLED']);
    expect(await rig.outcomes([record('late')])).toEqual(['CANCELLED']);
  });
});
