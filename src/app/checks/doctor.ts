import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { PipelineConfig } from '../../config/pipeline-shape.js';
import { isThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import { ModelStore } from '../../inference/model-store/model-store.js';
import { openWorkFolder } from '../../storage/work-folder/work-folder.js';
import { defaultWorkRoot } from '../enricher.js';
import { failed, type Finding, looked, notConfigured, ok } from './finding.js';
import { checkRegistered } from './schemas.js';
import { checkTopics } from './topics.js';

const MIN_NODE = [20, 19] as const;
const MIN_FFMPEG_MAJOR = 5;
const MIN_FREE_BYTES = 2 * 1024 ** 3;
const GIB = 1024 ** 3;

export type Environment = Readonly<Record<string, string | undefined>>;

/** Looks at everything that a pipeline needs, one group after the other; each failure comes with its fix. */
export async function* examine(config: PipelineConfig, environment: Environment, signal: AbortSignal): AsyncGenerator<Finding> {
  yield nodeFinding(process.versions.node);
  for (const tool of ['ffmpeg', 'ffprobe']) yield await toolFinding(tool, signal);
  yield* await looked('models', 'install the package again, or: thalweg models verify', modelFindings);
  yield* await looked('work folder', 'set THALWEG_WORK_DIR to a folder of your own on a disk with space', () => workFindings(config));
  yield* await kafkaFindings(config);
  yield* await registryFindings(config, signal);
  yield* await s3Findings(environment, signal);
}

export function nodeFinding(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1]);
  return enough ? ok('node', version) : failed('node', version, `install Node.js ${MIN_NODE.join('.')} or later`);
}

/** The version line of ffmpeg or ffprobe, judged. Development builds carry no number and are taken as new. */
export async function toolFinding(tool: string, signal: AbortSignal): Promise<Finding> {
  const fix = `install ffmpeg ${MIN_FFMPEG_MAJOR} or later: apt-get install ffmpeg, or brew install ffmpeg`;
  try {
    const { stdout } = await promisify(execFile)(tool, ['-version'], { signal, timeout: 20_000 });
    const version = /version (\S+)/.exec(stdout)?.[1] ?? 'unknown';
    const major = /^n?(\d+)\./.exec(version)?.[1];
    return major !== undefined && Number(major) < MIN_FFMPEG_MAJOR ? failed(tool, version, fix) : ok(tool, version);
  } catch (error) {
    if (signal.aborted) throw error;
    return failed(tool, 'not found on the PATH, or it does not run', fix);
  }
}

async function modelFindings(): Promise<readonly Finding[]> {
  const store = await ModelStore.open();
  const findings: Finding[] = [];
  for (const name of store.names) {
    if (store.model(name).kind !== 'embedded') continue;
    const wrong = (await store.check(name, { remembered: true })).filter(({ state }) => state !== 'ok');
    const [first] = wrong;
    findings.push(first === undefined ? ok(`model ${name}`, 'verified') : failed(`model ${name}`, `${first.path}: ${first.state}`, 'install the package again, or get the file anew; "thalweg models verify" says more'));
  }
  return findings;
}

async function workFindings(config: PipelineConfig): Promise<readonly Finding[]> {
  const root = config.work.folder ?? defaultWorkRoot();
  const work = await openWorkFolder({ root, limitBytes: config.work.limitBytes });
  try {
    await (await work.open(1)).remove();
    const { bavail, bsize } = await statfs(root);
    const freeBytes = bavail * bsize;
    const found = `${root}, ${(freeBytes / GIB).toFixed(1)} GiB free`;
    return [freeBytes >= MIN_FREE_BYTES ? ok('work folder', found) : failed('work folder', found, `free at least ${MIN_FREE_BYTES / GIB} GiB there, or set THALWEG_WORK_DIR`)];
  } finally {
    await work.close();
  }
}

async function kafkaFindings(config: PipelineConfig): Promise<readonly Finding[]> {
  const { brokers } = config.log;
  if (brokers === null) return [notConfigured('kafka', 'KAFKA_BROKERS is not set: the embedded log and a watched folder are used')];
  return looked('kafka', 'check KAFKA_BROKERS, KAFKA_SASL_* and KAFKA_TLS_CA_FILE, and that the broker runs', async () => {
    const topics = await checkTopics([config]);
    return [ok('kafka', brokers), ...topics.map((finding) => ({ ...finding, subject: `topic ${finding.subject}` }))];
  });
}

async function registryFindings(config: PipelineConfig, signal: AbortSignal): Promise<readonly Finding[]> {
  const { url, timeoutMs } = config.registry;
  if (url === null) return [notConfigured('schema registry', 'SCHEMA_REGISTRY_URL is not set: records are written as Avro single objects')];
  return looked('schema registry', 'check SCHEMA_REGISTRY_URL and that the registry runs', async () => {
    const schemas = await checkRegistered({ url, timeoutMs }, signal);
    return [ok('schema registry', shownAddress(url)), ...schemas.map((finding) => ({ ...finding, subject: `schema ${finding.subject}` }))];
  });
}

/** Asks for an object that cannot be there: an endpoint that says so is reached, and the credentials hold. */
async function s3Findings(environment: Environment, signal: AbortSignal): Promise<readonly Finding[]> {
  const { createS3Store } = await import('../../storage/s3/s3-store.js');
  const store = createS3Store({ maxAttempts: 2, stallMs: 5_000 }, environment);
  const setUp = await store.setUp();
  if (setUp === null) {
    store.close();
    return [notConfigured('s3', 'the AWS SDK finds no region (AWS_REGION, a profile) or no credentials (AWS_ACCESS_KEY_ID, a profile, a role): s3:// addresses will not work')];
  }
  return looked('s3', 'check AWS_ENDPOINT_URL_S3, AWS_REGION, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that the endpoint runs', async () => {
    try {
      await store.stat({ uri: `s3://thalweg-doctor-${randomUUID()}/nothing`, versionId: null, etag: null }, signal);
    } catch (error) {
      if (!isThalwegError(error) || (error.code !== 'SOURCE_NOT_FOUND' && error.code !== 'SOURCE_FORBIDDEN')) throw error;
    } finally {
      store.close();
    }
    return [ok('s3', `${setUp.endpoint === null ? `AWS ${setUp.region}` : shownAddress(setUp.endpoint)}, credentials accepted`)];
  });
}
