import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { Kafka, logLevel } from 'kafkajs';
import { isAlive } from '../../../scripts/services/service-process.js';
import { type KafkaService, type RegistryService, type S3Service, sharedS3, startKafka, startRegistry, startS3 } from '../../support/services.js';

describe('the services that tests run against', () => {
  describe('Kafka', () => {
    let kafka: KafkaService;
    beforeAll(async () => void (kafka = await startKafka()));
    afterAll(() => kafka.dispose());

    it('serves the same records on the same port after it was killed and started again', async () => {
      const client = new Kafka({ brokers: [kafka.brokers], logLevel: logLevel.NOTHING });
      const admin = client.admin();
      await admin.connect();
      await admin.createTopics({ topics: [{ topic: 'kept', numPartitions: 1 }] });
      const producer = client.producer();
      await producer.connect();
      await producer.send({ topic: 'kept', messages: [{ value: 'one' }], acks: -1 });
      await kafka.kill();
      expect(kafka.pid()).toBeNull();
      await kafka.start();
      expect(await admin.fetchTopicOffsets('kept')).toEqual([expect.objectContaining({ high: '1' })]);
      await producer.disconnect();
      await admin.disconnect();
    });
  });

  describe('S3', () => {
    let s3: S3Service;
    beforeAll(async () => void (s3 = await startS3()));
    afterAll(() => s3.dispose());

    it('serves the same objects after it was stopped for a while', async () => {
      const client = new S3Client({ endpoint: s3.endpoint, region: s3.region, forcePathStyle: true, credentials: s3 });
      await client.send(new CreateBucketCommand({ Bucket: 'kept' }));
      await client.send(new PutObjectCommand({ Bucket: 'kept', Key: 'a/b.txt', Body: 'one' }));
      await s3.stop();
      await expect(fetch(`${s3.endpoint}/health`)).rejects.toThrow();
      await s3.start();
      const got = await client.send(new GetObjectCommand({ Bucket: 'kept', Key: 'a/b.txt' }));
      expect(await got.Body?.transformToString()).toBe('one');
    });

    it('is shared by the test files of a run', async () => {
      const [one, two] = await Promise.all([sharedS3(), sharedS3()]);
      expect(one.endpoint).toBe(two.endpoint);
      expect((await fetch(`${one.endpoint}/health`)).status).toBe(200);
    });
  });

  describe('the registry', () => {
    let registry: RegistryService;
    beforeAll(async () => void (registry = await startRegistry()));
    afterAll(() => registry.dispose());

    it('keeps schema ids over a restart', async () => {
      const schema = JSON.stringify({ type: 'record', name: 'Kept', fields: [{ name: 'a', type: 'string' }] });
      const answer = await fetch(`${registry.url}/subjects/kept-value/versions`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ schema }) });
      const { id } = (await answer.json()) as { id: number };
      await registry.restart();
      const kept = (await (await fetch(`${registry.url}/schemas/ids/${id}`)).json()) as { schema: string };
      expect(JSON.parse(kept.schema)).toMatchObject({ name: 'Kept' });
    });
  });

  it('a service ends, and its folder goes, when the process that started it is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'thalweg-s3-'));
    const script = `import { launchS3 } from './scripts/services/s3.ts';
      const s3 = await launchS3({ folder: ${JSON.stringify(folder)} });
      process.stdout.write('pid ' + s3.pid());
      setInterval(() => {}, 1000);`;
    const owner = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [said] = (await once(owner.stdout, 'data')) as [Buffer];
    const pid = Number(said.toString().replace('pid ', ''));
    expect(isAlive(pid)).toBe(true);
    owner.kill('SIGKILL');
    const deadline = Date.now() + 30_000;
    while ((isAlive(pid) || existsSync(folder)) && Date.now() < deadline) await wait(50);
    expect({ serviceAlive: isAlive(pid), folderThere: existsSync(folder) }).toEqual({ serviceAlive: false, folderThere: false });
  });
});
