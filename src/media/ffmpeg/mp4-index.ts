import { open, type FileHandle } from 'node:fs/promises';
import { ThalwegError } from '../../domain/errors.js';

/** What the top-level boxes of an MP4/MOV file tell without decoding (ISO/IEC 14496-12). */
export interface Mp4Index {
  /** A box reaches beyond the end of the file: it was cut off. */
  readonly truncated: boolean;
}

const MAX_BOXES = 100_000;
const MAX_INDEX_BYTES = 64 * 1024 * 1024;

/**
 * Walks the top-level boxes and looks through the index for encrypted sample entries.
 * @throws ThalwegError MEDIA_INDEX_MISSING when there is no `moov` or only a part of it, MEDIA_UNREADABLE when there is nothing else either, MEDIA_ENCRYPTED
 */
export async function readMp4Index(path: string, fileBytes: number): Promise<Mp4Index> {
  const file = await open(path, 'r');
  try {
    let truncated = false;
    let found = false;
    let media = false;
    let at = 0;
    for (let boxes = 0; at + 8 <= fileBytes && boxes < MAX_BOXES; boxes += 1) {
      const box = await boxAt(file, at, fileBytes);
      if (box === null) break;
      const end = at + box.bytes;
      if (box.type === 'moov') {
        if (end > fileBytes) throw cut(`the index (moov) needs ${box.bytes} bytes, but the file ends after ${fileBytes - at} of them`);
        found = true;
        await refuseEncrypted(file, at, Math.min(box.bytes, MAX_INDEX_BYTES));
      }
      if (end > fileBytes) truncated = true;
      media ||= box.type === 'mdat';
      at = end;
    }
    if (!found && !media) throw new ThalwegError('MEDIA_UNREADABLE', 'the file begins like an MP4, but what follows is neither an index nor media; upload it again', { stage: 'demux' });
    if (!found) throw cut('the file has no index (moov): it was cut off or its upload was not finished');
    return { truncated };
  } finally {
    await file.close();
  }
}

async function boxAt(file: FileHandle, at: number, fileBytes: number): Promise<{ readonly type: string; readonly bytes: number } | null> {
  const { buffer: head, bytesRead } = await file.read(Buffer.alloc(16), 0, 16, at);
  if (bytesRead < 8) return null;
  const type = head.toString('latin1', 4, 8);
  if (!/^[\x20-\x7e\xa9]{4}$/.test(type)) return null;
  const short = head.readUInt32BE(0);
  if (short === 0) return { type, bytes: fileBytes - at };
  if (short !== 1) return short < 8 ? null : { type, bytes: short };
  if (bytesRead < 16) return null;
  const long = head.readBigUInt64BE(8);
  return long < 16n || long > BigInt(Number.MAX_SAFE_INTEGER) ? null : { type, bytes: Number(long) };
}

/** Protected sample entries are named `encv` and `enca` and carry a scheme box (ISO/IEC 23001-7). */
async function refuseEncrypted(file: FileHandle, at: number, bytes: number): Promise<void> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, at);
  const index = buffer.subarray(0, bytesRead);
  if (['encv', 'enca'].some((entry) => index.includes(entry, 0, 'latin1')) && index.includes('schm', 0, 'latin1')) {
    throw new ThalwegError('MEDIA_ENCRYPTED', 'the tracks are encrypted (common encryption) and the file carries no key; upload an unprotected copy', { stage: 'demux' });
  }
}

function cut(message: string): ThalwegError {
  return new ThalwegError('MEDIA_INDEX_MISSING', message, { stage: 'demux' });
}
