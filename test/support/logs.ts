import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchKafka } from '../../scripts/services/kafka.js';
import { PLACES } from '../../scripts/services/places.js';
import { KafkaLog } from '../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../src/stream/kafka/kafka-settings.js';
import type { Log } from '../../src/stream/log.js';
import { MemoryLog } from '../../src/stream/memory/memory-log.js';

/** One implementation of the log as the contract suite gets it. `open` returns another handle on the same log. */
export interface LogUnderTest {
  readonly name: string;
  /** Why it cannot run on this machine; null when it can. */
  readonly missing: string | null;
  setUp(): Promise<OpenLogs>;
}

export interface OpenLogs {
  open(): Promise<Log>;
  tearDown(): Promise<void>;
}

export const LOGS: readonly LogUnderTest[] = [
  { name: 'memory', missing: null, setUp: () => memory(null) },
  {
    name: 'memory with a journal',
    missing: null,
    setUp: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'thalweg-journal-'));
      const logs = await memory(join(folder, 'log.jsonl'));
      return { ...logs, tearDown: () => logs.tearDown().then(() => rm(folder, { recursive: true })) };
    },
  },
  {
    name: 'kafka',
    missing: existsSync(PLACES.kafkaJars()) ? null : 'Kafka is not installed here (npx tsx scripts/services/main.ts install --only kafka)',
    setUp: kafka,
  },
];

/** All handles of an embedded log are one: it lives in this process. */
async function memory(journalPath: string | null): Promise<OpenLogs> {
  const log = await MemoryLog.open({ journalPath });
  return { open: () => Promise.resolve(log), tearDown: () => log.close() };
}

/** A real broker of its own for the suite. */
async function kafka(): Promise<OpenLogs> {
  const service = await launchKafka({ folder: await mkdtemp(join(tmpdir(), 'thalweg-kafka-')) });
  const logs: Log[] = [];
  return {
    open: () => {
      const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: `contract-${randomUUID()}`, brokers: [service.brokers], sessionTimeoutMs: 6_000, heartbeatIntervalMs: 300 }, () => undefined);
      logs.push(log);
      return Promise.resolve(log);
    },
    tearDown: async () => {
      await Promise.all(logs.map((log) => log.close()));
      await service.dispose();
    },
  };
}
