import { execFile } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { launchKafka } from '../scripts/services/kafka.js';
import { KafkaLog } from '../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../src/stream/kafka/kafka-settings.js';
import type { Rates } from './stream/measure.js';

/**
 * `npm run bench:stream`: records a second through the stream with a perception that does nothing, against the same job
 * written by hand on kafkajs, in turn in one process on one broker after a warm-up; the commit lag; and the growth of
 * memory with the lag. What is measured is compiled as it is for users: a loader's rewriting costs a third more.
 */
const ROUNDS = 5;
const COUNT = 100_000;
const LAGS = [10_000, 100_000] as const;
const PARTITIONS = 4;
const VALUE_BYTES = 400;
const MEASURE = new URL('../.cache/bench/bench/stream/measure.js', import.meta.url).pathname;

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function fill(brokers: string, topics: readonly string[], count: number): Promise<void> {
  const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: 'bench-fill', brokers: [brokers] }, () => undefined);
  await log.createTopics(topics.map((topic) => ({ topic, partitions: PARTITIONS, replication: 1, settings: {} })));
  const [input] = topics;
  if (input === undefined) return;
  const value = Buffer.alloc(VALUE_BYTES, 120);
  const traceparent = Buffer.from(`00-${'5'.repeat(32)}-${'7'.repeat(16)}-01`);
  for (let from = 0; from < count; from += 1_000) await log.produce(Array.from({ length: 1_000 }, (_, i) => ({ topic: input, key: Buffer.from(`video-${from + i}`), value, headers: [['traceparent', traceparent] as const] })));
  await log.close();
}

/** Runs the measuring program and returns what it printed. */
async function measure(flags: readonly string[], args: readonly string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, MEASURE, ...args]);
  return JSON.parse(stdout);
}

const kafka = await launchKafka({ folder: await mkdtemp(join(tmpdir(), 'thalweg-bench-')) });
try {
  await fill(kafka.brokers, ['bench', 'bench-out'], COUNT);
  const { direct, atLeastOnce, exactlyOnce, commitLagMs } = (await measure([], ['rates', kafka.brokers, 'bench', 'bench-out', String(COUNT), String(ROUNDS)])) as Rates;
  const heaps: string[] = [];
  for (const count of LAGS) {
    const topic = `memory-${count}`;
    await fill(kafka.brokers, [topic, `${topic}-out`], count);
    const { early, late } = (await measure(['--expose-gc'], ['memory', kafka.brokers, topic, `${topic}-out`, String(count)])) as { early: number; late: number };
    heaps.push(`held with a lag of ${count}: ${early.toFixed(1)} MB after a tenth, ${late.toFixed(1)} MB after nine tenths`);
  }
  const rate = (values: readonly number[]): string => `${Math.round(median(values))} records/s (${values.map((value) => Math.round(value)).join(', ')})`;
  // Of each round by itself, so that a machine that is busier in one round than in another weighs on both sides.
  const share = (values: readonly number[]): string => median(values.map((value, round) => value / (direct[round] ?? Infinity))).toFixed(2);
  process.stdout.write(
    [
      `direct kafkajs eachBatch:   ${rate(direct)}`,
      `stream, at-least-once:      ${rate(atLeastOnce)}  = ${share(atLeastOnce)} of direct`,
      `stream, exactly-once:       ${rate(exactlyOnce)}  = ${share(exactlyOnce)} of direct`,
      `commit lag, at-least-once:  median ${median(commitLagMs.map(({ median: lagMs }) => lagMs)).toFixed(0)} ms, p99 ${median(commitLagMs.map(({ p99 }) => p99)).toFixed(0)} ms`,
      ...heaps,
      '',
    ].join('\n'),
  );
} finally {
  await kafka.dispose();
}
