import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ThalwegError } from '../../../src/domain/errors.js';
import type { Claim, Ending } from '../../../src/stream/claim.js';
import { ClaimDesk } from '../../../src/stream/claims/claim-desk.js';
import type { ClaimTransport, Position } from '../../../src/stream/claims/claim-transport.js';
import { systemClock } from '../../../src/stream/clock.js';
import type { Delivery } from '../../../src/stream/log.js';
import type { LogRecord, OutputRecord } from '../../../src/stream/record.js';
import { cases } from '../../support/property-search.js';

const PARTITION = { topic: 'in', partition: 0 };
const stop = new AbortController().signal;
const returned = new ThalwegError('CANCELLED', 'given back by the test');

/** A log that takes as long as the scheduler wants for everything, and checks each commit when it is asked for. */
class CheckedLog implements ClaimTransport {
  readonly maxRecordBytes = 1_000;
  readonly done = new Set<bigint>();
  readonly published: bigint[] = [];
  /** Offset on record, as the next owner would find it. */
  position = 0n;
  violation: string | null = null;

  constructor(private readonly scheduler: fc.Scheduler) {}

  holds(): Promise<boolean> {
    return this.scheduler.schedule(Promise.resolve(true), 'holds');
  }

  publish(_partition: unknown, records: readonly OutputRecord[], _signal: AbortSignal, ending: Ending): void {
    void this.scheduler.schedule(Promise.resolve(), 'publish').then(() => {
      this.#note(records);
      ending.done();
    });
  }

  async commit(positions: readonly Position[]): Promise<void> {
    for (const { offset } of positions) this.#check(offset);
    await this.scheduler.schedule(Promise.resolve(), 'commit');
    for (const { offset } of positions) this.position = offset;
  }

  async transact({ offset }: Position, records: readonly OutputRecord[]): Promise<void> {
    await this.scheduler.schedule(Promise.resolve(), 'transact');
    this.#note(records);
    this.#check(offset);
    this.position = offset;
  }

  lost(): void {}
  stopFetching(): void {}
  startFetching(): void {}

  #note(records: readonly OutputRecord[]): void {
    for (const { value } of records) {
      const offset = BigInt(Buffer.from(value!).toString());
      this.done.add(offset);
      this.published.push(offset);
    }
  }

  #check(offset: bigint): void {
    for (let below = 0n; below < offset; below += 1n) if (!this.done.has(below)) this.violation ??= `${offset} was committed while ${below} was not done`;
  }
}

function records(from: number, count: number): LogRecord[] {
  return Array.from({ length: count }, (_, i) => ({ ...PARTITION, offset: BigInt(from + i), timestampMs: 0, key: null, value: Buffer.from(String(from + i)), headers: [] }));
}

type Step = { readonly do: 'poll' | 'ack' | 'nack'; readonly pick: number } | { readonly do: 'reassign' } | { readonly do: 'tick'; readonly count: number };

const steps = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: fc.record({ do: fc.constant('poll' as const), pick: fc.integer({ min: 1, max: 5 }) }) },
    { weight: 6, arbitrary: fc.record({ do: fc.constant('ack' as const), pick: fc.nat(20) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('nack' as const), pick: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.constant({ do: 'reassign' as const }) },
    { weight: 4, arbitrary: fc.record({ do: fc.constant('tick' as const), count: fc.integer({ min: 1, max: 4 }) }) },
  ),
  { minLength: 5, maxLength: 60 },
);

const COUNT = 12;

/** Lets everything scheduled finish, and what that leads to. */
async function settleAll(scheduler: fc.Scheduler): Promise<void> {
  do {
    while (scheduler.count() > 0) await scheduler.waitNext(1);
    await new Promise((resolve) => setImmediate(resolve));
  } while (scheduler.count() > 0);
}

/** Plays the steps; then settles everything that is left, so that the end must be reached whatever happened before. */
async function play(delivery: Delivery, plan: readonly Step[], scheduler: fc.Scheduler, maxBufferedBytes = 1 << 20): Promise<CheckedLog> {
  const log = new CheckedLog(scheduler);
  const desk = new ClaimDesk({ groupId: 'g', topics: ['in'], delivery, from: 'earliest', maxClaimsPerPartition: 8, maxBufferedBytes, commitIntervalMs: 0 }, log, systemClock);
  let assignment = 0;
  const assign = (): void => {
    desk.revoke();
    desk.assign([{ ...PARTITION, start: log.position }], { member: 'm', assignment: (assignment += 1) });
    desk.offer(PARTITION, records(Number(log.position), COUNT - Number(log.position)), BigInt(COUNT), BigInt(COUNT));
  };
  assign();
  let open: Claim[] = [];
  const poll = async (limit: number): Promise<void> => {
    const ended = new AbortController();
    const polled = desk.poll(limit, ended.signal);
    ended.abort();
    open.push(...(await polled));
  };
  const settle = (claim: Claim): void => {
    open = open.filter((other) => other !== claim);
    void claim.ack([{ topic: 'out', key: null, value: Buffer.from(String(claim.record.offset)), headers: [] }]).catch((error: unknown) => expect(error).toMatchObject({ code: 'CLAIM_FENCED' }));
  };
  for (const step of plan) {
    if (step.do === 'poll') await poll(step.pick);
    else if (step.do === 'reassign') assign();
    else if (step.do === 'tick') for (let i = 0; i < step.count && scheduler.count() > 0; i += 1) await scheduler.waitNext(1);
    else {
      const claim = open[step.pick % Math.max(1, open.length)];
      if (claim === undefined) continue;
      if (step.do === 'ack') settle(claim);
      else {
        open = open.filter((other) => other !== claim);
        if (!claim.signal.aborted) claim.nack(returned);
      }
    }
  }
  for (let round = 0; round < 200 && log.position < BigInt(COUNT); round += 1) {
    await poll(8);
    for (const claim of [...open]) settle(claim);
    await settleAll(scheduler);
    await scheduler.waitFor(desk.flush());
  }
  desk.close();
  return log;
}

