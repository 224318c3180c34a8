import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KafkaLog } from '../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../src/stream/kafka/kafka-settings.js';
import type { Log } from '../../src/stream/log.js';
import { MemoryLog } from '../../src/stream/memory/memory-log.js';

/** One implementation of the log as the contract suite gets it. `open` returns another handle on the same log. */
export interface LogUnderTest {
  readonly name: string;
  /** Sets the log up; null when it cannot run here, with the reason printed. */
  setUp(): Promise<OpenLogs | null>;
}

export interface OpenLogs {
  open(): Promise<Log>;
  tearDown(): Promise<void>;
}

export const LOGS: readonly LogUnderTest[] = [
  { name: 'memory', setUp: () => memory(null) },
  {
    name: 'memory with a journal',
    setUp: async () => {
      const folder = await mkdtemp(join(tmpdir(), 'thalweg-journal-'));
      const logs = await memory(join(folder, 'log.jsonl'));
      return { ...logs, tearDown: () => logs.tearDown().then(() => rm(folder, { recursive: true })) };
    },
  },
  { name: 'kafka', setUp: kafka },
];

/** All handles of an embedded log are one: it lives in this process. */
async function memory(journalPath: string | null): Promise<OpenLogs> {
  const log = await MemoryLog.open({ journalPath });
  return { open: () => Promise.resolve(log), tearDown: () => log.close() };
}

function kafka(): Promise<OpenLogs | null> {
  const brokers = process.env['KAFKA_BROKERS'];
  if (brokers === undefined) {
    process.stderr.write('log contract: NOT run against Kafka: KAFKA_BROKERS is not set (npm run services -- start)\n');
    return Promise.resolve(null);
  }
  const logs: Log[] = [];
  return Promise.resolve({
    open: () => {
      const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: `contract-${randomUUID()}`, brokers: brokers.split(','), sessionTimeoutMs: 6_000, heartbeatIntervalMs: 300 }, () => undefined);
      logs.push(log);
      return Promise.resolve(log);
    },
    tearDown: () => Promise.all(logs.map((log) => log.close())).then(() => undefined),
  });
}
