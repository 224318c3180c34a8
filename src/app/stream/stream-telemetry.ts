import type { ThalwegError } from '../../domain/errors.js';
import type { ConsumerObserver, LogConsumer } from '../../stream/log.js';
import { partitionName, type LogRecord, type TopicPartition } from '../../stream/record.js';
import type { Logger } from '../../telemetry/logger.js';
import type { Metrics } from '../../telemetry/metrics.js';
import type { Handled } from './stream-handler.js';

const SECOND_MS = 1_000;

/** What the runner reports, as metrics and log lines. */
export class StreamTelemetry {
  constructor(
    private readonly metrics: Metrics,
    readonly logger: Logger,
  ) {}

  observer(): ConsumerObserver {
    const { metrics, logger } = this;
    return {
      assigned: (partitions) => logger.info({ partitions: partitions.map((partition) => `${partitionName(partition)} from ${partition.start ?? 'the edge'}`) }, 'assigned'),
      revoked: (partitions, claims) => logger.info({ partitions: names(partitions), claims }, 'revoked'),
      rebalanced: () => metrics.rebalances.inc(),
      committed: (positions) => metrics.commits.inc(positions.length),
      fenced: (partition, published) => {
        metrics.fenced.inc({ published: String(published) });
        logger.warn({ partition: partitionName(partition), published }, 'a claim was settled after its partition had gone');
      },
      returned: (partition, reason) => logger.debug({ partition: partitionName(partition), reason: reason.message }, 'record given back'),
      trouble: (error, action) => logger.warn({ action, code: error.code, error: error.message }, 'trying again'),
    };
  }

  /** Keeps the gauges true at each scrape. Returns what ends it. */
  watch(consumer: LogConsumer, inFlight: () => { readonly count: number; readonly bytes: number; readonly oldestStartMs: number | null }, now: () => number): () => void {
    const { metrics } = this;
    return metrics.beforeScrape(() => {
      const lag = consumer.lag();
      const oldest = lag.flatMap(({ oldestTimestampMs }) => oldestTimestampMs ?? []);
      const { count, bytes, oldestStartMs } = inFlight();
      metrics.consumerLagRecords.set(lag.reduce((sum, { records }) => sum + records, 0));
      metrics.consumerLagSeconds.set(oldest.length === 0 ? 0 : Math.max(0, now() - Math.min(...oldest)) / SECOND_MS);
      metrics.inFlightVideos.set(count);
      metrics.inFlightBytes.set(bytes);
      metrics.oldestInFlight.set(oldestStartMs === null ? 0 : (now() - oldestStartMs) / SECOND_MS);
    });
  }

  retrying(record: LogRecord, error: ThalwegError, attempt: number, waitMs: number): void {
    this.metrics.retries.inc({ stage: error.stage ?? 'unknown', code: error.code });
    this.logger.warn({ ...place(record), attempt, waitMs: Math.round(waitMs), code: error.code, error: error.message }, 'attempt failed');
  }

  done(record: LogRecord, handled: Handled, nowMs: number): void {
    this.metrics.videos.inc({ outcome: handled.outcome, lane: handled.lane });
    handled.onPublished?.();
    if (handled.outcome === 'enriched' || handled.outcome === 'escalated') this.metrics.endToEnd.observe({ lane: handled.lane }, Math.max(0, nowMs - (handled.uploadedAtMs ?? record.timestampMs)) / SECOND_MS);
  }

  putOff(record: LogRecord, error: ThalwegError, to: 'retry' | 'dead-letter', topic: string): void {
    if (to === 'dead-letter') {
      this.metrics.deadLetters.inc({ code: error.code });
      this.metrics.videos.inc({ outcome: 'dead-letter', lane: 'unknown' });
    } else {
      this.metrics.retries.inc({ stage: error.stage ?? 'unknown', code: error.code });
    }
    this.logger.warn({ ...place(record), to: topic, code: error.code, stage: error.stage, error: error.message }, to === 'retry' ? 'put off to a retry topic' : 'given up');
  }
}

function place(record: LogRecord): { readonly at: string } {
  return { at: `${partitionName(record)}/${record.offset}` };
}

function names(partitions: readonly TopicPartition[]): readonly string[] {
  return partitions.map(partitionName);
}