describe.each(['at-least-once', 'exactly-once'] satisfies Delivery[])('claim desk, %s', (delivery) => {
  it('commits no offset before all below it are done, for any order of acks, nacks and revocations', async () => {
    await fc.assert(
      fc.asyncProperty(steps, fc.scheduler(), fc.constantFrom(150, 300, 1 << 20), async (plan, scheduler, maxBufferedBytes) => {
        const log = await play(delivery, plan, scheduler, maxBufferedBytes);
        expect(log.violation).toBeNull();
        expect(log.position).toBe(BigInt(COUNT));
      }),
      cases(400),
    );
  });

  it('races: outputs and commits that finish in any order leave nothing out', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), async (scheduler, order) => {
        const plan: Step[] = [{ do: 'poll', pick: 8 }, ...order.map((pick): Step => ({ do: 'ack', pick })), { do: 'tick', count: 3 }];
        const log = await play(delivery, plan, scheduler);
        expect(log.violation).toBeNull();
        expect([...log.done].length).toBe(COUNT);
        // Without a revocation nothing is worked twice.
        expect(log.published.length).toBe(COUNT);
        if (delivery === 'exactly-once') expect(log.published).toEqual([...log.published].sort((a, b) => Number(a - b)));
      }),
      cases(200),
    );
  });
});

describe('claim desk', () => {
  it('leaves records below a repeated fetch out', async () => {
    const scheduler = { schedule: (work: Promise<unknown>) => work } as unknown as fc.Scheduler;
    const desk = new ClaimDesk({ groupId: 'g', topics: ['in'], delivery: 'at-least-once', from: 'earliest', maxClaimsPerPartition: 50, maxBufferedBytes: 1 << 20, commitIntervalMs: 0 }, new CheckedLog(scheduler), systemClock);
    desk.assign([{ ...PARTITION, start: 0n }], { member: 'm', assignment: 1 });
    desk.offer(PARTITION, records(0, 5), 5n, 8n);
    desk.offer(PARTITION, records(2, 6), 8n, 8n);
    expect((await desk.poll(50, stop)).map(({ record }) => Number(record.offset))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    desk.close();
  });

  it.each([
    ['at-least-once', [0, 1, 2], [3, 4]],
    ['exactly-once', [0, 1, 2], []],
  ] as const)('%s: hands out no more than it may keep in memory, and always the lowest', async (delivery, first, afterTwo) => {
    const scheduler = { schedule: (work: Promise<unknown>) => work } as unknown as fc.Scheduler;
    // Room for two records and a bit: the third is over the bound, and no fourth.
    const desk = new ClaimDesk({ groupId: 'g', topics: ['in'], delivery, from: 'earliest', maxClaimsPerPartition: 50, maxBufferedBytes: 1_500, commitIntervalMs: 0 }, new CheckedLog(scheduler), systemClock);
    desk.assign([{ ...PARTITION, start: 0n }], { member: 'm', assignment: 1 });
    desk.offer(PARTITION, records(0, 8).map((record) => ({ ...record, headers: [['filling', new Uint8Array(450)]] as const })), 8n, 8n);
    const now = async (): Promise<Claim[]> => {
      const ended = new AbortController();
      const polled = desk.poll(8, ended.signal);
      ended.abort();
      return [...(await polled)];
    };
    const offsets = (claims: readonly Claim[]): number[] => claims.map(({ record }) => Number(record.offset));
    const claims = await now();
    expect(offsets(claims)).toEqual(first);
    // Results that wait for the lowest record are kept with exactly-once, and gone with at-least-once.
    const settled = claims.slice(1).map((claim) => claim.ack([{ topic: 'out', key: null, value: Buffer.from(String(claim.record.offset)), headers: [['filling', new Uint8Array(800)]] }]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(offsets(await now())).toEqual(afterTwo);
    claims[0]!.nack(returned);
    const [again] = await now();
    expect(Number(again!.record.offset)).toBe(0);
    const last = again!.ack([{ topic: 'out', key: null, value: Buffer.from('0'), headers: [] }]);
    await Promise.all([...settled, last]);
    expect((await desk.poll(8, stop)).length).toBeGreaterThan(0);
    desk.close();
  });

  it('takes turns between partitions', async () => {
    const scheduler = { schedule: (work: Promise<unknown>) => work } as unknown as fc.Scheduler;
    const desk = new ClaimDesk({ groupId: 'g', topics: ['in'], delivery: 'at-least-once', from: 'earliest', maxClaimsPerPartition: 50, maxBufferedBytes: 1 << 20, commitIntervalMs: 0 }, new CheckedLog(scheduler), systemClock);
    for (const partition of [0, 1]) {
      desk.assign([{ topic: 'in', partition, start: 0n }], { member: 'm', assignment: 1 });
      desk.offer({ topic: 'in', partition }, records(0, 10).map((record) => ({ ...record, partition })), 10n, 10n);
    }
    const claims = await desk.poll(6, stop);
    expect(claims.filter(({ record }) => record.partition === 0)).toHaveLength(3);
    desk.close();
  });
});
