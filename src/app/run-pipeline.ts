import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PipelineConfig } from '../config/pipeline-shape.js';
import { ThalwegError } from '../domain/errors.js';
import type { RecordCodecs } from '../stages/publish/record-codecs.js';
import { systemClock } from '../stream/clock.js';
import type { Lifecycle } from '../stream/lifecycle.js';
import { unlessAborted } from '../stream/linked-abort.js';
import type { Log } from '../stream/log.js';
import { partitionName, type TopicPartition } from '../stream/record.js';
import { within } from '../stream/within.js';
import { startHealthServer } from '../telemetry/health-server.js';
import { createLogger, type Logger } from '../telemetry/logger.js';
import { createMetrics } from '../telemetry/metrics.js';
import { createEnricher, defaultWorkRoot, type Enricher, type EnricherOptions } from './enricher.js';
import { handlerOf } from './pipelines/enrichment-handler.js';
import { openLog } from './pipelines/open-log.js';
import { openCodecs } from './pipelines/open-codecs.js';
import { passMetrics, type PassMetrics } from './pipelines/pass-metrics.js';
import { followResults } from './pipelines/results-folder.js';
import { topicsOf, type PipelineTopics } from './pipelines/topic-names.js';
import { watchFolder } from './pipelines/watched-folder.js';
import { StreamRunner, type RunSummary } from './stream/stream-runner.js';
import { StreamTelemetry } from './stream/stream-telemetry.js';

export interface RunHost {
  readonly lifecycle: Lifecycle;
  /** Told once, when records begin to be taken. */
  readonly onReady: (line: string) => void;
  /** Opens what enriches; the default is the whole pipeline. */
  readonly openEnricher?: (options: EnricherOptions) => Promise<Enricher>;
}

const LOOPBACK = '127.0.0.1';
const DEFAULT_HTTP_PORT = 9464;
/** What one part of the run may take to close; what takes longer ends with the process. */
const CLOSE_LIMIT_MS = 3_000;

/**
 * Runs one pipeline until its lifecycle is told to stop, which may be while it starts. Rejects with a fatal ThalwegError
 * when it cannot start.
 */
export async function runPipeline(config: PipelineConfig, host: RunHost): Promise<RunSummary> {
  const { lifecycle } = host;
  const stopped = lifecycle.noNewWork;
  const logger = createLogger(config.logLevel).child({ pipeline: config.name });
  const metrics = createMetrics();
  const passes = passMetrics(metrics);
  const topics = topicsOf(config);
  const embedded = config.log.brokers === null;
  if (embedded && config.does === 'thinking') {
    throw new ThalwegError('CONFIG_INVALID', `pipeline ${config.name}: log.brokers: found nothing; expected Kafka brokers (KAFKA_BROKERS): without them the enrichment pipeline thinks by itself`);
  }
  const workRoot = config.work.folder ?? defaultWorkRoot();
  await mkdir(workRoot, { recursive: true, mode: 0o700 });
  const inbox = resolve(config.watchFolder ?? 'inbox');
  let modelsLoaded = false;
  let runner: StreamRunner | null = null;
  const ended: (() => Promise<void>)[] = [];
  try {
    const server = await startHealthServer({
      host: config.http.host ?? LOOPBACK,
      port: config.http.port ?? DEFAULT_HTTP_PORT,
      metrics,
      readiness: () => ({ assigned: lifecycle.state === 'running' && (runner?.assignment() ?? []).length > 0, modelsLoaded, notDraining: lifecycle.state !== 'draining' && lifecycle.state !== 'closed' }),
    });
    ended.push(() => server.close());
    const log = await openLog(config, join(workRoot, `${config.name}.journal`), logger);
    ended.push(() => log.close());
    await unlessAborted(prepareTopics(log, topics, config, embedded), stopped);
    const opening = (host.openEnricher ?? createEnricher)(enricherOptions(config, workRoot, embedded ? inbox : null, passes));
    ended.push(() => opening.then((opened) => opened.close(), () => undefined));
    const enricher = await unlessAborted(opening, stopped);
    await unlessAborted(enricher.ready(), stopped);
    modelsLoaded = true;
    const codecs = openCodecs(config);
    if (embedded) ended.push(...(await embeddedEnds(config, log, topics, codecs, inbox, logger, stopped)));
    const publish = embedded ? config.publish.filter((publication) => publication !== 'escalation') : config.publish;
    runner = new StreamRunner({
      log,
      handler: handlerOf(config.does, { enricher, codecs, topics, publish, metrics: passes, input: topics.uploaded }),
      settings: streamSettings(config, topics, enricher.suggestedConcurrency),
      lifecycle,
      telemetry: new StreamTelemetry(metrics, logger),
      clock: systemClock,
      onReady: (assigned) => host.onReady(readyLine(config, assigned, server.port, embedded ? inbox : null)),
    });
    return await runner.run();
  } catch (error) {
    if (!stopped.aborted || error !== stopped.reason) throw error;
    logger.info({ left: 0 }, 'stopped while starting');
    return { failure: null, left: [] };
  } finally {
    lifecycle.to('closed');
    for (const end of ended.reverse()) await close(end, logger);
    metrics.close();
  }
}

