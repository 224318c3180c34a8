import kafkajs from 'kafkajs';
import { createKafka } from './kafka-client.js';
import { fromKafkaError } from './kafka-errors.js';
import type { KafkaSettings } from './kafka-settings.js';

export interface TopicFacts {
  readonly partitions: number;
  /** Of its least replicated partition. */
  readonly replication: number;
  /** The settings that were asked for, as the broker applies them. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What the named topics are like on the broker; a missing topic is not in the map. For checks: connects and leaves again. @throws BROKER_UNAVAILABLE, CREDENTIALS_REFUSED */
export async function topicFacts(kafka: KafkaSettings, topics: readonly string[], settingNames: readonly string[]): Promise<ReadonlyMap<string, TopicFacts>> {
  const admin = createKafka(kafka, () => undefined).admin();
  try {
    await admin.connect();
    const existing = new Set(await admin.listTopics());
    const wanted = topics.filter((topic) => existing.has(topic));
    if (wanted.length === 0) return new Map();
    const { topics: described } = await admin.fetchTopicMetadata({ topics: wanted });
    const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: wanted.map((name) => ({ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames: [...settingNames] })) });
    const settingsOf = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, Object.fromEntries(configEntries.map(({ configName, configValue }) => [configName, configValue]))]));
    return new Map(described.map(({ name, partitions }) => [name, { partitions: partitions.length, replication: Math.min(...partitions.map(({ replicas }) => replicas.length)), settings: settingsOf.get(name) ?? {} }]));
  } catch (error) {
    throw fromKafkaError(error, 'looking at topics');
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
