import { appendFile, mkdtemp, open, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Log } from '../../../src/stream/log.js';
import { MemoryLog } from '../../../src/stream/memory/memory-log.js';
import { instantClock } from '../../support/instant-clock.js';

const signal = new AbortController().signal;
const record = (value: string): Parameters<Log['produce']>[0][number] => ({ topic: 'in', key: Buffer.from('k'), value: Buffer.from(value), headers: [['h', null]] });

describe('embedded log with a journal', () => {
  let folder: string;
  let journalPath: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thalweg-journal-test-'));
    journalPath = join(folder, 'log.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function filled(values: readonly string[]): Promise<MemoryLog> {
    const log = await MemoryLog.open({ journalPath });
    await log.createTopics([{ topic: 'in', partitions: 1, replication: 1, settings: {} }]);
    for (const value of values) await log.produce([record(value)]);
    return log;
  }

  async function values(log: Log): Promise<string[]> {
    const found: string[] = [];
    for await (const { value } of log.read('in', signal)) found.push(Buffer.from(value ?? []).toString());
    return found;
  }

  it('is the same after a restart, committed offsets included', async () => {
    const before = await filled(['a', 'b', 'c']);
    const consumer = before.consumer({ groupId: 'g', topics: ['in'], delivery: 'exactly-once', from: 'earliest', maxClaimsPerPartition: 9, maxBufferedBytes: 1_000, commitIntervalMs: 1 });
    await consumer.start(signal);
    const [first] = await consumer.poll(1, signal);
    await first!.ack([record('d')]);
    await before.close();
    const after = await MemoryLog.open({ journalPath });
    expect(await values(after)).toEqual(['a', 'b', 'c', 'd']);
    expect(await after.committed('g', ['in'])).toEqual(new Map([['in/0', 1n]]));
    await after.close();
  });

  it.each([['half a line', '{"at":1,"records":[["in",0,nu'], ['a line of rubbish', 'rubbish\n'], ['zeros', '\0\0\0']])('cuts off %s at its end and goes on', async (_name, torn) => {
    await (await filled(['a', 'b'])).close();
    await appendFile(journalPath, torn);
    const log = await MemoryLog.open({ journalPath });
    await log.produce([record('c')]);
    await log.close();
    const again = await MemoryLog.open({ journalPath });
    expect(await values(again)).toEqual(['a', 'b', 'c']);
    await again.close();
  });

  it.each(['at-least-once', 'exactly-once'] as const)('%s: an acknowledgement waits for room on the disk, and the partition goes on', async (delivery) => {
    await (await filled(['a', 'b'])).close();
    const log = await MemoryLog.open({ journalPath, clock: instantClock() });
    const troubles: string[] = [];
    const consumer = log.consumer({ groupId: 'g', topics: ['in'], delivery, from: 'earliest', maxClaimsPerPartition: 9, maxBufferedBytes: 1_000, commitIntervalMs: 1, on: { trouble: ({ code }) => troubles.push(code) } });
    await consumer.start(signal);
    const [first, second] = await consumer.poll(2, signal);
    const handle = await open(journalPath);
    const full = jest.spyOn(Object.getPrototypeOf(handle) as FileHandle, 'appendFile');
    await handle.close();
    try {
      for (let times = 0; times < 3; times += 1) full.mockRejectedValueOnce(Object.assign(new Error('no space left on device'), { code: 'ENOSPC' }));
      await Promise.all([first!.ack([record('c')]), second!.ack([record('d')])]);
    } finally {
      full.mockRestore();
    }
    expect(troubles.length).toBeGreaterThanOrEqual(3);
    expect(await values(log)).toEqual(['a', 'b', 'c', 'd']);
    expect((await consumer.poll(2, signal)).map(({ record: { offset } }) => offset)).toEqual([2n, 3n]);
    await consumer.flush();
    await log.close();
    expect((await MemoryLog.open({ journalPath, readOnly: true }).then((again) => again.committed('g', ['in']))).get('in/0')).toBe(2n);
  });

  it('refuses a journal that is damaged in the middle, and says where', async () => {
    await (await filled(['a', 'b'])).close();
    const lines = (await readFile(journalPath, 'utf8')).split('\n');
    await writeFile(journalPath, [lines[0], 'damage', ...lines.slice(1)].join('\n'));
    await expect(MemoryLog.open({ journalPath })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: expect.stringContaining('entry 2') });
  });

  it('belongs to one process at a time; the lock of a dead one is taken over; reading needs none', async () => {
    const log = await filled(['a']);
    await expect(MemoryLog.open({ journalPath })).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    const reader = await MemoryLog.open({ journalPath, readOnly: true });
    expect(await values(reader)).toEqual(['a']);
    await expect(reader.produce([record('b')])).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
    await log.close();
    await writeFile(`${journalPath}.lock`, '999999999');
    const next = await MemoryLog.open({ journalPath });
    expect(await values(next)).toEqual(['a']);
    await next.close();
  });
});
