import { pino } from 'pino';
import type { StreamHandler } from '../../src/app/stream/stream-handler.js';
import { StreamRunner } from '../../src/app/stream/stream-runner.js';
import { STREAM_DEFAULTS } from '../../src/app/stream/stream-settings.js';
import { StreamTelemetry } from '../../src/app/stream/stream-telemetry.js';
import { systemClock } from '../../src/stream/clock.js';
import { KafkaLog } from '../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../src/stream/kafka/kafka-settings.js';
import { Lifecycle } from '../../src/stream/lifecycle.js';
import type { Delivery } from '../../src/stream/log.js';
import { createMetrics } from '../../src/telemetry/metrics.js';

export interface StreamRun {
  readonly seconds: number;
  /** From a record being done to the group having it on record. */
  readonly commitLagMs: { readonly median: number; readonly p99: number };
  /** Live heap when a tenth and when nine tenths of the records were done, after a full collection; null without --expose-gc. */
  readonly heldMb: { readonly early: number; readonly late: number } | null;
}

/** The stream with a perception that does nothing: each record is copied to the output topic. */
export async function streamLoop(brokers: string, groupId: string, input: string, output: string, count: number, delivery: Delivery): Promise<StreamRun> {
  const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: 'bench', brokers: [brokers] }, () => undefined);
  const lifecycle = new Lifecycle();
  const metrics = createMetrics();
  const doneAt = new Map<string, number[]>();
  const lags: number[] = [];
  let startedMs = 0;
  let done = 0;
  let earlyMb = 0;
  let lateMb = 0;
  const handler: StreamHandler = {
    weigh: () => 1,
    handle: (record) => {
      if (startedMs === 0) startedMs = performance.now();
      done += 1;
      if (done === Math.round(count / 10)) earlyMb = heldMb();
      if (done === Math.round((count * 9) / 10)) lateMb = heldMb();
      const times = doneAt.get(String(record.partition)) ?? [];
      times[Number(record.offset)] = performance.now();
      doneAt.set(String(record.partition), times);
      return Promise.resolve({ outputs: [{ topic: output, key: record.key, value: record.value, headers: record.headers }], outcome: 'enriched', lane: 'bench', uploadedAtMs: null });
    },
  };
  const runner = new StreamRunner({
    log,
    handler,
    settings: {
      ...STREAM_DEFAULTS,
      groupId,
      topics: [input],
      delivery,
      maxInFlight: 1_024,
      lookahead: 1_024,
      failure: { attempts: 1, initialBackoffMs: 1, maxBackoffMs: 1, mode: 'topics', blockingAttempts: 1, retryTopics: [], deadLetterTopic: output },
    },
    lifecycle,
    telemetry: new StreamTelemetry(metrics, pino({ level: 'silent' })),
    clock: systemClock,
    onReady: () => undefined,
  });
  const running = runner.run();
  const seen = new Map<string, bigint>();
  for (let committed = 0n; committed < BigInt(count); ) {
    committed = 0n;
    const positions = await log.committed(groupId, [input]);
    const nowMs = performance.now();
    for (const [name, position] of positions) {
      committed += position;
      const times = doneAt.get(name.slice(name.lastIndexOf('/') + 1)) ?? [];
      for (let offset = seen.get(name) ?? 0n; offset < position; offset += 1n) lags.push(nowMs - (times[Number(offset)] ?? nowMs));
      seen.set(name, position);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const seconds = (performance.now() - startedMs) / 1_000;
  lifecycle.stop();
  await running;
  await log.close();
  metrics.close();
  lags.sort((a, b) => a - b);
  const at = (share: number): number => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? 0;
  return { seconds, commitLagMs: { median: at(0.5), p99: at(0.99) }, heldMb: globalThis.gc === undefined ? null : { early: earlyMb, late: lateMb } };
}

/** What is held after a collection: objects, and the buffers outside the heap that fetched records lie in. */
function heldMb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
}
