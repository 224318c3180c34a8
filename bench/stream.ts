import { spawnSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchKafka } from '../scripts/services/kafka.js';
import { KafkaLog } from '../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../src/stream/kafka/kafka-settings.js';
import { directLoop } from './stream/direct-loop.js';
import { streamLoop } from './stream/stream-loop.js';

/**
 * `npm run bench:stream`: records a second through the stream with a perception that does nothing, against the same job
 * written by hand on kafkajs, in turn in one run on one broker; the commit lag; and the growth of memory with the lag.
 */
const ROUNDS = 3;
const COUNT = 50_000;
const LAGS = [10_000, 100_000] as const;
const PARTITIONS = 4;
const VALUE_BYTES = 400;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function fill(brokers: string, topics: readonly string[], count: number): Promise<void> {
  const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: 'bench-fill', brokers: [brokers] }, () => undefined);
  await log.createTopics(topics.map((topic) => ({ topic, partitions: PARTITIONS, replication: 1, settings: {} })));
  const [input] = topics;
  if (input === undefined) return;
  const value = Buffer.alloc(VALUE_BYTES, 120);
  for (let from = 0; from < count; from += 1_000) await log.produce(Array.from({ length: 1_000 }, (_, i) => ({ topic: input, key: Buffer.from(`video-${from + i}`), value, headers: [['traceparent', Buffer.from('00-1-2-01')] as const] })));
  await log.close();
}

/** Memory is measured in a process of its own, with the collector at hand. */
if (process.argv[2] === 'memory') {
  const [brokers = '', input = '', output = '', count = '0'] = process.argv.slice(3);
  const { heldMb } = await streamLoop(brokers, `memory-${input}`, input, output, Number(count), 'at-least-once');
  process.stdout.write(JSON.stringify(heldMb));
  process.exit(0);
}

const kafka = await launchKafka({ folder: await mkdtemp(join(tmpdir(), 'thalweg-bench-')) });
try {
  const rates = { direct: [] as number[], stream: [] as number[], exactlyOnce: [] as number[] };
  const lagMs: number[] = [];
  const lagP99Ms: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const topic = (name: string): string => `bench-${round}-${name}`;
    await fill(kafka.brokers, [topic('in'), topic('direct'), topic('stream'), topic('exactly')], COUNT);
    rates.direct.push(COUNT / (await directLoop(kafka.brokers, topic('direct-group'), topic('in'), topic('direct'), COUNT)));
    const run = await streamLoop(kafka.brokers, topic('stream-group'), topic('in'), topic('stream'), COUNT, 'at-least-once');
    rates.stream.push(COUNT / run.seconds);
    lagMs.push(run.commitLagMs.median);
    lagP99Ms.push(run.commitLagMs.p99);
    rates.exactlyOnce.push(COUNT / (await streamLoop(kafka.brokers, topic('exactly-group'), topic('in'), topic('exactly'), COUNT, 'exactly-once')).seconds);
  }
  const heaps = await Promise.all(
    LAGS.map(async (count) => {
      const [input, output] = [`memory-${count}`, `memory-${count}-out`];
      await fill(kafka.brokers, [input, output], count);
      const child = spawnSync(process.execPath, ['--expose-gc', ...process.execArgv, new URL(import.meta.url).pathname, 'memory', kafka.brokers, input, output, String(count)], { encoding: 'utf8', env: process.env });
      if (child.status !== 0) throw new Error(`the memory run ended with ${String(child.status)}: ${child.stderr}`);
      return { count, ...(JSON.parse(child.stdout) as { early: number; late: number }) };
    }),
  );
  const rate = (values: readonly number[]): string => `${Math.round(median(values))} records/s (${values.map((value) => Math.round(value)).join(', ')})`;
  process.stdout.write(
    [
      `direct kafkajs eachBatch:   ${rate(rates.direct)}`,
      `stream, at-least-once:      ${rate(rates.stream)}  = ${(median(rates.stream) / median(rates.direct)).toFixed(2)} of direct`,
      `stream, exactly-once:       ${rate(rates.exactlyOnce)}  = ${(median(rates.exactlyOnce) / median(rates.direct)).toFixed(2)} of direct`,
      `commit lag, at-least-once:  median ${median(lagMs).toFixed(0)} ms, p99 ${median(lagP99Ms).toFixed(0)} ms`,
      ...heaps.map(({ count, early, late }) => `held with a lag of ${count}: ${early.toFixed(1)} MB after a tenth, ${late.toFixed(1)} MB after nine tenths`),
      '',
    ].join('\n'),
  );
} finally {
  await kafka.dispose();
}
