import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { CreateBucketCommand, HeadBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { openRecordCodecs } from '../../src/schemas/open-record-codecs.js';
import type { RecordCodec } from '../../src/stages/publish/record-codecs.js';
import { KafkaLog } from '../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../src/stream/kafka/kafka-settings.js';

const BUCKET = 'videos';
const LOOK_AGAIN_MS = 1_000;

/** Creates the topic that S3 writes its events to: the store refuses to start without it. Leaves one that is there as it is. */
export async function createUploadTopic(brokers: string, topic: string): Promise<void> {
  const log = openKafka(brokers);
  try {
    await log.createTopics([{ topic, partitions: 4, replication: 1, settings: {} }]);
  } finally {
    await log.close();
  }
}

/** Puts files into the bucket `videos` of the store that the environment names; answers their addresses. */
export async function putVideos(files: readonly string[]): Promise<readonly string[]> {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const client = new S3Client({ forcePathStyle: true });
  try {
    await client.send(new HeadBucketCommand({ Bucket: BUCKET })).catch(() => client.send(new CreateBucketCommand({ Bucket: BUCKET })));
    for (const file of files) {
      const { size } = await stat(file);
      await client.send(new PutObjectCommand({ Bucket: BUCKET, Key: basename(file), Body: createReadStream(file), ContentLength: size }));
    }
    return files.map((file) => `s3://${BUCKET}/${basename(file)}`);
  } finally {
    client.destroy();
  }
}

/** Follows a topic from its beginning and tells each record, decoded, until `count` of them were told. */
export async function followTopic(topic: string, count: number, tell: (record: unknown) => void, signal: AbortSignal): Promise<void> {
  const codec = codecOf(topic);
  const log = openKafka(wanted('KAFKA_BROKERS'));
  try {
    const told = new Set<string>();
    while (told.size < count && !signal.aborted) {
      for await (const { partition, offset, value } of log.read(topic, signal)) {
        const place = `${partition}/${offset}`;
        if (told.has(place) || told.size >= count) continue;
        told.add(place);
        tell(await codec.decode(value, signal));
      }
      if (told.size < count) await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  } finally {
    await log.close();
  }
}

function codecOf(topic: string): RecordCodec<unknown> {
  const codecs = openRecordCodecs({ registryUrl: process.env['SCHEMA_REGISTRY_URL'] ?? null, timeoutMs: 5_000, cachePath: null });
  const kinds: readonly (readonly [string, RecordCodec<unknown>])[] = [
    ['enriched', codecs.enriched],
    ['escalation', codecs.escalation],
    ['compliance-flag', codecs.complianceFlag],
    ['review', codecs.review],
  ];
  const known = kinds.find(([ending]) => topic.endsWith(ending));
  if (known === undefined) throw new Error(`topic ${topic}: expected one whose name ends in ${kinds.map(([ending]) => ending).join(', ')}`);
  return known[1];
}

function openKafka(brokers: string): KafkaLog {
  return new KafkaLog({ ...KAFKA_DEFAULTS, clientId: 'thalweg-try-out', brokers: brokers.split(',') }, () => undefined);
}

function wanted(name: string): string {
  const value = process.env[name] ?? '';
  if (value === '') throw new Error(`${name} is not set; expected what "up" printed`);
  return value;
}
