import type { PipelineConfig } from '../../config/pipeline-shape.js';
import { ThalwegError } from '../../domain/errors.js';
import { topicFacts, type TopicFacts } from '../../stream/kafka/topic-facts.js';
import type { Log, TopicSpec } from '../../stream/log.js';
import { createLogger } from '../../telemetry/logger.js';
import { kafkaSettings, openLog } from '../pipelines/open-log.js';
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

/** Whether the topics are there and as the pipeline files want them. @throws as `createTopics` */
export async function checkTopics(pipelines: readonly PipelineConfig[]): Promise<readonly Finding[]> {
  const specs = topicSpecs(pipelines);
  const kafka = await kafkaSettings(withBrokers(pipelines));
  const names = [...new Set(specs.flatMap(({ settings }) => Object.keys(settings)))];
  const found = kafka === null ? new Map<string, TopicFacts>() : await topicFacts(kafka, specs.map(({ topic }) => topic), names);
  return specs.map((spec) => topicFinding(spec, found.get(spec.topic)));
}

/** What a topic is like, judged by what the pipeline files say. More replicas than wanted are no harm; another number of partitions is, for keys move. */
export function topicFinding(wanted: TopicSpec, found: TopicFacts | undefined): Finding {
  const { topic, partitions, replication, settings } = wanted;
  if (found === undefined) return failed(topic, 'missing', 'thalweg topics create');
  const wrong: [found: string, fix: string][] = [];
  if (found.partitions !== partitions) {
    wrong.push([`${found.partitions} partitions, the pipeline file says ${partitions}`, `set topics.partitions to ${found.partitions}${found.partitions < partitions ? `, or while it is empty: kafka-topics.sh --alter --topic ${topic} --partitions ${partitions}` : ''}`]);
  }
  if (found.replication < replication) wrong.push([`${found.replication} replicas, the pipeline file says ${replication}`, `set topics.replication to ${found.replication}, or move it with kafka-reassign-partitions.sh`]);
  for (const [name, value] of Object.entries(settings)) {
    const there = found.settings[name] ?? 'nothing';
    if (there !== value) wrong.push([`${name}=${there}, expected ${value}`, `kafka-configs.sh --alter --entity-type topics --entity-name ${topic} --add-config ${name}=${value}`]);
  }
  if (wrong.length > 0) return failed(topic, wrong.map(([what]) => what).join('; '), wrong.map(([, fix]) => fix).join('; '));
  return ok(topic, `${found.partitions} partitions, ${found.replication} ${found.replication === 1 ? 'replica' : 'replicas'}`);
}

function withBrokers(pipelines: readonly PipelineConfig[]): PipelineConfig {
  const first = pipelines.find(({ log }) => log.brokers !== null);
  if (first === undefined) throw new ThalwegError('CONFIG_INVALID', 'log.brokers: found nothing; expected Kafka brokers (KAFKA_BROKERS=host:port): the embedded log makes its topics by itself', { stage: 'config' });
  return first;
}

async function withBroker<T>(pipelines: readonly PipelineConfig[], use: (log: Log) => Promise<T>): Promise<T> {
  const log = await openLog(withBrokers(pipelines), '', createLogger('silent'));
  try {
    return await use(log);
  } finally {
    await log.close();
  }
}
