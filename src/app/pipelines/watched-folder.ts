import { stat } from 'node:fs/promises';
import { mkdir } from 'node:fs/promises';
import { extname, relative, resolve } from 'node:path';
import { watch } from 'chokidar';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { RecordCodec } from '../../stages/publish/record-codecs.js';
import type { Log } from '../../stream/log.js';
import type { Logger } from '../../telemetry/logger.js';

export interface WatchedFolder {
  readonly path: string;
  close(): Promise<void>;
}

const VIDEO_EXTENSIONS = new Set(['.mp4', '.mov', '.m4v', '.webm', '.mkv', '.3gp', '.ts']);
/** A file counts as whole when its size has not changed for this long. */
const STABLE_MS = 1_000;
const POLL_MS = 200;

/**
 * Produces an upload for every video that lies or appears in a folder, each version of a file once, also over a restart:
 * what the log already holds is not produced again.
 */
export async function watchFolder(folder: string, log: Log, topic: string, codec: RecordCodec<ProductVideoUploaded>, logger: Logger, signal: AbortSignal): Promise<WatchedFolder> {
  const path = resolve(folder);
  await mkdir(path, { recursive: true });
  const known = new Set<string>();
  for await (const record of log.read(topic, signal)) {
    const uploaded = await codec.decode(record.value, signal).catch(() => null);
    if (uploaded?.media.etag != null) known.add(versionOf(uploaded.media.uri, uploaded.media.etag));
  }
  const watcher = watch(path, { awaitWriteFinish: { stabilityThreshold: STABLE_MS, pollInterval: POLL_MS }, ignored: (name, stats) => stats?.isFile() === true && !VIDEO_EXTENSIONS.has(extname(name).toLowerCase()) });
  const found = async (file: string): Promise<void> => {
    const { size, mtime, mtimeMs } = await stat(file);
    const etag = `${size}-${Math.round(mtimeMs)}`;
    if (known.has(versionOf(file, etag))) return;
    known.add(versionOf(file, etag));
    const uploaded: ProductVideoUploaded = {
      videoId: null,
      productId: null,
      media: { uri: file, etag, versionId: null, sizeBytes: size, sha256: null, contentType: null },
      listing: null,
      market: null,
      lane: 'realtime',
      thinking: 'auto',
      uploadedAt: mtime.toISOString(),
    };
    await log.produce([{ topic, key: new TextEncoder().encode(relative(path, file)), value: await codec.encode(uploaded, signal), headers: [] }], signal);
    logger.info({ file: relative(path, file), bytes: size }, 'upload found');
  };
  const take = (file: string): void => void found(file).catch((error: unknown) => logger.warn({ file, error: String(error) }, 'a file of the watched folder was not taken'));
  watcher.on('add', take).on('change', take);
  return { path, close: () => watcher.close() };
}

function versionOf(uri: string, etag: string): string {
  return `${uri}\n${etag}`;
}
