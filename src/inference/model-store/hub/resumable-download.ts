import { createWriteStream } from 'node:fs';
import { mkdir, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { ThalwegError, asThalwegError, isThalwegError } from '../../../domain/errors.js';
import { hubRequest, networkError, type HubAccess } from './hub-request.js';

export interface DownloadOptions {
  readonly access: HubAccess;
  /** From the hub, where it tells. */
  readonly expectedBytes: number | null;
  readonly maxTries: number;
  /** First pause between tries; it doubles, with jitter, up to 30 s. */
  readonly firstPauseMs: number;
  readonly signal: AbortSignal;
  /** Bytes that are on disk so far, those of an earlier run included. */
  readonly onProgress?: (bytes: number) => void;
}

/**
 * Brings `url` into `partPath`, going on where an earlier try or run stopped. Tries again on network failures, 5xx and
 * throttling. The part file stays when it gives up, so that the next call resumes.
 * @throws ThalwegError as `hubRequest`; WORK_FOLDER_FULL when the disk cannot hold the file.
 */
export async function downloadResumably(url: URL, partPath: string, options: DownloadOptions): Promise<void> {
  await mkdir(dirname(partPath), { recursive: true });
  const policy = retry(
    handleWhen((error) => isThalwegError(error) && error.kind === 'retryable' && error.code !== 'WORK_FOLDER_FULL'),
    { maxAttempts: options.maxTries - 1, backoff: new ExponentialBackoff({ initialDelay: options.firstPauseMs, maxDelay: 30_000 }) },
  );
  await policy.execute(() => tryOnce(url, partPath, options), options.signal);
}

async function tryOnce(url: URL, partPath: string, options: DownloadOptions): Promise<void> {
  options.signal.throwIfAborted();
  let have = await sizeOf(partPath);
  if (options.expectedBytes !== null && have > options.expectedBytes) {
    await rm(partPath, { force: true });
    have = 0;
  }
  options.onProgress?.(have);
  if (options.expectedBytes !== null && have === options.expectedBytes && have > 0) return;
  await requireSpace(partPath, (options.expectedBytes ?? have) - have);

  const headers = { 'accept-encoding': 'identity', ...(have > 0 ? { range: `bytes=${have}-` } : {}) };
  const response = await hubRequest('GET', url, headers, options.access, options.signal);
  if (response.status === 416) {
    await response.body.dump();
    await rm(partPath, { force: true });
    throw new ThalwegError('SOURCE_UNAVAILABLE', `${url.pathname} is shorter than the ${have} bytes that are here; beginning anew`);
  }
  const resumed = response.status === 206 && response.headers['content-range']?.startsWith(`bytes ${have}-`) === true;
  let bytes = resumed ? have : 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (options.expectedBytes !== null && bytes > options.expectedBytes) {
        done(new ThalwegError('MODEL_CORRUPT', `${url.pathname} is longer than the ${options.expectedBytes} bytes that the hub named`));
        return;
      }
      options.onProgress?.(bytes);
      done(null, chunk);
    },
  });
  try {
    await pipeline(Readable.from(response.body), counted, createWriteStream(partPath, { flags: resumed ? 'a' : 'w', flush: true }), { signal: options.signal });
  } catch (error) {
    throw writeError(error, url, partPath, options);
  }
  if (options.expectedBytes !== null && bytes < options.expectedBytes) {
    throw new ThalwegError('SOURCE_UNAVAILABLE', `${url.pathname} ended after ${bytes} of ${options.expectedBytes} bytes`);
  }
}

function writeError(error: unknown, url: URL, partPath: string, options: DownloadOptions): ThalwegError {
  if (isThalwegError(error)) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new ThalwegError('WORK_FOLDER_FULL', `the disk of ${dirname(partPath)} became full; wanted ${options.expectedBytes ?? 'more'} bytes for ${url.pathname}; free some and run the same command: it goes on where it stopped`, { cause: error });
  }
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM') return new ThalwegError('CONFIG_INVALID', `${partPath} cannot be written: ${code}`, { cause: error });
  return asThalwegError(networkError(error, url, options.signal));
}

async function requireSpace(partPath: string, wantedBytes: number): Promise<void> {
  const disk = await statfs(dirname(partPath));
  const freeBytes = disk.bavail * disk.bsize;
  if (freeBytes < wantedBytes) {
    throw new ThalwegError('WORK_FOLDER_FULL', `the disk of ${dirname(partPath)} has ${freeBytes} bytes free; wanted ${wantedBytes}; set THALWEG_PULLED_MODELS_DIR to a folder on a larger disk`);
  }
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}
