import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { asThalwegError, isThalwegError, ThalwegError } from '../../domain/errors.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import { shownAddress } from '../../domain/shown-address.js';
import type { FetchedVideo } from '../../domain/video.js';
import { fileError, throwIfStopped } from '../file-error.js';
import { localPath, openRegularFile, pathInside } from '../local-file.js';
import type { ObjectFacts, ObjectRef, ObjectStore } from '../object-store.js';
import type { WorkFolder } from '../work-folder.js';
import { digestsOf, type FileDigests, tooLarge } from './digests.js';
import { download, type DownloadLimits } from './download.js';
import type { Fetcher } from './fetcher.js';
import { versionAsked } from './version-asked.js';

export interface FetchParts {
  /** By scheme; a scheme without a store is refused. */
  readonly stores: { readonly s3?: ObjectStore; readonly https?: ObjectStore };
  readonly work: WorkFolder;
  /** Where local files may lie: `any` for the person at the keyboard; folders for records, which may name anything. */
  readonly localRoots: 'any' | readonly string[];
  readonly limits: Partial<FetchLimits>;
}

export interface FetchLimits extends DownloadLimits {
  /** For one whole video. */
  readonly timeoutMs: number;
}

const DEFAULT_LIMITS: FetchLimits = {
  maxBytes: 4 * 1024 ** 3,
  partBytes: 8 * 1024 ** 2,
  parallelParts: 4,
  maxResumes: 3,
  resumeAfterMs: 200,
  timeoutMs: 600_000,
};

/**
 * Brings one upload to a local file and proves that it is the one that was uploaded: size, sha256 and ETag of the
 * request, and the store's own checksum. A local file is used where it lies.
 *
 * - `videoId`: the request's; else `sha256:` and the first 32 hex digits of the bytes' sha256, so that the same bytes are
 *   the same video whatever they are called.
 * - `mediaVersion`: the object's version id; else the sha256 of its bytes.
 */
export function createFetchStage(parts: FetchParts): Fetcher {
  const limits = { ...DEFAULT_LIMITS, ...parts.limits };
  return {
    fetch: async (uploaded, signal) => {
      throwIfStopped(signal);
      const limit = AbortSignal.timeout(limits.timeoutMs);
      const either = AbortSignal.any([signal, limit]);
      try {
        const remote = remoteStore(parts, uploaded.media.uri);
        return await (remote === null ? fetchLocal(uploaded, parts.localRoots, limits, either) : fetchRemote(uploaded, remote, parts.work, limits, either));
      } catch (error) {
        if (limit.aborted && !signal.aborted && (!isThalwegError(error) || error.code === 'STAGE_TIMEOUT' || error.kind === 'cancelled')) {
          throw new ThalwegError('SOURCE_TIMEOUT', `${shown(uploaded)} was not fetched within ${limits.timeoutMs} ms`, { stage: 'fetch', cause: error });
        }
        throw asThalwegError(error, 'fetch');
      }
    },
  };
}

/** The store of a remote scheme; null for a local file. */
function remoteStore(parts: FetchParts, uri: string): ObjectStore | null {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(uri)?.[1]?.toLowerCase();
  if (scheme === undefined || scheme === 'file') return null;
  const store = scheme === 's3' ? parts.stores.s3 : scheme === 'https' || scheme === 'http' ? parts.stores.https : undefined;
  if (store !== undefined) return store;
  throw new ThalwegError('SOURCE_SCHEME_UNSUPPORTED', `${shownAddress(uri)}: found the scheme ${scheme}, expected ${['file', ...Object.keys(parts.stores)].join(', ')}`, { stage: 'fetch' });
}

async function fetchLocal(uploaded: ProductVideoUploaded, roots: 'any' | readonly string[], limits: FetchLimits, signal: AbortSignal): Promise<FetchedVideo> {
  const named = localPath(uploaded.media.uri);
  try {
    const path = roots === 'any' ? named : await pathInside(roots, named);
    const file = await openRegularFile(path, named);
    try {
      const { size } = await file.stat();
      checkSize(uploaded, size, limits.maxBytes);
      const digests = await digestsOf(file, named, null, limits.maxBytes, signal);
      return fetchedVideo(uploaded, path, digests, null, () => Promise.resolve());
    } finally {
      await file.close();
    }
  } catch (error) {
    throw isThalwegError(error) ? error : fileError(error, named);
  }
}

async function fetchRemote(uploaded: ProductVideoUploaded, store: ObjectStore, work: WorkFolder, limits: FetchLimits, signal: AbortSignal): Promise<FetchedVideo> {
  const { uri } = uploaded.media;
  const { versionId, etag } = versionAsked(uploaded.media);
  const facts = await store.stat({ uri, versionId, etag }, signal);
  if (facts.sizeBytes !== null) checkSize(uploaded, facts.sizeBytes, limits.maxBytes);
  const room = await work.open(facts.sizeBytes ?? 0);
  try {
    const path = join(room.path, 'media');
    // Every part is asked for as the version that was looked at, so an upload in between cannot mix two.
    const pinned: ObjectRef = { uri, versionId: versionId ?? facts.versionId, etag: etag ?? facts.etag, sizeBytes: facts.sizeBytes };
    await download(store, facts, pinned, room, path, limits, signal);
    const digests = await verified(path, uploaded, facts, limits, signal);
    return fetchedVideo(uploaded, path, digests, pinned.versionId, () => room.remove());
  } catch (error) {
    await room.remove();
    throw error;
  }
}

async function verified(path: string, uploaded: ProductVideoUploaded, facts: ObjectFacts, limits: FetchLimits, signal: AbortSignal): Promise<FileDigests> {
  const file = await open(path, 'r').catch((error: unknown) => Promise.reject(fileError(error, path)));
  try {
    const digests = await digestsOf(file, shown(uploaded), facts.digest, limits.maxBytes, signal);
    checkSize(uploaded, digests.bytes, limits.maxBytes);
    if (facts.digest !== null && digests.other !== facts.digest.hex) {
      throw new ThalwegError('SOURCE_CHECKSUM_MISMATCH', `${shown(uploaded)}: found ${facts.digest.algorithm} ${digests.other ?? 'none'}, the store says ${facts.digest.hex}`, { stage: 'fetch' });
    }
    return digests;
  } finally {
    await file.close();
  }
}

function checkSize(uploaded: ProductVideoUploaded, bytes: number, maxBytes: number): void {
  if (bytes > maxBytes) throw tooLarge(shown(uploaded), bytes, maxBytes);
  const expected = uploaded.media.sizeBytes;
  if (expected !== null && expected !== bytes) throw new ThalwegError('SOURCE_CHANGED', `${shown(uploaded)}: found ${bytes} bytes, the upload said ${expected}`, { stage: 'fetch' });
}

function fetchedVideo(uploaded: ProductVideoUploaded, path: string, digests: FileDigests, versionId: string | null, dispose: () => Promise<void>): FetchedVideo {
  const { sha256, bytes } = digests;
  const expected = uploaded.media.sha256?.toLowerCase() ?? null;
  if (expected !== null && expected !== sha256) throw new ThalwegError('SOURCE_CHECKSUM_MISMATCH', `${shown(uploaded)}: found sha256 ${sha256}, the upload said ${expected}`, { stage: 'fetch' });
  return { uploaded, videoId: uploaded.videoId ?? `sha256:${sha256.slice(0, 32)}`, mediaVersion: versionId ?? sha256, path, bytes, sha256, dispose };
}

const shown = (uploaded: ProductVideoUploaded): string => shownAddress(uploaded.media.uri);
