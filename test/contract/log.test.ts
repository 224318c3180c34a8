import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { ThalwegError } from '../../src/domain/errors.js';
import type { Claim } from '../../src/stream/claim.js';
import type { Delivery, Log, LogConsumer, Subscription } from '../../src/stream/log.js';
import { partitionName, type LogRecord, type OutputRecord } from '../../src/stream/record.js';
import { LOGS, type OpenLogs } from '../support/logs.js';

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (value: Uint8Array | null): string | null => (value === null ? null : Buffer.from(value).toString());
const returned = new ThalwegError('CANCELLED', 'given back by the test');

for (const implementation of LOGS) {
  describe(`log contract: ${implementation.name}`, () => {
    let logs: OpenLogs;
    let log: Log;
    const consumers: LogConsumer[] = [];
    const stop = new AbortController();

    if (implementation.missing !== null) process.stderr.write(`log contract: NOT run against ${implementation.name}: ${implementation.missing}\n`);

    beforeAll(async () => {
      if (implementation.missing !== null) return;
      logs = await implementation.setUp();
      log = await logs.open();
    }, 120_000);
    afterEach(async () => {
      await Promise.all(consumers.splice(0).map((consumer) => consumer.close()));
    });
    afterAll(async () => {
      stop.abort();
      if (implementation.missing === null) await logs.tearDown();
    }, 60_000);

    const contract = (name: string, run: () => Promise<void>): void => (implementation.missing === null ? it : it.skip)(name, run, 60_000);

    async function topic(partitions: number): Promise<string> {
      const name = `contract-${randomUUID()}`;
      await log.createTopics([{ topic: name, partitions, replication: 1, settings: {} }]);
      return name;
    }

    async function member(options: Partial<Subscription> & Pick<Subscription, 'topics'>, on: Log = log): Promise<LogConsumer> {
      const consumer = on.consumer({ groupId: 'group', delivery: 'at-least-once', from: 'earliest', maxClaimsPerPartition: 1_000, maxBufferedBytes: 1 << 20, commitIntervalMs: 20, ...options });
      consumers.push(consumer);
      await consumer.start(stop.signal);
      return consumer;
    }

    async function take(consumer: LogConsumer, count: number): Promise<Claim[]> {
      const claims: Claim[] = [];
      while (claims.length < count) claims.push(...(await consumer.poll(count - claims.length, stop.signal)));
      return claims;
    }

    async function contents(name: string): Promise<LogRecord[]> {
      const records: LogRecord[] = [];
      for await (const record of log.read(name, stop.signal)) records.push(record);
      return records;
    }

    /** What the topic shows once it shows so many: a broker makes a committed transaction visible a moment after it says so. */
    async function shown(name: string, count: number): Promise<LogRecord[]> {
      for (;;) {
        const records = await contents(name);
        if (records.length >= count) return records;
      }
    }

    /** What the group has on record for partition 0 once that is at least `least`: transactional commits show a moment late, too. */
    async function onRecord(groupId: string, input: string, least: bigint): Promise<bigint> {
      for (;;) {
        const position = (await log.committed(groupId, [input])).get(partitionName({ topic: input, partition: 0 })) ?? -1n;
        if (position >= least) return position;
      }
    }

    const numbered = (name: string, count: number, key = (i: number): string => `key-${i}`): OutputRecord[] =>
      Array.from({ length: count }, (_, i) => ({ topic: name, key: bytes(key(i)), value: bytes(String(i)), headers: [] }));

    const group = (): string => `group-${randomUUID()}`;

    contract('brings key, value, headers and time back unchanged', async () => {
      const input = await topic(1);
      const before = Date.now();
      const headers = [['traceparent', bytes('00-a-b-01')], ['twice', bytes('1')], ['twice', bytes('2')], ['empty', bytes('')]] as const;
      await log.produce([
        { topic: input, key: bytes('k'), value: bytes('v'), headers },
        { topic: input, key: null, value: null, headers: [] },
      ]);
      const [first, second] = await take(await member({ topics: [input], groupId: group() }), 2);
      expect(text(first!.record.key)).toBe('k');
      expect(text(first!.record.value)).toBe('v');
      expect(first!.record.headers.map(([name, value]) => [name, text(value)])).toEqual([['traceparent', '00-a-b-01'], ['twice', '1'], ['twice', '2'], ['empty', '']]);
      expect(first!.record.offset).toBe(0n);
      expect(first!.record.timestampMs).toBeGreaterThanOrEqual(before - 1_000);
      expect(second!.record.key).toBeNull();
      expect(second!.record.value).toBeNull();
    });

    contract('keeps the order of a key and brings a key to one partition', async () => {
      const input = await topic(4);
      for (let round = 0; round < 5; round += 1) await log.produce(numbered(input, 20).map((record) => ({ ...record, value: bytes(String(round)) })));
      const claims = await take(await member({ topics: [input], groupId: group() }), 100);
      const rounds = new Map<string, string[]>();
      const places = new Map<string, Set<number>>();
      for (const { record } of claims) {
        const key = text(record.key)!;
        rounds.set(key, [...(rounds.get(key) ?? []), text(record.value)!]);
        places.set(key, (places.get(key) ?? new Set()).add(record.partition));
      }
      expect([...rounds.values()]).toEqual(Array.from({ length: 20 }, () => ['0', '1', '2', '3', '4']));
      expect([...places.values()].every(({ size }) => size === 1)).toBe(true);
      expect(new Set(claims.map(({ record }) => record.partition)).size).toBeGreaterThan(1);
    });

    contract('refuses a record that is too large, and takes the next', async () => {
      const input = await topic(1);
      const huge = { topic: input, key: null, value: new Uint8Array(2 * 1024 * 1024), headers: [] };
      await expect(log.produce([huge])).rejects.toMatchObject({ code: 'RECORD_TOO_LARGE' });
      await log.produce(numbered(input, 1));
      const [claim] = await take(await member({ topics: [input], groupId: group() }), 1);
      await expect(claim!.ack([huge])).rejects.toMatchObject({ code: 'RECORD_TOO_LARGE' });
      await claim!.ack();
    });

    contract('says TOPIC_MISSING for a topic that is not there', async () => {
      await expect(member({ topics: [`missing-${randomUUID()}`], groupId: group() })).rejects.toMatchObject({ code: 'TOPIC_MISSING' });
      expect(await log.describe(['missing'])).toEqual(new Map());
    });

    contract('says TOPIC_MISSING when records are to be written to a topic that is not there', async () => {
      const output = { topic: `missing-${randomUUID()}`, key: null, value: bytes('v'), headers: [] };
      await expect(log.produce([output])).rejects.toMatchObject({ code: 'TOPIC_MISSING' });
      for (const delivery of ['at-least-once', 'exactly-once'] as const) {
        const [input, groupId] = [await topic(1), group()];
        await log.produce(numbered(input, 1));
        const consumer = await member({ topics: [input], groupId, delivery });
        const [claim] = await take(consumer, 1);
        const acked = claim!.ack([output]).catch((error: unknown) => (error as ThalwegError).code);
        if (delivery === 'exactly-once') await expect(take(consumer, 1)).rejects.toMatchObject({ code: 'TOPIC_MISSING' });
        expect(await acked).toBe(delivery === 'exactly-once' ? 'CLAIM_FENCED' : 'TOPIC_MISSING');
        expect((await log.committed(groupId, [input])).get(partitionName({ topic: input, partition: 0 })) ?? 0n).toBe(0n);
      }
    });

    contract('ends a poll empty when its signal aborts', async () => {
      const consumer = await member({ topics: [await topic(1)], groupId: group() });
      const ended = new AbortController();
      const polled = consumer.poll(1, ended.signal);
      ended.abort();
      expect(await polled).toEqual([]);
    });

    for (const delivery of ['at-least-once', 'exactly-once'] satisfies Delivery[]) {
      contract(`${delivery}: starts a group without a commit at the end when asked to, and writes that down at once`, async () => {
        const [input, groupId] = [await topic(1), group()];
        await log.produce(numbered(input, 3));
        const first = await member({ topics: [input], groupId, delivery, from: 'latest' });
        expect(await onRecord(groupId, input, 3n)).toBe(3n);
        // What comes while nobody is there is the next member's, although the first one took nothing.
        await first.close();
        await log.produce([{ topic: input, key: null, value: bytes('later'), headers: [] }]);
        const [claim] = await take(await member({ topics: [input], groupId, delivery, from: 'latest' }), 1);
        expect(text(claim!.record.value)).toBe('later');
        await claim!.ack();
      });
    }

    contract('hands nothing out from a paused partition until it is resumed', async () => {
      const input = await topic(1);
      const consumer = await member({ topics: [input], groupId: group() });
      consumer.pause([{ topic: input, partition: 0 }]);
      await log.produce(numbered(input, 1));
      let handedOut = false;
      const claimed = take(consumer, 1).then((claims) => ((handedOut = true), claims));
      const other = await member({ topics: [input], groupId: group() });
      await take(other, 1);
      expect(handedOut).toBe(false);
      consumer.resume([{ topic: input, partition: 0 }]);
      expect(await claimed).toHaveLength(1);
    });

    contract('holds a record back until it is due, and all behind it', async () => {
      const input = await topic(1);
      await log.produce(numbered(input, 2));
      const dueMs = Date.now() + 1_500;
      const consumer = await member({ topics: [input], groupId: group(), notBefore: ({ offset }) => (offset === 0n ? dueMs : null) });
      const claims = await take(consumer, 2);
      expect(Date.now()).toBeGreaterThanOrEqual(dueMs);
      expect(claims.map(({ record }) => record.offset)).toEqual([0n, 1n]);
    });

    contract('hands out at most maxClaimsPerPartition, and more when they are settled', async () => {
      const input = await topic(1);
      await log.produce(numbered(input, 10));
      const consumer = await member({ topics: [input], groupId: group(), maxClaimsPerPartition: 3 });
      const claims = await take(consumer, 3);
      const ended = new AbortController();
      const fourth = consumer.poll(1, ended.signal);
      ended.abort();
      expect(await fourth).toEqual([]);
      await claims[0]!.ack();
      expect((await take(consumer, 1))[0]!.record.offset).toBe(3n);
    });

    contract('goes through many more records than it buffers', async () => {
      const input = await topic(2);
      const value = new Uint8Array(2_000);
      const all = 1_500;
      for (let i = 0; i < all; i += 100) await log.produce(Array.from({ length: 100 }, (_, j) => ({ topic: input, key: bytes(`key-${i + j}`), value, headers: [] })));
      const consumer = await member({ topics: [input], groupId: group(), maxBufferedBytes: 64 * 1024, maxClaimsPerPartition: 50 });
      let done = 0;
      while (done < all) {
        const claims = await consumer.poll(40, stop.signal);
        await Promise.all(claims.map((claim) => claim.ack()));
        done += claims.length;
      }
      expect(done).toBe(all);
      await consumer.flush();
      const end = consumer.lag();
      expect(end.map(({ records }) => records)).toEqual([0, 0]);
    });

    for (const delivery of ['at-least-once', 'exactly-once'] satisfies Delivery[]) {
      describe(delivery, () => {
        contract('goes on where the group stopped', async () => {
          const [input, output, groupId] = [await topic(1), await topic(1), group()];
          await log.produce(numbered(input, 5));
          const first = await member({ topics: [input], groupId, delivery });
          const claims = await take(first, 5);
          await Promise.all(claims.slice(0, 3).map((claim) => claim.ack([{ ...claim.record, topic: output }])));
          await first.close();
          const [next] = await take(await member({ topics: [input], groupId, delivery }), 1);
          expect(next!.record.offset).toBe(3n);
          expect((await shown(output, 3)).map(({ value }) => text(value))).toEqual(['0', '1', '2']);
        });

        contract('commits nothing above a record that is not done', async () => {
          const [input, groupId] = [await topic(1), group()];
          await log.produce(numbered(input, 5));
          const consumer = await member({ topics: [input], groupId, delivery });
          const claims = await take(consumer, 5);
          const later = [1, 2, 4].map((i) => claims[i]!.ack());
          await consumer.flush();
          expect((await log.committed(groupId, [input])).get(partitionName({ topic: input, partition: 0 })) ?? 0n).toBe(0n);
          await claims[0]!.ack();
          await consumer.flush();
          expect(await onRecord(groupId, input, 3n)).toBe(3n);
          await claims[3]!.ack();
          await Promise.all(later);
          await consumer.flush();
          expect(await onRecord(groupId, input, 5n)).toBe(5n);
        });

        contract('hands a returned record out again before those above it', async () => {
          const [input, groupId] = [await topic(1), group()];
          await log.produce(numbered(input, 4));
          const consumer = await member({ topics: [input], groupId, delivery, maxClaimsPerPartition: 2 });
          const [zero, one] = await take(consumer, 2);
          zero!.nack(returned);
          const again = await take(consumer, 1);
          expect(again[0]!.record.offset).toBe(0n);
          await Promise.all([one!.ack(), again[0]!.ack()]);
          expect((await take(consumer, 1))[0]!.record.offset).toBe(2n);
        });

        contract('settles a claim once', async () => {
          const input = await topic(1);
          await log.produce(numbered(input, 1));
          const [claim] = await take(await member({ topics: [input], groupId: group(), delivery }), 1);
          await claim!.ack();
          await expect(claim!.ack()).rejects.toThrow('settled once');
        });

        contract('fences the claims of a partition that goes to another member, and keeps the others', async () => {
          const [input, output, groupId] = [await topic(4), await topic(1), group()];
          await log.produce(numbered(input, 40));
          const first = await member({ topics: [input], groupId, delivery });
          const claims = await take(first, 40);
          const second = await member({ topics: [input], groupId, delivery }, await logs.open());
          while (first.assignment().length !== 2 || second.assignment().length !== 2) await Promise.race([...first.assignment(), ...second.assignment()].map(() => new Promise((resolve) => setImmediate(resolve))));
          const kept = new Set(first.assignment().map(partitionName));
          const outcomes = await Promise.allSettled(claims.map((claim) => claim.ack([{ ...claim.record, topic: output }])));
          for (const [i, outcome] of outcomes.entries()) {
            const { record, signal } = claims[i]!;
            if (kept.has(partitionName(record))) expect(outcome.status).toBe('fulfilled');
            else expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'CLAIM_FENCED' } });
            expect(signal.aborted).toBe(!kept.has(partitionName(record)));
          }
          const rest = outcomes.filter(({ status }) => status === 'rejected').length;
          const others = await take(second, rest);
          await Promise.all(others.map((claim) => claim.ack([{ ...claim.record, topic: output }])));
          const values = (await shown(output, 40)).map(({ value }) => Number(text(value))).sort((a, b) => a - b);
          expect(values).toEqual(Array.from({ length: 40 }, (_, i) => i));
        });
      });
    }

    contract('exactly-once: shows outputs in input order, and none of a record that is not done', async () => {
      const [input, output, groupId] = [await topic(1), await topic(1), group()];
      await log.produce(numbered(input, 4));
      const consumer = await member({ topics: [input], groupId, delivery: 'exactly-once' });
      const claims = await take(consumer, 4);
      const ahead = [3, 1, 2].map((i) => claims[i]!.ack([{ ...claims[i]!.record, topic: output }]));
      await consumer.flush();
      expect(await contents(output)).toEqual([]);
      await claims[0]!.ack([{ ...claims[0]!.record, topic: output }]);
      await Promise.all(ahead);
      expect((await shown(output, 4)).map(({ value }) => text(value))).toEqual(['0', '1', '2', '3']);
    });

    contract('reads a topic to its end and stops there', async () => {
      const input = await topic(3);
      expect(await contents(input)).toEqual([]);
      await log.produce(numbered(input, 50));
      const records = await contents(input);
      expect(records.map(({ value }) => Number(text(value))).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
    });
  });
}
