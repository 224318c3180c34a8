import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { randomUUID } from 'node:crypto';
import { isThalwegError, ThalwegError } from '../../domain/errors.js';
import type { ByteRange, ObjectBody, ObjectFacts, ObjectRef, ObjectStore } from '../../stages/object-store.js';
import { fileError, throwIfStopped } from '../../stages/file-error.js';
import { localPath, openRegularFile, pathInside } from '../../stages/local-file.js';

const PIECE_BYTES = 256 * 1024;
const WRITING = '.thalweg-writing-';

/** Objects as files under the given folders. Links that lead out of them, devices, pipes and sockets are refused. The ETag is made of size and modification time. */
export function createFilesStore(options: { readonly roots: readonly string[] }): ObjectStore {
  const { roots } = options;

  const opened = async <T>(ref: ObjectRef, use: (file: FileHandle, facts: ObjectFacts) => Promise<T>): Promise<T> => {
    const path = localPath(ref.uri);
    try {
      const file = await openRegularFile(await pathInside(roots, path), path);
      try {
        const facts = factsOf(ref.uri, await file.stat({ bigint: true }));
        if (ref.etag !== null && facts.etag !== ref.etag) throw new ThalwegError('SOURCE_CHANGED', `${path} was changed: found ETag ${facts.etag ?? 'none'}, expected ${ref.etag}`, { stage: 'fetch' });
        return await use(file, facts);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw isThalwegError(error) ? error : fileError(error, path);
    }
  };

  return {
    stat: async (ref, signal) => {
      throwIfStopped(signal);
      return opened(ref, (_file, facts) => Promise.resolve(facts));
    },

    read: (ref, range, signal) => readPieces(roots, ref, range, signal),

    write: async (uri, body, _options, signal) => {
      const path = localPath(uri);
      try {
        const target = await pathInside(roots, path);
        await mkdir(dirname(target), { recursive: true });
        const part = join(dirname(target), `${WRITING}${randomUUID()}`);
        try {
          await writeWhole(part, body, signal);
          await rename(part, target);
        } finally {
          await rm(part, { force: true });
        }
        return factsOf(uri, await stat(target, { bigint: true }));
      } catch (error) {
        throwIfStopped(signal);
        throw isThalwegError(error) ? error : fileError(error, path);
      }
    },

    list: (prefixUri, signal) => listFiles(roots, prefixUri, signal),
  };
}

async function* readPieces(roots: readonly string[], ref: ObjectRef, range: ByteRange | null, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const path = localPath(ref.uri);
  throwIfStopped(signal);
  let file: FileHandle | null = null;
  try {
    file = await openRegularFile(await pathInside(roots, path), path);
    const facts = factsOf(ref.uri, await file.stat({ bigint: true }));
    if (ref.etag !== null && facts.etag !== ref.etag) throw new ThalwegError('SOURCE_CHANGED', `${path} was changed: found ETag ${facts.etag ?? 'none'}, expected ${ref.etag}`, { stage: 'fetch' });
    let position = range?.startByte ?? 0;
    const end = range?.endByte ?? Number.MAX_SAFE_INTEGER;
    while (position < end) {
      throwIfStopped(signal);
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(PIECE_BYTES, end - position)), 0, undefined, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    throw isThalwegError(error) ? error : fileError(error, path);
  } finally {
    await file?.close();
  }
}

async function writeWhole(part: string, body: ObjectBody, signal: AbortSignal): Promise<void> {
  const file = await open(part, 'wx', 0o600);
  try {
    for await (const piece of body instanceof Uint8Array ? [body] : body) {
      throwIfStopped(signal);
      await file.write(piece);
    }
    throwIfStopped(signal);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function* listFiles(roots: readonly string[], prefixUri: string, signal: AbortSignal): AsyncGenerator<ObjectFacts> {
  const prefix = localPath(prefixUri);
  const whole = prefixUri.endsWith('/') ? `${prefix.replace(/\/+$/, '')}/` : prefix;
  const folder = whole.endsWith('/') ? whole.slice(0, -1) : dirname(whole);
  await pathInside(roots, folder === '' ? '/' : folder);
  yield* below(folder === '' ? '/' : folder, whole, signal);
}

/** Folders are ordered as if their names ended in a slash, which is the order of the whole paths. */
async function* below(folder: string, prefix: string, signal: AbortSignal): AsyncGenerator<ObjectFacts> {
  throwIfStopped(signal);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const known = fileError(error, folder);
    if (known.code === 'SOURCE_NOT_FOUND') return [];
    throw known;
  });
  const named = entries.map((entry) => ({ entry, sortKey: entry.isDirectory() ? `${entry.name}/` : entry.name }));
  named.sort((a, b) => Buffer.compare(Buffer.from(a.sortKey), Buffer.from(b.sortKey)));
  for (const { entry } of named) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (`${path}/`.startsWith(prefix) || prefix.startsWith(`${path}/`)) yield* below(path, prefix, signal);
    } else if (entry.isFile() && path.startsWith(prefix) && !entry.name.startsWith(WRITING)) {
      const facts = await lstat(path, { bigint: true }).catch(() => null);
      if (facts !== null) yield factsOf(pathToFileURL(path).href, facts);
    }
  }
}

function factsOf(uri: string, stats: { readonly size: bigint; readonly mtimeNs: bigint; readonly mtimeMs: bigint }): ObjectFacts {
  return {
    uri,
    sizeBytes: Number(stats.size),
    etag: `${stats.size.toString(16)}-${stats.mtimeNs.toString(16)}`,
    versionId: null,
    contentType: null,
    modifiedAt: new Date(Number(stats.mtimeMs)).toISOString(),
    digest: null,
    ranges: true,
  };
}
