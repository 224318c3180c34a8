import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Everything that Thalweg measures, under the names that dashboards and alerts rely on (docs/operations.md). */
export interface Metrics {
  readonly registry: Registry;
  readonly videos: Counter<'outcome' | 'lane'>;
  readonly stageDuration: Histogram<'stage'>;
  readonly endToEnd: Histogram<'lane'>;
  readonly batchSize: Histogram<'model'>;
  readonly batchWait: Histogram<'model'>;
  readonly inference: Histogram<'model'>;
  readonly inFlightVideos: Gauge;
  readonly inFlightBytes: Gauge;
  readonly consumerLagRecords: Gauge;
  readonly consumerLagSeconds: Gauge;
  readonly oldestInFlight: Gauge;
  readonly commits: Counter;
  readonly rebalances: Counter;
  readonly fenced: Counter<'published'>;
  readonly retries: Counter<'stage' | 'code'>;
  readonly deadLetters: Counter<'code'>;
  readonly escalations: Counter<'reason' | 'level'>;
  readonly thinkingTokens: Counter<'level' | 'kind'>;
  readonly flags: Counter<'policy' | 'rule' | 'severity'>;
  readonly videoSeconds: Counter;
  /** Called before each scrape, to set the gauges that are only known on demand. Returns what takes the hook off again. */
  beforeScrape(refresh: () => void): () => void;
  close(): void;
}

const STAGE_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];
const LONG_SECONDS = [0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600, 1_800, 3_600];
const NANOSECONDS = 1e9;

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> => new Counter({ name: `thalweg_${name}`, help, labelNames: [...labelNames], registers });
  const gauge = (name: string, help: string, collect?: (set: (value: number) => void) => void): Gauge =>
    new Gauge({ name: `thalweg_${name}`, help, registers, ...(collect === undefined ? {} : { collect(this: Gauge) { collect((value) => this.set(value)); } }) });
  const histogram = <Label extends string>(name: string, help: string, labelNames: readonly Label[], buckets: readonly number[]): Histogram<Label> =>
    new Histogram({ name: `thalweg_${name}`, help, labelNames: [...labelNames], buckets: [...buckets], registers });

  const hooks = new Set<() => void>();
  const loopDelay = monitorEventLoopDelay({ resolution: 10 });
  loopDelay.enable();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 10 });
  // Collected first, because it is registered first among ours: refreshes the gauges that others set on demand.
  gauge('event_loop_lag_seconds', '99th percentile of the main thread’s lag since the last scrape', (set) => {
    for (const hook of hooks) hook();
    set(Number.isFinite(loopDelay.percentile(99)) ? loopDelay.percentile(99) / NANOSECONDS : 0);
    loopDelay.reset();
  });
  return {
    registry,
    videos: counter('videos_total', 'Videos settled', ['outcome', 'lane']),
    stageDuration: histogram('stage_duration_seconds', 'Time of one stage for one video', ['stage'], STAGE_SECONDS),
    endToEnd: histogram('end_to_end_seconds', 'From the upload to the published result', ['lane'], LONG_SECONDS),
    batchSize: histogram('batch_size', 'Inputs in one model run', ['model'], [1, 2, 4, 8, 16, 32, 64]),
    batchWait: histogram('batch_wait_seconds', 'Wait of an input for its batch', ['model'], STAGE_SECONDS),
    inference: histogram('inference_seconds', 'Time of one model run', ['model'], STAGE_SECONDS),
    inFlightVideos: gauge('in_flight_videos', 'Videos being worked'),
    inFlightBytes: gauge('in_flight_bytes', 'Bytes held by the videos being worked'),
    consumerLagRecords: gauge('consumer_lag_records', 'Records of the assigned partitions that are not done'),
    consumerLagSeconds: gauge('consumer_lag_seconds', 'Age of the oldest record that is not done'),
    oldestInFlight: gauge('oldest_in_flight_seconds', 'How long the longest-running video has been worked'),
    commits: counter('commits_total', 'Positions written down'),
    rebalances: counter('rebalances_total', 'Times the group was assigned anew'),
    fenced: counter('fenced_total', 'Claims settled after their partition had gone; published: a duplicate may be in the output', ['published']),
    retries: counter('retries_total', 'Attempts that failed and were tried again', ['stage', 'code']),
    deadLetters: counter('dead_letters_total', 'Records given up', ['code']),
    escalations: counter('escalations_total', 'Videos sent to deep thinking', ['reason', 'level']),
    thinkingTokens: counter('thinking_tokens_total', 'Tokens used for thinking', ['level', 'kind']),
    flags: counter('flags_total', 'Compliance flags raised', ['policy', 'rule', 'severity']),
    videoSeconds: counter('video_seconds_processed_total', 'Playing time of the videos worked'),
    beforeScrape: (refresh) => {
      hooks.add(refresh);
      return () => hooks.delete(refresh);
    },
    close: () => loopDelay.disable(),
  };
}
