import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';
import { thalwegProgram } from '../../../src/cli/program.js';
import { endOf } from '../../../src/cli/exit-code.js';
import { sharedKafka, sharedRegistry, sharedS3 } from '../../support/services.js';

let environment: Record<string, string>;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thalweg-checks-'));
  const [kafka, registry, s3] = await Promise.all([sharedKafka(), sharedRegistry(), sharedS3()]);
  environment = { KAFKA_BROKERS: kafka.brokers, SCHEMA_REGISTRY_URL: registry.url, THALWEG_TOPIC_PREFIX: `checks-${process.pid}-`, THALWEG_WORK_DIR: join(folder, 'work'), ...s3.environment };
  Object.assign(process.env, s3.environment);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line in this process against the real services; `more` overrides the environment. */
async function thalweg(words: string, more: Record<string, string> = {}): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  let code = -1;
  const sink = { write: async (text: string) => void (out += text), interactive: false, coloured: false, columns: 100 };
  const terminal = { out: sink, err: sink, signal: new AbortController().signal, environment: { ...environment, ...more }, workingFolder: process.cwd() };
  const openEnricher = () => Promise.reject(new Error('no videos here'));
  try {
    await thalwegProgram({ terminal, openEnricher, onExit: (given) => (code = given) }).parseAsync(words.split(' '), { from: 'user' });
  } catch (error) {
    const end = endOf(error);
    code = end.code;
    out += end.line ?? '';
  }
  return { code, out };
}

describe('before anything was set up', () => {
  it('topics check names what is missing, with the fix, and exits 2', async () => {
    const { code, out } = await thalweg('topics check');
    expect(code).toBe(2);
    expect(out).toMatch(/FAILED {4}checks-\d+-product-video\.uploaded: missing\n {10}fix: thalweg topics create/);
  });

  it('schemas check tells what is not registered, and that the released versions read each other', async () => {
    const { code, out } = await thalweg('schemas check', { SCHEMA_REGISTRY_URL: environment['SCHEMA_REGISTRY_URL'] ?? '' });
    expect(out).toMatch(/ok {8}schemas\/ProductVideoEnriched\.avsc: version 1, FULL_TRANSITIVE/);
    expect(out).toMatch(/thalweg\.ReviewRequested: (not registered|registered as id \d+)/);
    expect(code).toBe(out.includes('not registered') ? 2 : 0);
  });
});

