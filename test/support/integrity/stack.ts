import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launchKafka, type KafkaService } from '../../../scripts/services/kafka.js';
import { PLACES } from '../../../scripts/services/places.js';
import { launchS3, type S3Service } from '../../../scripts/services/s3.js';
import { KafkaLog } from '../../../src/stream/kafka/kafka-log.js';
import { KAFKA_DEFAULTS } from '../../../src/stream/kafka/kafka-settings.js';
import { promisify } from 'node:util';
import { execFile } from 'node:child_process';

export const BUCKET = 'uploads';

/** Why the suite cannot run on this machine; null when it can. */
export const missing: string | null = [PLACES.kafkaJars(), PLACES.versitygw()].every((place) => existsSync(place)) ? null : 'Kafka and S3 are not installed here (npx tsx scripts/services/main.ts install)';

/** A real broker and a real object store of a test file's own. */
export interface Stack {
  readonly kafka: KafkaService;
  readonly s3: S3Service;
  readonly log: KafkaLog;
  readonly folder: string;
  /** Puts a file into the bucket as an upload would, and returns its URI. */
  put(key: string, bytes: Uint8Array): Promise<string>;
  close(): Promise<void>;
}

export async function openStack(): Promise<Stack> {
  const folder = await mkdtemp(join(tmpdir(), 'thalweg-integrity-'));
  const [kafka, s3] = await Promise.all([
    // A short session lets a suite that kills ten times end within its time.
    launchKafka({ folder: join(folder, 'kafka'), properties: { 'group.min.session.timeout.ms': '1000' } }),
    launchS3({ folder: join(folder, 's3') }),
  ]);
  const log = new KafkaLog({ ...KAFKA_DEFAULTS, clientId: 'integrity', brokers: [kafka.brokers], sessionTimeoutMs: 20_000, heartbeatIntervalMs: 1_000 }, () => undefined);
  await mkdir(join(s3.objects, BUCKET), { recursive: true });
  return {
    kafka,
    s3,
    log,
    folder,
    put: async (key, bytes) => {
      await writeFile(join(s3.objects, BUCKET, key), bytes);
      return `s3://${BUCKET}/${key}`;
    },
    close: async () => {
      await log.close();
      await Promise.all([kafka.dispose(), s3.dispose()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Picture and tone, drawn by ffmpeg. `indexLast` puts the index behind the media, where a torn upload loses it. */
export async function drawClip(folder: string, seconds: number, { indexLast = false } = {}): Promise<string> {
  const path = join(folder, `clip-${seconds}${indexLast ? '-index-last' : ''}.mp4`);
  const run = promisify(execFile);
  await run('ffmpeg', ['-v', 'error', '-y', '-f', 'lavfi', '-i', `testsrc2=size=160x90:rate=10:duration=${seconds}`, '-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`, '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac', ...(indexLast ? [] : ['-movflags', '+faststart']), path]);
  return path;
}
