import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ThalwegError } from '../../../domain/errors.js';
import { gitBlobIdOfFile, sha256OfFile } from '../file-digest.js';
import { lockFile, readLock, type LockedModel } from '../lock-file.js';
import type { HubFile, HubModel } from '../manifest.js';
import type { ModelFolders } from '../model-folders.js';
import { fileUrl, hubFileFacts, type HubFileFacts } from './hub-file.js';
import type { HubAccess } from './hub-request.js';
import { downloadResumably } from './resumable-download.js';
import { holdPullLock } from './pull-lock.js';

export interface PullOptions {
  readonly folders: ModelFolders;
  /** Replaces the hub of the manifest (a mirror, or a stand-in on this machine); null: as the manifest says. */
  readonly hub: string | null;
  readonly access: HubAccess;
  readonly signal: AbortSignal;
  readonly maxTries?: number;
  readonly firstPauseMs?: number;
  readonly onProgress?: (progress: PullProgress) => void;
}

export interface PullProgress {
  readonly model: string;
  readonly file: string;
  readonly fileNumber: number;
  readonly fileCount: number;
  readonly bytes: number;
  /** Null where the hub does not tell. */
  readonly totalBytes: number | null;
  readonly state: 'kept' | 'downloading' | 'verified';
}

type Pinned = LockedModel['files'][string];

/**
 * Fetches what is missing of a model. Each file is verified against the sha256 of the lock file, else of the manifest,
 * else against what the hub states of it (its sha256, or git's id of a small file); a file that none of the three
 * vouches for is refused. What was verified is pinned in the lock file, with the commit, and enforced from then on.
 * @throws ThalwegError MODEL_CORRUPT when the bytes, the hub, the manifest and the lock do not agree; else as `downloadResumably`.
 */
export async function pullModel(name: string, model: HubModel, options: PullOptions): Promise<void> {
  const release = await holdPullLock(options.folders.pulled);
  try {
    for (const [index, file] of model.files.entries()) {
      options.signal.throwIfAborted();
      const report = (state: PullProgress['state'], bytes: number, totalBytes: number | null): void =>
        options.onProgress?.({ model: name, file: file.path, fileNumber: index + 1, fileCount: model.files.length, bytes, totalBytes, state });
      await pullFile(name, model, file, options, report);
    }
  } finally {
    await release();
  }
}

async function pullFile(name: string, model: HubModel, file: HubFile, options: PullOptions, report: (state: PullProgress['state'], bytes: number, totalBytes: number | null) => void): Promise<void> {
  const target = join(options.folders.pulled, name, file.path);
  const locked = (await readLock(options.folders.lockFile)).models[name];
  const pinned = locked?.files[file.path] ?? null;
  if (pinned !== null && (await isFile(target, pinned))) {
    report('kept', pinned.bytes, pinned.bytes);
    return;
  }
  const { hub: manifestHub, repository, revision } = model.source;
  const hub = options.hub ?? manifestHub;
  const url = fileUrl(hub, repository, locked?.commit ?? revision, file.hubPath ?? file.path);
  const facts = await hubFileFacts(url, options.access, options.signal);
  const expected = agreedSha256(name, file, pinned, facts);
  const part = `${target}.part`;
  await downloadResumably(url, part, {
    access: options.access,
    expectedBytes: pinned?.bytes ?? facts.bytes,
    maxTries: options.maxTries ?? 6,
    firstPauseMs: options.firstPauseMs ?? 500,
    signal: options.signal,
    onProgress: (bytes) => report('downloading', bytes, pinned?.bytes ?? facts.bytes),
  });
  const found = await verified(name, file, part, expected, facts, options.signal);
  await mkdir(dirname(target), { recursive: true });
  await rename(part, target);
  await lockFile(options.folders.lockFile, name, { hub: manifestHub, repository, commit: locked?.commit ?? facts.commit ?? revision }, file.path, found);
  report('verified', found.bytes, found.bytes);
}

/** The one sha256 that lock, manifest and hub agree on; null when only git's id vouches for the file. */
function agreedSha256(name: string, file: HubFile, pinned: Pinned | null, facts: HubFileFacts): string | null {
  const claims = [
    ['the lock file', pinned?.sha256 ?? null],
    ['the manifest', file.sha256 ?? null],
    ['the hub', facts.sha256],
  ] as const;
  let agreed: { readonly by: string; readonly sha256: string } | null = null;
  for (const [by, sha256] of claims) {
    if (sha256 === null) continue;
    if (agreed !== null && agreed.sha256 !== sha256) {
      throw new ThalwegError('MODEL_CORRUPT', `model ${name}: ${file.path}: ${agreed.by} says sha256 ${agreed.sha256}, ${by} says ${sha256}; nothing was downloaded`);
    }
    agreed ??= { by, sha256 };
  }
  if (agreed === null && facts.gitBlobId === null) throw new ThalwegError('MODEL_CORRUPT', `model ${name}: ${file.path}: neither lock, manifest nor hub states a hash; nothing was downloaded`);
  return agreed?.sha256 ?? null;
}

async function verified(name: string, file: HubFile, part: string, expected: string | null, facts: HubFileFacts, signal: AbortSignal): Promise<Pinned> {
  const { size: bytes } = await stat(part);
  const sha256 = await sha256OfFile(part, signal);
  if (expected !== null && sha256 !== expected) {
    await rm(part, { force: true });
    throw new ThalwegError('MODEL_CORRUPT', `model ${name}: ${file.path} arrived with sha256 ${sha256}; wanted ${expected}; it was thrown away`);
  }
  if (facts.gitBlobId !== null) {
    const id = await gitBlobIdOfFile(part, bytes, signal);
    if (id !== facts.gitBlobId) {
      await rm(part, { force: true });
      throw new ThalwegError('MODEL_CORRUPT', `model ${name}: ${file.path} arrived with git id ${id}; wanted ${facts.gitBlobId}; it was thrown away`);
    }
  }
  return { bytes, sha256 };
}

async function isFile(path: string, pinned: Pinned): Promise<boolean> {
  try {
    return (await stat(path)).size === pinned.bytes && (await sha256OfFile(path)) === pinned.sha256;
  } catch {
    return false;
  }
}