describe('setting up', () => {
  it('topics create makes all topics of the shipped pipelines, once', async () => {
    const first = await thalweg('topics create --set topics.partitions=3');
    expect(first).toMatchObject({ code: 0, out: expect.stringMatching(/product-video\.uploaded: created, 3 partitions/) as unknown });
    const second = await thalweg('topics create --set topics.partitions=3');
    expect(second).toMatchObject({ code: 0, out: expect.not.stringContaining(': created') as unknown });
    expect(await thalweg('topics check --set topics.partitions=3')).toMatchObject({ code: 0, out: expect.stringMatching(/ok {8}\S+product-video\.enriched: 3 partitions, 1 replica\n/) as unknown });
  });

  it('topics check tells topics that are not as the files want them, each with its fix', async () => {
    const { code, out } = await thalweg('topics check --set topics.replication=3');
    expect(code).toBe(2);
    expect(out).toMatch(/FAILED {4}\S+product-video\.uploaded: 3 partitions, the pipeline file says 4; 1 replicas, the pipeline file says 3\n {10}fix: set topics\.partitions to 3, or .*--partitions 4; set topics\.replication to 1/);
    const admin = new Kafka({ brokers: [environment['KAFKA_BROKERS'] ?? ''], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const policy = (value: string) => admin.alterConfigs({ validateOnly: false, resources: [{ type: ConfigResourceTypes.TOPIC, name: `${environment['THALWEG_TOPIC_PREFIX'] ?? ''}product-video.enriched`, configEntries: [{ name: 'cleanup.policy', value }] }] });
    await policy('delete');
    try {
      expect(await thalweg('topics check --set topics.partitions=3')).toMatchObject({ code: 2, out: expect.stringMatching(/FAILED {4}\S+product-video\.enriched: cleanup\.policy=delete, expected compact\n {10}fix: kafka-configs\.sh .*--add-config cleanup\.policy=compact/) as unknown });
    } finally {
      await policy('compact');
      await admin.disconnect();
    }
  });

  it('keeps the newest result of each video for ever and dead letters for a month', async () => {
    const admin = new Kafka({ brokers: [environment['KAFKA_BROKERS'] ?? ''], logLevel: logLevel.NOTHING }).admin();
    await admin.connect();
    const setting = async (topic: string, name: string): Promise<string | undefined> => {
      const { resources } = await admin.describeConfigs({ resources: [{ type: ConfigResourceTypes.TOPIC, name: `${environment['THALWEG_TOPIC_PREFIX'] ?? ''}${topic}` }], includeSynonyms: false });
      return resources[0]?.configEntries.find(({ configName }) => configName === name)?.configValue;
    };
    expect(await setting('product-video.enriched', 'cleanup.policy')).toBe('compact');
    expect(await setting('product-video.dead-letter', 'retention.ms')).toBe('2592000000');
    await admin.disconnect();
  });

  it('schemas register registers all, once, and check finds them', async () => {
    expect((await thalweg('schemas register')).code).toBe(0);
    const again = await thalweg('schemas register');
    expect(again.out.match(/was registered as id \d+/g)).toHaveLength(5);
    expect(await thalweg('schemas check')).toMatchObject({ code: 0 });
  });

  it('doctor finds everything in order', async () => {
    const { code, out } = await thalweg('doctor --set topics.partitions=3');
    expect(out).not.toContain('FAILED');
    expect(code).toBe(0);
    for (const subject of ['node', 'ffmpeg', 'ffprobe', 'model whisper-base', 'work folder', 'kafka', 'schema registry', 's3']) expect(out).toMatch(new RegExp(`ok {8}${subject}: `));
  });
});

describe('when something is away', () => {
  it('doctor says what and how to mend it, and looks at the rest all the same', async () => {
    const { code, out } = await thalweg('doctor', { KAFKA_BROKERS: '127.0.0.1:9', SCHEMA_REGISTRY_URL: 'http://127.0.0.1:9/apis' });
    expect(code).toBe(2);
    expect(out).toMatch(/FAILED {4}kafka: .*BROKER_UNAVAILABLE\)\n {10}fix: check KAFKA_BROKERS/);
    expect(out).toMatch(/FAILED {4}schema registry: .*REGISTRY_UNAVAILABLE\)\n {10}fix: check SCHEMA_REGISTRY_URL/);
    expect(out).toMatch(/ok {8}s3: /);
  });

  it('doctor tells wrong S3 credentials from a missing endpoint', async () => {
    const right = process.env['AWS_SECRET_ACCESS_KEY'];
    process.env['AWS_SECRET_ACCESS_KEY'] = 'wrong';
    try {
      expect((await thalweg('doctor')).out).toMatch(/FAILED {4}s3: .*CREDENTIALS_REFUSED\)/);
    } finally {
      process.env['AWS_SECRET_ACCESS_KEY'] = right;
    }
    expect((await thalweg('doctor', { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:9' })).out).toMatch(/FAILED {4}s3: .*SOURCE_UNAVAILABLE\)/);
  });

  it('doctor finds S3 credentials wherever the AWS SDK does, and says so when there are none', async () => {
    const kept = { ...process.env };
    const names = ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION', 'AWS_DEFAULT_REGION'];
    process.env = Object.fromEntries(Object.entries(kept).filter(([name]) => !names.includes(name)));
    Object.assign(process.env, { AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'), AWS_CONFIG_FILE: join(folder, 'config'), AWS_EC2_METADATA_DISABLED: 'true' });
    const bare = Object.fromEntries(names.map((name) => [name, undefined])) as unknown as Record<string, string>;
    try {
      expect((await thalweg('doctor', bare)).out).toMatch(/not used {2}s3: the AWS SDK finds no region/);
      // The SDK reads a file once and for all.
      process.env['AWS_SHARED_CREDENTIALS_FILE'] = join(folder, 'credentials-of-a-person');
      await writeFile(join(folder, 'credentials-of-a-person'), `[default]\naws_access_key_id = ${kept['AWS_ACCESS_KEY_ID'] ?? ''}\naws_secret_access_key = ${kept['AWS_SECRET_ACCESS_KEY'] ?? ''}\n`);
      expect((await thalweg('doctor', bare)).out).toMatch(/ok {8}s3: http:\/\/127\.0\.0\.1:\d+\/, credentials accepted/);
    } finally {
      process.env = kept;
    }
  });

  it('wrong usage exits 2 with one line', async () => {
    expect(await thalweg('topics check', { KAFKA_BROKERS: '' })).toMatchObject({ code: 2, out: expect.stringContaining('log.brokers: found nothing; expected') as unknown });
    expect(await thalweg('schemas register', { SCHEMA_REGISTRY_URL: '' })).toMatchObject({ code: 2, out: expect.stringContaining('--registry: found nothing; expected') as unknown });
    expect(await thalweg('schemas check --registry nonsense')).toMatchObject({ code: 2, out: expect.stringContaining('expected http://') as unknown });
    expect(await thalweg('doctor no-such-file.yaml')).toMatchObject({ code: 2 });
  });
});
