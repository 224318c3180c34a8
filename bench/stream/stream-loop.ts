import { pino } from 'pino';
import type { StreamHandler } from '../../src/app/stream/stream-handler.js';
import { StreamRunner } from '../../src/app/stream/stream-runner.js';
import { STREAM_DEFAULTS } from '../../src/app/stream/stream-settings.js';
import { StreamTelemetry } from '../../src/app/stream/stream-telemetry.js';
import { systemClock } from '../../src/stream/clock.js';
import { KafkaLog } from '../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../src/stream/kafka/kafka-settings.js';
import { Lifecycle } from '../../src/stream/lifecycle.js';
import type { Delivery, Log } from '../../src/stream/log.js';
import { createMetrics } from '../../src/telemetry/metrics.js';
import { CommitWatch } from './commit-watch.js';
import { HeldMemory } from './held-memory.js';

export interface StreamRun {
  readonly seconds: number;
  /** From a record being done to the group having it on record. */
  readonly commitLagMs: { readonly median: number; readonly p99: number };
  /** See `HeldMemory`. */
  readonly heldMb: HeldMemory['held'];
}

/** The stream with a perception that does nothing: each record is copied to the output topic. */
export async function streamLoop(brokers: string, groupId: string, input: string, output: string, count: number, delivery: Delivery): Promise<StreamRun> {
  const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: 'bench', brokers: [brokers] }, () => undefined);
  const lifecycle = new Lifecycle();
  const metrics = createMetrics();
  const watch = new CommitWatch(count);
  let startedMs = 0;
  let done = 0;
  const memory = new HeldMemory(count);
  const handler: StreamHandler = {
    weigh: () => 1,
    handle: (record) => {
      if (startedMs === 0) startedMs = performance.now();
      done += 1;
      memory.look(done);
      watch.done(record);
      return Promise.resolve({ outputs: [{ topic: output, key: record.key, value: record.value, headers: record.headers }], outcome: 'enriched', lane: 'bench', uploadedAtMs: null });
    },
  };
  const runner = new StreamRunner({
    log: watched(log, watch),
    handler,
    settings: {
      ...STREAM_DEFAULTS,
      groupId,
      topics: [input],
      delivery,
      maxInFlight: 512,
      lookahead: 512,
      maxBufferedBytes: 2 * 1024 ** 2,
      failure: { attempts: 1, initialBackoffMs: 1, maxBackoffMs: 1, mode: 'topics', blockingAttempts: 1, retryTopics: [], deadLetterTopic: output },
    },
    lifecycle,
    telemetry: new StreamTelemetry(metrics, pino({ level: 'silent' })),
    clock: systemClock,
    onReady: () => undefined,
  });
  const running = runner.run();
  await Promise.race([watch.all, running]);
  const seconds = (performance.now() - startedMs) / 1_000;
  lifecycle.stop();
  const { failure } = await running;
  if (failure !== null) throw failure;
  const onRecord = [...(await log.committed(groupId, [input])).values()].reduce((sum, position) => sum + position, 0n);
  if (onRecord !== BigInt(count)) throw new Error(`the group has ${onRecord} records on record, expected ${count}`);
  await log.close();
  metrics.close();
  return { seconds, commitLagMs: { median: watch.quantile(0.5), p99: watch.quantile(0.99) }, heldMb: memory.held };
}

/** The same log, whose consumers tell the watch of their commits. */
function watched(log: Log, watch: CommitWatch): Log {
  const consumer: Log['consumer'] = (subscription) => log.consumer({ ...subscription, on: { ...subscription.on, committed: (positions) => watch.committed(positions) } });
  return Object.assign(Object.create(log) as Log, { consumer });
}