async function close(end: () => Promise<void>, logger: Logger): Promise<void> {
  const closing = end().catch((error: unknown) => logger.warn({ error: String(error) }, 'closing'));
  if (!(await within(CLOSE_LIMIT_MS, systemClock, closing))) logger.warn({ limitMs: CLOSE_LIMIT_MS }, 'a part of the run did not close in time');
}

async function prepareTopics(log: Log, topics: PipelineTopics, config: PipelineConfig, embedded: boolean): Promise<void> {
  if (embedded) {
    await log.createTopics([...topics.needed, topics.enriched].map((topic) => ({ topic, partitions: config.topics.partitions, replication: 1, settings: {} })));
    return;
  }
  const found = await log.describe(topics.needed);
  const missing = topics.needed.filter((topic) => !found.has(topic));
  if (missing.length > 0) throw new ThalwegError('TOPIC_MISSING', `missing on the broker: ${missing.join(', ')}; create them with "thalweg topics create"`);
}

/** What a run without a broker has instead of producers and consumers: a folder of uploads and a folder of results. */
async function embeddedEnds(config: PipelineConfig, log: Log, topics: PipelineTopics, codecs: RecordCodecs, inbox: string, logger: Logger, signal: AbortSignal): Promise<(() => Promise<void>)[]> {
  const results = await followResults(config.resultsFolder ?? 'results', log, topics.enriched, codecs.enriched, logger);
  const watched = await watchFolder(inbox, { log, topic: topics.uploaded, codec: codecs.uploaded, logger, signal });
  return [() => results.close(), () => watched.close()];
}

function enricherOptions(config: PipelineConfig, workRoot: string, inbox: string | null, passes: PassMetrics): EnricherOptions {
  const { stages, concurrency } = config;
  const { localRoots, allowedHosts, maxBytes, timeoutMs } = stages.fetch;
  return {
    pipeline: { name: config.name, version: config.version },
    ...(concurrency.workers === null ? {} : { workers: concurrency.workers }),
    demux: stages.demux,
    limits: stages.perceive,
    routing: stages.route,
    thinker: config.thinking,
    models: config.models,
    fetch: { localRoots: inbox === null ? localRoots : [inbox, ...localRoots], allowedHosts, limits: { maxBytes, timeoutMs } },
    work: { root: workRoot, limitBytes: config.work.limitBytes },
    onBatch: (report) => passes.batch(report),
  };
}

function streamSettings(config: PipelineConfig, topics: PipelineTopics, suggestedConcurrency: number): ConstructorParameters<typeof StreamRunner>[0]['settings'] {
  const { log, concurrency, retry } = config;
  return {
    groupId: log.groupId ?? config.name,
    topics: [topics.input],
    from: log.from,
    delivery: log.delivery,
    maxInFlight: concurrency.videos ?? suggestedConcurrency,
    maxInFlightBytes: concurrency.bytes,
    lookahead: concurrency.lookahead,
    maxBufferedBytes: log.maxBufferedBytes,
    commitIntervalMs: log.commitIntervalMs,
    recordTimeoutMs: config.recordTimeoutMs,
    drainTimeoutMs: config.drainTimeoutMs,
    failure: { attempts: retry.attempts, initialBackoffMs: retry.initialBackoffMs, maxBackoffMs: retry.maxBackoffMs, mode: retry.mode, blockingAttempts: retry.blockingAttempts, retryTopics: topics.retry, deadLetterTopic: topics.deadLetter },
  };
}

function readyLine(config: PipelineConfig, assigned: readonly TopicPartition[], port: number, inbox: string | null): string {
  const source = inbox === null ? `group ${config.log.groupId ?? config.name}` : `watching ${inbox}`;
  return `ready ${config.name} ${source} assigned ${assigned.map(partitionName).join(' ') || 'nothing yet'} http ${config.http.host ?? LOOPBACK}:${port}`;
}
