import { mkdir, stat } from 'node:fs/promises';
import { extname, relative, resolve } from 'node:path';
import { watch, type ChokidarOptions, type FSWatcher } from 'chokidar';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import { systemErrorCode } from '../../domain/system-error.js';
import type { RecordCodec } from '../../stages/publish/record-codecs.js';
import { systemClock, type Clock } from '../../stream/clock.js';
import type { Log } from '../../stream/log.js';
import { persist } from '../../stream/persist.js';
import type { Logger } from '../../telemetry/logger.js';

export interface WatchedFolder {
  readonly path: string;
  close(): Promise<void>;
}

type FolderWatcher = Pick<FSWatcher, 'on' | 'close'>;

interface WatchParts {
  readonly log: Pick<Log, 'read' | 'produce'>;
  readonly topic: string;
  readonly codec: RecordCodec<ProductVideoUploaded>;
  readonly logger: Pick<Logger, 'info' | 'warn'>;
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  readonly openWatcher?: (path: string, options: ChokidarOptions) => FolderWatcher;
}

const VIDEO_EXTENSIONS = new Set(['.mp4', '.mov', '.m4v', '.webm', '.mkv', '.3gp', '.ts']);
/** A file counts as whole when its size has not changed for this long. */
const STABLE_MS = 1_000;
const POLL_MS = 200;
/** The system has no watch left to give: the folder is looked through in turn then. */
const OUT_OF_WATCHES = new Set(['ENOSPC', 'EMFILE', 'ENFILE']);
const LOOK_THROUGH_MS = 2_000;

/**
 * Produces an upload for every video that lies or appears in a folder, each version of a file once, also over a restart:
 * what the log already holds is not produced again. A log that cannot be written for now (a full disk) is waited for; a
 * folder inside that cannot be watched is told of and the rest goes on.
 */
export async function watchFolder(folder: string, parts: WatchParts): Promise<WatchedFolder> {
  const { log, topic, codec, logger, signal, clock = systemClock, openWatcher = watch } = parts;
  const path = resolve(folder);
  await mkdir(path, { recursive: true });
  const known = new Set<string>();
  for await (const record of log.read(topic, signal)) {
    const uploaded = await codec.decode(record.value, signal).catch(() => null);
    if (uploaded?.media.etag != null) known.add(versionOf(uploaded.media.uri, uploaded.media.etag));
  }
  const found = async (file: string): Promise<void> => {
    const { size, mtime, mtimeMs } = await stat(file);
    const etag = `${size}-${Math.round(mtimeMs)}`;
    const version = versionOf(file, etag);
    if (known.has(version)) return;
    // Known while it is being produced, and only as long as nothing says that it was not.
    known.add(version);
    try {
      const value = await codec.encode(uploadOf(file, etag, size, mtime), signal);
      const trouble = (error: Error): void => logger.warn({ file, error: error.message }, 'an upload cannot be written down yet');
      await persist(() => log.produce([{ topic, key: new TextEncoder().encode(relative(path, file)), value, headers: [] }], signal), { signal, clock, trouble });
    } catch (error) {
      known.delete(version);
      throw error;
    }
    logger.info({ file: relative(path, file), bytes: size }, 'upload found');
  };
  const take = (file: string): void => void found(file).catch((error: unknown) => logger.warn({ file, error: String(error) }, 'a file of the watched folder was not taken'));
  const options: ChokidarOptions = { awaitWriteFinish: { stabilityThreshold: STABLE_MS, pollInterval: POLL_MS }, ignored: (name, stats) => stats?.isFile() === true && !VIDEO_EXTENSIONS.has(extname(name).toLowerCase()) };
  const open = (more: ChokidarOptions): FolderWatcher => {
    const watcher = openWatcher(path, { ...options, ...more });
    watcher.on('add', take);
    watcher.on('change', take);
    watcher.on('error', (error: unknown) => failed(watcher, error));
    return watcher;
  };
  const failed = (watcher: FolderWatcher, error: unknown): void => {
    logger.warn({ folder: path, error: String(error) }, 'a part of the watched folder cannot be watched');
    if (watcher !== current || polls || !OUT_OF_WATCHES.has(systemErrorCode(error) ?? '')) return;
    polls = true;
    void watcher.close();
    current = open({ usePolling: true, interval: LOOK_THROUGH_MS });
  };
  let polls = false;
  let current = open({});
  return { path, close: () => current.close() };
}

function uploadOf(uri: string, etag: string, sizeBytes: number, changed: Date): ProductVideoUploaded {
  return {
    videoId: null,
    productId: null,
    media: { uri, etag, versionId: null, sizeBytes, sha256: null, contentType: null },
    listing: null,
    market: null,
    lane: 'realtime',
    thinking: 'auto',
    uploadedAt: changed.toISOString(),
  };
}

function versionOf(uri: string, etag: string): string {
  return `${uri}\n${etag}`;
}
