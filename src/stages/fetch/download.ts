import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { asThalwegError, isThalwegError, ThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import { fileError } from '../file-error.js';
import type { ByteRange, ObjectFacts, ObjectRef, ObjectStore } from '../object-store.js';
import type { WorkRoom } from '../work-folder.js';

export interface DownloadLimits {
  readonly maxBytes: number;
  /** Larger objects are read in parts of this size, several at once, where the store can. */
  readonly partBytes: number;
  readonly parallelParts: number;
  /** How often in a row one part may break off without a new byte before the download fails. */
  readonly maxResumes: number;
  /** Waits before a broken part goes on; the wait doubles each time. */
  readonly resumeAfterMs: number;
}

/**
 * Writes one object into a file of the room. A part that breaks off goes on where it stopped, on the same version of the
 * object. @throws SOURCE_TOO_LARGE, WORK_FOLDER_FULL and what the store throws
 */
export async function download(store: ObjectStore, facts: ObjectFacts, ref: ObjectRef, room: WorkRoom, path: string, limits: DownloadLimits, signal: AbortSignal): Promise<void> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => Promise.reject(fileError(error, path)));
  const stopping = new AbortController();
  const either = AbortSignal.any([signal, stopping.signal]);
  try {
    const size = facts.sizeBytes;
    if (size === null || !facts.ranges || size <= limits.partBytes) {
      await inOne({ store, ref, room, file, path, size, limits, ranges: facts.ranges, signal: either });
      return;
    }
    const parts = partsOf(size, limits.partBytes);
    const worker = async (): Promise<void> => {
      for (let part = parts.next(); part.done !== true; part = parts.next()) await onePart({ store, ref, file, path, range: part.value, limits, signal: either });
    };
    // All workers must have let go of the file before it is closed, so the first failure stops the others and waits for them.
    const ends = await Promise.allSettled(Array.from({ length: limits.parallelParts }, () => worker().catch((error: unknown) => {
      stopping.abort(error);
      throw error;
    })));
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed !== undefined) throw signal.aborted ? asThalwegError(signal.reason, 'fetch') : (stopping.signal.reason as unknown);
  } finally {
    await file.close();
  }
}

interface Whole {
  readonly store: ObjectStore;
  readonly ref: ObjectRef;
  readonly room: WorkRoom;
  readonly file: FileHandle;
  readonly path: string;
  readonly size: number | null;
  readonly limits: DownloadLimits;
  readonly ranges: boolean;
  readonly signal: AbortSignal;
}

async function inOne(whole: Whole): Promise<void> {
  const { store, ref, room, file, path, size, limits, ranges, signal } = whole;
  if (size !== null && ranges) {
    if (size > 0) await onePart({ store, ref, file, path, range: { startByte: 0, endByte: size }, limits, signal });
    return;
  }
  let written = 0;
  for await (const piece of store.read(ref, null, signal)) {
    const total = written + piece.byteLength;
    if (total > limits.maxBytes) throw new ThalwegError('SOURCE_TOO_LARGE', `${shownAddress(ref.uri)}: found more than ${limits.maxBytes} bytes, expected at most ${limits.maxBytes}`, { stage: 'fetch' });
    await room.reserve(total);
    await writeAt(file, path, piece, written);
    written = total;
  }
  if (size !== null && written !== size) throw brokenOff(ref.uri, written, size);
}

interface Part {
  readonly store: ObjectStore;
  readonly ref: ObjectRef;
  readonly file: FileHandle;
  readonly path: string;
  readonly range: ByteRange;
  readonly limits: DownloadLimits;
  readonly signal: AbortSignal;
}

async function onePart({ store, ref, file, path, range, limits, signal }: Part): Promise<void> {
  let position = range.startByte;
  let brokeInARow = 0;
  while (position < range.endByte) {
    const before = position;
    try {
      for await (const piece of store.read(ref, { startByte: position, endByte: range.endByte }, signal)) {
        const wanted = piece.subarray(0, range.endByte - position);
        await writeAt(file, path, wanted, position);
        position += wanted.byteLength;
      }
      if (position < range.endByte) throw brokenOff(ref.uri, position - range.startByte, range.endByte - range.startByte);
    } catch (error) {
      brokeInARow = position > before ? 1 : brokeInARow + 1;
      if (!isThalwegError(error) || error.kind !== 'retryable' || error.code === 'WORK_FOLDER_FULL' || brokeInARow > limits.maxResumes) throw error;
      await delay(limits.resumeAfterMs * 2 ** (brokeInARow - 1), undefined, { signal });
    }
  }
}

async function writeAt(file: FileHandle, path: string, piece: Uint8Array, position: number): Promise<void> {
  try {
    for (let done = 0; done < piece.byteLength; ) {
      const { bytesWritten } = await file.write(piece, done, piece.byteLength - done, position + done);
      done += bytesWritten;
    }
  } catch (error) {
    throw fileError(error, path);
  }
}

function* partsOf(sizeBytes: number, partBytes: number): Generator<ByteRange, undefined> {
  for (let startByte = 0; startByte < sizeBytes; startByte += partBytes) yield { startByte, endByte: Math.min(sizeBytes, startByte + partBytes) };
  return undefined;
}

function brokenOff(uri: string, found: number, expected: number): ThalwegError {
  return new ThalwegError('SOURCE_UNAVAILABLE', `${shownAddress(uri)} broke off: found ${found} bytes, expected ${expected}`, { stage: 'fetch' });
}
