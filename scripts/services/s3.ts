import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { requireInstalled } from './install.js';
import { PLACES } from './places.js';
import { freePort, type ServiceProcess, startProcess } from './service-process.js';

export interface S3Service extends ServiceProcess {
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** What the AWS SDK reads: AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY. */
  readonly environment: Readonly<Record<string, string>>;
  /** Where the buckets are: `<objects>/<bucket>/<key>`. */
  readonly objects: string;
  readonly folder: string;
}

export interface S3Options {
  readonly folder: string;
  readonly port?: number;
  readonly ownerPid?: number | null;
  readonly removeFolder?: boolean;
  /** Writes S3 event notifications to this topic, which must exist. */
  readonly events?: { readonly brokers: string; readonly topic: string };
}

/** A real S3 API (versitygw over a folder) on loopback, with object versions available to buckets that ask for them. */
export async function launchS3(options: S3Options): Promise<S3Service> {
  requireInstalled('s3');
  const port = options.port ?? (await freePort());
  const objects = join(options.folder, 'objects');
  const versions = join(options.folder, 'versions');
  await mkdir(objects, { recursive: true, mode: 0o700 });
  await mkdir(versions, { recursive: true, mode: 0o700 });
  const accessKeyId = 'thalweg-test';
  const secretAccessKey = 'thalweg-test-secret';
  const endpoint = `http://127.0.0.1:${port}`;
  const region = 'us-east-1';
  const events = options.events === undefined ? [] : ['--event-kafka-url', options.events.brokers, '--event-kafka-topic', options.events.topic];
  const service = await startProcess({
    name: 's3',
    command: PLACES.versitygw(),
    args: ['--port', `127.0.0.1:${port}`, '--health', '/health', ...events, 'posix', '--versioning-dir', versions, objects],
    env: { ...process.env, ROOT_ACCESS_KEY: accessKeyId, ROOT_SECRET_KEY: secretAccessKey },
    folder: options.folder,
    ready: () => answers(`${endpoint}/health`),
    ...(options.ownerPid === undefined ? {} : { ownerPid: options.ownerPid }),
    ...(options.removeFolder === undefined ? {} : { removeFolder: options.removeFolder }),
  });
  const environment = { AWS_ENDPOINT_URL_S3: endpoint, AWS_REGION: region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey };
  return { ...service, endpoint, region, accessKeyId, secretAccessKey, environment, objects, folder: options.folder };
}

/** True when a GET of this address ends with 200 within a second. */
export async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}
