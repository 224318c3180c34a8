import { createHash, type Hash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { ThalwegError } from '../../domain/errors.js';
import { throwIfStopped } from '../file-error.js';
import type { ObjectDigest } from '../object-store.js';

export interface FileDigests {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  /** Hex, of the other algorithm that was asked for. */
  readonly other: string | null;
}

const PIECE_BYTES = 1024 * 1024;

/** sha256 of an open file and, in the same pass, one digest more. Ends with SOURCE_TOO_LARGE past `maxBytes`, so that a growing file ends too. */
export async function digestsOf(file: FileHandle, shown: string, other: ObjectDigest['algorithm'] | null, maxBytes: number, signal: AbortSignal): Promise<FileDigests> {
  const sha256 = createHash('sha256');
  const second: Hash | null = other === 'md5' || other === 'sha1' ? createHash(other) : null;
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let crc = 0;
  let bytes = 0;
  for (;;) {
    throwIfStopped(signal);
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, bytes);
    if (bytesRead === 0) break;
    const read = piece.subarray(0, bytesRead);
    sha256.update(read);
    second?.update(read);
    if (other === 'crc32') crc = crc32(read, crc);
    bytes += bytesRead;
    if (bytes > maxBytes) throw tooLarge(shown, bytes, maxBytes);
  }
  const hex = sha256.digest('hex');
  return { bytes, sha256: hex, other: other === 'crc32' ? crc.toString(16).padStart(8, '0') : other === 'sha256' ? hex : (second?.digest('hex') ?? null) };
}

export function tooLarge(shown: string, bytes: number, maxBytes: number): ThalwegError {
  return new ThalwegError('SOURCE_TOO_LARGE', `${shown}: found ${bytes} bytes, expected at most ${maxBytes}`, { stage: 'fetch' });
}
