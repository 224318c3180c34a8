import type { PipelineConfig } from '../../config/pipeline-shape.js';
import { ThalwegError } from '../../domain/errors.js';
import type { Log, TopicSpec } from '../../stream/log.js';
import { createLogger } from '../../telemetry/logger.js';
import { openLog } from '../pipelines/open-log.js';
import { topicsOf } from '../pipelines/topic-names.js';
import { failed, type Finding, ok } from './finding.js';

const DAY_MS = 86_400_000;
/** Dead letters wait for a person, longer than the broker's usual week. */
const DEAD_LETTER_RETENTION_MS = 30 * DAY_MS;

/** The topics that these pipelines need, each once, with what they should be like. */
export function topicSpecs(pipelines: readonly PipelineConfig[]): readonly TopicSpec[] {
  const specs = new Map<string, TopicSpec>();
  for (const config of pipelines) {
    const topics = topicsOf(config);
    for (const topic of topics.needed) {
      if (specs.has(topic)) continue;
      specs.set(topic, { topic, partitions: config.topics.partitions, replication: config.topics.replication, settings: settingsOf(topic, topics.enriched, topics.deadLetter) });
    }
  }
  return [...specs.values()];
}

/** Results are keyed by video, so the newest of each is kept for ever. */
function settingsOf(topic: string, enriched: string, deadLetter: string): Readonly<Record<string, string>> {
  if (topic === enriched) return { 'cleanup.policy': 'compact' };
  return topic === deadLetter ? { 'retention.ms': String(DEAD_LETTER_RETENTION_MS) } : {};
}

/** Creates what is missing and says what was there. @throws BROKER_UNAVAILABLE, CREDENTIALS_REFUSED, CONFIG_INVALID without a broker */
export async function createTopics(pipelines: readonly PipelineConfig[], signal: AbortSignal): Promise<readonly Finding[]> {
  return withBroker(pipelines, async (log) => {
    const specs = topicSpecs(pipelines);
    const before = await log.describe(specs.map(({ topic }) => topic), signal);
    await log.createTopics(specs, signal);
    const after = await log.describe(specs.map(({ topic }) => topic), signal);
    return specs.map(({ topic }) => ok(topic, `${before.has(topic) ? 'was there' : 'created'}, ${after.get(topic) ?? 0} partitions`));
  });
}

/** Which of the topics are there, with how many partitions. @throws as `createTopics` */
export async function checkTopics(pipelines: readonly PipelineConfig[], signal: AbortSignal): Promise<readonly Finding[]> {
  return withBroker(pipelines, async (log) => {
    const specs = topicSpecs(pipelines);
    const found = await log.describe(specs.map(({ topic }) => topic), signal);
    return specs.map(({ topic, partitions }) => {
      const there = found.get(topic);
      if (there === undefined) return failed(topic, 'missing', 'thalweg topics create');
      return ok(topic, there === partitions ? `${there} partitions` : `${there} partitions (the pipeline file would create ${partitions})`);
    });
  });
}

async function withBroker<T>(pipelines: readonly PipelineConfig[], use: (log: Log) => Promise<T>): Promise<T> {
  const first = pipelines.find(({ log }) => log.brokers !== null);
  if (first === undefined) throw new ThalwegError('CONFIG_INVALID', 'log.brokers: found nothing; expected Kafka brokers (KAFKA_BROKERS=host:port): the embedded log makes its topics by itself', { stage: 'config' });
  const log = await openLog(first, '', createLogger('silent'));
  try {
    return await use(log);
  } finally {
    await log.close();
  }
}
