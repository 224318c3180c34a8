import { open } from 'node:fs/promises';
import { ThalwegError } from '../../domain/errors.js';

/** ffmpeg's demuxer for a container; naming it keeps ffmpeg from guessing another one. */
export type Container = 'mov' | 'matroska' | 'mpegts';

const SNIFF_BYTES = 4096;
const MP4_BOXES = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp', 'moof', 'sidx', 'uuid']);
const WANTED = 'wanted MP4/MOV, Matroska/WebM or MPEG-TS';

/**
 * Decides by the first bytes what a file is, before any tool opens it: playlists and scripts make ffmpeg read other
 * files, so they are refused here.
 * @throws ThalwegError MEDIA_EMPTY, MEDIA_PLAYLIST_REFUSED, MEDIA_NOT_A_VIDEO
 */
export async function sniffContainer(path: string): Promise<Container> {
  const head = await firstBytes(path);
  if (head.length === 0) throw refuse('MEDIA_EMPTY', 'the file is empty (0 bytes); wanted a video');
  if (MP4_BOXES.has(head.toString('latin1', 4, 8))) return 'mov';
  if (head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3) return 'matroska';
  if (isTransportStream(head)) return 'mpegts';
  const text = head.toString('latin1').replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (text.startsWith('#EXTM3U')) throw refuse('MEDIA_PLAYLIST_REFUSED', 'the file is an HLS playlist, which names other files; upload the video itself');
  if (text.startsWith('ffconcat')) throw refuse('MEDIA_PLAYLIST_REFUSED', 'the file is an ffconcat script, which names other files; upload the video itself');
  if (/^<\?xml|^<MPD/i.test(text) && text.includes('<MPD')) throw refuse('MEDIA_PLAYLIST_REFUSED', 'the file is a DASH manifest, which names other files; upload the video itself');
  throw refuse('MEDIA_NOT_A_VIDEO', `the file is ${kindOf(head, text)}; ${WANTED}`);
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
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
