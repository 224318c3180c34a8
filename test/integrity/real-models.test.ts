import { spawn, execFile, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { launchRegistry, type RegistryService } from '../../scripts/services/registry.js';
import { PLACES } from '../../scripts/services/places.js';
import type { ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import { openRecordCodecs } from '../../src/schemas/open-record-codecs.js';
import { headerText } from '../../src/stream/headers.js';
import { BUCKET, missing as missingServices, openStack, type Stack } from '../support/integrity/stack.js';
import { TopicWatcher } from '../support/integrity/topic-watcher.js';

const MAIN = new URL('../../dist/cli/main.js', import.meta.url).pathname;
const SAMPLES = new URL('../../samples/', import.meta.url).pathname;
const PIPELINE = 'pipelines/realtime-enrichment.yaml';
const DEEP = 'pipelines/deep-thinking.yaml';
const run = promisify(execFile);

const missing = missingServices ?? (existsSync(join(PLACES.registry(), 'quarkus-run.jar')) ? null : 'the schema registry is not installed here (npx tsx scripts/services/main.ts install)');
if (missing !== null) process.stderr.write(`integrity: NOT run: ${missing}\n`);

(missing === null ? describe : describe.skip)('thalweg run with the real models, Kafka, S3 and schema registry, exactly-once', () => {
  let stack: Stack;
  let registry: RegistryService;
  let environment: NodeJS.ProcessEnv;
  const running: ChildProcess[] = [];
  const prefix = `${randomUUID().slice(0, 8)}.`;

  beforeAll(async () => {
    stack = await openStack();
    registry = await launchRegistry({ folder: join(stack.folder, 'registry') });
    environment = {
      ...process.env,
      ...stack.s3.environment,
      NODE_OPTIONS: '',
      KAFKA_BROKERS: stack.kafka.brokers,
      SCHEMA_REGISTRY_URL: registry.url,
      THALWEG_TOPIC_PREFIX: prefix,
      THALWEG_DELIVERY: 'exactly-once',
      THALWEG_HTTP_PORT: '0',
      THALWEG_WORK_DIR: join(stack.folder, 'work'),
      THALWEG_CACHE_DIR: join(stack.folder, 'cache'),
    };
    for (const sample of ['green-tea', 'running-shoes']) await stack.put(`${sample}.mp4`, await readFile(join(SAMPLES, `${sample}.mp4`)));
    await run(process.execPath, [MAIN, 'schemas', 'register'], { env: environment });
    await run(process.execPath, [MAIN, 'topics', 'create', PIPELINE, DEEP], { env: environment });
  }, 180_000);
  afterAll(async () => {
    for (const child of running) child.kill('SIGKILL');
    await registry.dispose();
    await stack.close();
  }, 60_000);

  /** Starts a pipeline; resolves when it prints `ready`. */
  async function start(pipeline: string): Promise<ChildProcess> {
    const child = spawn(process.execPath, [MAIN, 'run', pipeline, '--set', 'log.sessionTimeoutMs=3000', '--set', 'log.heartbeatIntervalMs=300'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    const log: string[] = [];
    createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, 'exit').then(() => {
      throw new Error(`thalweg run ended before it was ready:\n${log.slice(-20).join('\n')}`);
    });
    await Promise.race([ended, (async () => {
      for await (const line of lines) if (line.startsWith('ready')) return;
    })()]);
    ended.catch(() => undefined);
    return child;
  }

  it('each upload ends once, as a result, as a provisional and a final result, or as a dead letter, although the worker is killed', async () => {
    const topic = (name: string): string => `${prefix}product-video.${name}`;
    const watcher = new TopicWatcher(stack.log, [topic('enriched'), topic('dead-letter'), topic('escalation')]);
    await watcher.start();
    const upload = (videoId: string, key: string, thinking: string): Parameters<typeof stack.log.produce>[0][number] => ({
      topic: topic('uploaded'),
      key: Buffer.from(videoId),
      value: Buffer.from(JSON.stringify({ videoId, media: { uri: `s3://${BUCKET}/${key}` }, listing: { title: key === 'green-tea.mp4' ? '有机绿茶 100克 罐装' : 'Scarpe da corsa da uomo' }, thinking })),
      headers: [['traceparent', Buffer.from(`00-${'0'.repeat(31)}7-00000000000000aa-01`)]],
    });
    await stack.log.produce([upload('tea', 'green-tea.mp4', 'none'), upload('shoes', 'running-shoes.mp4', 'none'), upload('thought', 'green-tea.mp4', 'low'), upload('gone', 'never-uploaded.mp4', 'none')]);

    const killed = await start(PIPELINE);
    await watcher.until(() => watcher.records.length > 0);
    killed.kill('SIGKILL');
    const [fast, deep] = await Promise.all([start(PIPELINE), start(DEEP)]);
    const { enriched } = openRecordCodecs({ registryUrl: registry.url, timeoutMs: 30_000, cachePath: null });
    await watcher.until(() => watcher.of(topic('enriched')).length >= 4 && watcher.of(topic('dead-letter')).length >= 1);
    for (const child of [fast, deep]) {
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      expect((await exited)[0]).toBe(0);
    }
    const results: ProductVideoEnriched[] = await Promise.all(watcher.of(topic('enriched')).map((record) => enriched.decode(record.value, AbortSignal.timeout(10_000))));
    expect(results.map(({ videoId, revision, status }) => `${videoId} ${revision} ${status}`).sort()).toEqual(['shoes 1 final', 'tea 1 final', 'thought 1 provisional', 'thought 2 final']);
    expect(new Set(results.map(({ resultId }) => resultId)).size).toBe(4);
    for (const result of results) {
      expect(result.tags.length).toBeGreaterThan(0);
      expect(result.models.length).toBeGreaterThan(0);
    }
    expect(watcher.of(topic('enriched')).every((record) => headerText(record.headers, 'traceparent')?.startsWith(`00-${'0'.repeat(31)}7-`))).toBe(true);
    expect(watcher.of(topic('escalation'))).toHaveLength(1);
    const [dead] = watcher.of(topic('dead-letter'));
    expect([Buffer.from(dead!.key!).toString(), headerText(dead!.headers, 'thalweg-error-code')]).toEqual(['gone', 'SOURCE_NOT_FOUND']);
    await watcher.close();
  }, 300_000);
});
