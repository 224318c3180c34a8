import { open, stat } from 'node:fs/promises';
import { ThalwegError } from '../../domain/errors.js';

/** ffmpeg's demuxer for a container; naming it keeps ffmpeg from guessing another one. */
export type Container = 'mov' | 'matroska' | 'mpegts';

const SNIFF_BYTES = 4096;
const MP4_BOXES = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'moof', 'sidx', 'uuid']);
const WANTED = 'wanted MP4/MOV, Matroska/WebM or MPEG-TS';

export interface Sniffed {
  readonly container: Container;
  readonly fileBytes: number;
}

/**
 * Decides by the first bytes what a file is, before any tool opens it: playlists and scripts make ffmpeg read other
 * files, so they are refused here.
 * @throws ThalwegError MEDIA_EMPTY, MEDIA_PLAYLIST_REFUSED, MEDIA_NOT_A_VIDEO
 */
export async function sniffContainer(path: string): Promise<Sniffed> {
  const { head, fileBytes } = await firstBytes(path);
  if (fileBytes === 0) throw refuse('MEDIA_EMPTY', 'the file is empty (0 bytes); wanted a video');
  const picture = stillPicture(head);
  if (picture !== null) throw refuse('MEDIA_NOT_A_VIDEO', `the file is ${picture}; ${WANTED}`);
  if (MP4_BOXES.has(head.toString('latin1', 4, 8))) return { container: 'mov', fileBytes };
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return { container: 'matroska', fileBytes };
  if (isTransportStream(head)) return { container: 'mpegts', fileBytes };
  const text = textOf(head);
  const script = SCRIPTS.find(([pattern]) => pattern.test(text));
  if (script !== undefined) throw refuse('MEDIA_PLAYLIST_REFUSED', `the file is ${script[1]}, which names other files; upload the video itself`);
  throw refuse('MEDIA_NOT_A_VIDEO', `the file is ${kindOf(head, text)}; ${WANTED}`);
}

/** Texts that a player follows to other files. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/^#EXTM3U/, 'an HLS playlist'],
  [/^ffconcat/, 'an ffconcat script'],
  [/^(<\?xml[^]*)?<MPD/, 'a DASH manifest'],
  [/^(<\?xml[^]*)?<(smil|asx|SmoothStreamingMedia|imscJSON)/i, 'a playlist'],
  [/^\[playlist\]/i, 'a playlist'],
  [/^\[Reference\]|^RTSPtext|^SMILtext|^v=0\r?\no=/, 'a stream description'],
];

async function firstBytes(path: string): Promise<{ readonly head: Buffer; readonly fileBytes: number }> {
  // Opening a pipe would wait for a writer, so the kind comes first.
  const found = await stat(path);
  if (!found.isFile()) throw refuse('MEDIA_NOT_A_VIDEO', `the path is ${found.isDirectory() ? 'a folder' : 'no regular file'}; ${WANTED}`);
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return { head: buffer.subarray(0, bytesRead), fileBytes: found.size };
  } finally {
    await file.close();
  }
}

/** UTF-8 or UTF-16 text without its byte order mark. */
function textOf(head: Buffer): string {
  const wide = head.length >= 2 && (head.readUInt16BE(0) === 0xfffe || head.readUInt16BE(0) === 0xfeff);
  return head.toString('latin1').replace(/^\u00ef\u00bb\u00bf|^\u00ff\u00fe|^\u00fe\u00ff/, '').replace(wide ? /\0/g : /$^/, '').trimStart();
}

/** HEIC and AVIF photos share the boxes of MP4. */
function stillPicture(head: Buffer): string | null {
  const brand = head.toString('latin1', 4, 8) === 'ftyp' ? head.toString('latin1', 8, 12) : '';
  return /^(heic|heix|heim|heis|mif1|avif)$/.test(brand) ? 'a HEIF or AVIF photo' : null;
}

/** Three sync bytes at packet distance: 188, or 192 with a time code before each packet. */
function isTransportStream(head: Buffer): boolean {
  return [
    [0, 188],
    [4, 192],
  ].some(([first = 0, step = 188]) => [0, 1, 2].every((n) => head[first + n * step] === 0x47));
}

function kindOf(head: Buffer, text: string): string {
  const magic = head.toString('latin1', 0, 12);
  if (magic.startsWith('\xff\xd8\xff')) return 'a JPEG picture';
  if (magic.startsWith('\x89PNG')) return 'a PNG picture';
  if (magic.startsWith('GIF8')) return 'a GIF picture';
  if (magic.startsWith('RIFF')) return `a RIFF file (${magic.slice(8, 12).trim()})`;
  if (magic.startsWith('FLV')) return 'a Flash video';
  if (magic.startsWith('%PDF')) return 'a PDF document';
  if (magic.startsWith('PK\x03\x04')) return 'a ZIP archive';
  if (magic.startsWith('ID3') || magic.startsWith('fLaC') || magic.startsWith('OggS')) return 'an audio or Ogg file';
  if (/^<(!doctype|html|head|body|script|svg|\?xml)/i.test(text)) return 'a web page or XML document';
  return `not a known kind of file (first bytes ${head.subarray(0, 8).toString('hex')})`;
}

function refuse(code: 'MEDIA_EMPTY' | 'MEDIA_PLAYLIST_REFUSED' | 'MEDIA_NOT_A_VIDEO', message: string): ThalwegError {
  return new ThalwegError(code, message, { stage: 'demux' });
}
