import { createHash } from 'node:crypto';
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

/** sha256 of an open file and, in the same pass, the digest that another one is to be compared with. Ends with SOURCE_TOO_LARGE past `maxBytes`, so that a growing file ends too. */
export async function digestsOf(file: FileHandle, shown: string, other: ObjectDigest | null, maxBytes: number, signal: AbortSignal): Promise<FileDigests> {
  const sha256 = createHash('sha256');
  const second = other === null || other.algorithm === 'sha256' ? null : runningDigest(other);
  const piece = Buffer.allocUnsafe(PIECE_BYTES);
  let bytes = 0;
  for (;;) {
    throwIfStopped(signal);
    const { bytesRead } = await file.read(piece, 0, PIECE_BYTES, bytes);
    if (bytesRead === 0) break;
    const read = piece.subarray(0, bytesRead);
    sha256.update(read);
    second?.update(read);
    bytes += bytesRead;
    if (bytes > maxBytes) throw tooLarge(shown, bytes, maxBytes);
  }
  const hex = sha256.digest('hex');
  return { bytes, sha256: hex, other: other?.algorithm === 'sha256' ? hex : (second?.hex() ?? null) };
}

interface RunningDigest {
  update(bytes: Uint8Array): void;
  /** Ends it. */
  hex(): string;
}

function runningDigest(wanted: ObjectDigest): RunningDigest {
  switch (wanted.algorithm) {
    case 'md5':
    case 'sha1':
    case 'sha256': {
      const hash = createHash(wanted.algorithm);
      return { update: (bytes) => void hash.update(bytes), hex: () => hash.digest('hex') };
    }
    case 'crc32': {
      let crc = 0;
      return { update: (bytes) => void (crc = crc32(bytes, crc)), hex: () => crc.toString(16).padStart(8, '0') };
    }
    case 'md5-of-parts':
      return md5OfParts(wanted.partBytes);
  }
}

/** The ETag of a multipart upload without its count (Amazon S3 User Guide, "Checking object integrity"). */
function md5OfParts(partBytes: number): RunningDigest {
  const whole = createHash('md5');
  let part = createHash('md5');
  let inPart = 0;
  return {
    update: (bytes) => {
      for (let at = 0; at < bytes.byteLength; ) {
        const taken = bytes.subarray(at, at + partBytes - inPart);
        part.update(taken);
        at += taken.byteLength;
        inPart += taken.byteLength;
        if (inPart < partBytes) continue;
        whole.update(part.digest());
        part = createHash('md5');
        inPart = 0;
      }
    },
    hex: () => (inPart === 0 ? whole : whole.update(part.digest())).digest('hex'),
  };
}

export function tooLarge(shown: string, bytes: number, maxBytes: number): ThalwegError {
  return new ThalwegError('SOURCE_TOO_LARGE', `${shown}: found ${bytes} bytes, expected at most ${maxBytes}`, { stage: 'fetch' });
}
