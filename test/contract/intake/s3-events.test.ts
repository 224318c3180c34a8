import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, logLevel } from 'kafkajs';
import { decodeIntake } from '../../../src/intake/decode-intake.js';
import { openRecordCodecs } from '../../../src/schemas/open-record-codecs.js';
import { createFetchStage } from '../../../src/stages/fetch/fetch-stage.js';
import type { Intake } from '../../../src/stages/publish/record-codecs.js';
import { createS3Store } from '../../../src/storage/s3/s3-store.js';
import { openWorkFolder } from '../../../src/storage/work-folder/work-folder.js';
import { type S3Service, sharedKafka, startS3 } from '../../support/services.js';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const never = new AbortController().signal;
const topic = `s3-events-${process.pid}-${Date.now()}`;
const codecs = openRecordCodecs({ registryUrl: null, timeoutMs: 1000 });

let kafka: Kafka;
let s3: S3Service;
beforeAll(async () => {
  const { brokers } = await sharedKafka();
  kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
  s3 = await startS3({ events: { brokers, topic } });
});
afterAll(() => s3.dispose());

/** The first records of the topic, decoded as a pipeline would. */
async function intakes(count: number): Promise<Intake[]> {
  const consumer = kafka.consumer({ groupId: `${topic}-${Math.random()}` });
  const values: Buffer[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((enough) => {
    void consumer.run({
      eachMessage: async ({ message }) => {
        if (message.value !== null) values.push(message.value);
        if (values.length >= count) enough();
      },
    });
  });
  await consumer.disconnect();
  return Promise.all(values.slice(0, count).map((value) => decodeIntake(value, codecs.uploaded, never)));
}

describe('S3 events that a real store writes to a real broker', () => {
  it('become uploads whose bytes can be fetched, whatever the key is called', async () => {
    const client = new S3Client({ endpoint: s3.endpoint, region: s3.region, forcePathStyle: true, credentials: s3 });
    await client.send(new CreateBucketCommand({ Bucket: 'videos' }));
    const keys = ['plain.mp4', 'new arrivals/red+blue 100%.mp4', '商品/ü&=?.mp4'];
    for (const key of keys) await client.send(new PutObjectCommand({ Bucket: 'videos', Key: key, Body: `bytes of ${key}`, ContentType: 'video/mp4' }));
    await client.send(new DeleteObjectCommand({ Bucket: 'videos', Key: 'plain.mp4' }));
    await client.send(new PutObjectCommand({ Bucket: 'videos', Key: 'last.mp4', Body: 'last' }));
    // The store announces itself with a test event first.
    const found = await intakes(6);
    const uploads = found.flatMap((intake) => (intake.kind === 'upload' ? [intake.upload] : []));
    expect(uploads.map(({ media }) => media.uri)).toEqual([...keys.map((key) => `s3://videos/${key}`), 's3://videos/last.mp4']);
    expect(found.filter(({ kind }) => kind === 'ignored')).toEqual([{ kind: 'ignored', why: 's3:TestEvent' }, { kind: 'ignored', why: expect.stringContaining('ObjectRemoved') as unknown }]);
    expect(uploads.every(({ media, uploadedAt }) => media.etag !== null && media.sizeBytes !== null && uploadedAt !== null)).toBe(true);

    const folder = await mkdtemp(join(tmpdir(), 'thalweg-events-'));
    const work = await openWorkFolder({ root: join(folder, 'work'), limitBytes: 1_000_000 });
    const store = createS3Store({ endpoint: s3.endpoint, credentials: s3 });
    const fetcher = createFetchStage({ stores: { s3: store }, work, localRoots: [], limits: {} });
    for (const [at, key] of keys.entries()) {
      const upload = uploads[at]!;
      if (key === 'plain.mp4') {
        await expect(fetcher.fetch(upload, never)).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
        continue;
      }
      const video = await fetcher.fetch(upload, never);
      expect(await readFile(video.path, 'utf8')).toBe(`bytes of ${key}`);
      await video.dispose();
    }
    await client.send(new PutObjectCommand({ Bucket: 'videos', Key: 'last.mp4', Body: 'overwritten' }));
    await expect(fetcher.fetch(uploads[3]!, never)).rejects.toMatchObject({ code: 'SOURCE_CHANGED' });
    store.close();
    client.destroy();
    await work.close();
    await rm(folder, { recursive: true, force: true });
  });
});
