import { mkdtemp, rm, truncate, writeFile, readFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readMp4Index } from '../../../../src/media/ffmpeg/mp4-index.js';
import { describe as described } from '../../../../src/media/ffmpeg/media-description.js';
import { sniffContainer } from '../../../../src/media/ffmpeg/sniff-container.js';
import { DrawnClips, demuxOptions, watch } from '../../../support/drawn-clips.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thalweg-refusals-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(bytes: string | Buffer): Promise<string> {
  const path = join(folder, 'file.mp4');
  await writeFile(path, typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return path;
}

const box = (type: string, body = Buffer.alloc(0), declaredBytes = body.length + 8): Buffer => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(declaredBytes, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

describe('the first bytes', () => {
  it.each([
    ['', 'MEDIA_EMPTY', 'empty'],
    ['#EXTM3U\n#EXT-X-VERSION:3\nfile:///etc/passwd\n', 'MEDIA_PLAYLIST_REFUSED', 'HLS'],
    ['\u00ef\u00bb\u00bf  \r\n#EXTM3U\nhttp://127.0.0.1/x', 'MEDIA_PLAYLIST_REFUSED', 'HLS'],
    ['\u00ff\u00fe#\0E\0X\0T\0M\u0033\0U\0'.replace('M\u0033', 'M\x003'), 'MEDIA_PLAYLIST_REFUSED', 'HLS'],
    ['ffconcat version 1.0\nfile x.ts', 'MEDIA_PLAYLIST_REFUSED', 'ffconcat'],
    ['<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', 'MEDIA_PLAYLIST_REFUSED', 'DASH'],
    ['<smil><body></body></smil>', 'MEDIA_PLAYLIST_REFUSED', 'playlist'],
    ['[playlist]\nFile1=/etc/passwd', 'MEDIA_PLAYLIST_REFUSED', 'playlist'],
    ['v=0\r\no=- 0 0 IN IP4 127.0.0.1', 'MEDIA_PLAYLIST_REFUSED', 'stream description'],
    ['<!DOCTYPE html><html>', 'MEDIA_NOT_A_VIDEO', 'web page'],
    ['<svg xmlns="http://www.w3.org/2000/svg">', 'MEDIA_NOT_A_VIDEO', 'web page or XML'],
    ['\u00ff\u00d8\u00ff\u00e0\0\x10JFIF', 'MEDIA_NOT_A_VIDEO', 'JPEG'],
    ['\u0089PNG\r\n\x1a\n', 'MEDIA_NOT_A_VIDEO', 'PNG'],
    ['\0\0\0\x18ftypheic\0\0\0\0', 'MEDIA_NOT_A_VIDEO', 'HEIF'],
    ['\0\0\0\x18ftypavif\0\0\0\0', 'MEDIA_NOT_A_VIDEO', 'AVIF'],
    ['RIFF\0\0\0\0AVI LIST', 'MEDIA_NOT_A_VIDEO', 'AVI'],
    ['FLV\x01\x05', 'MEDIA_NOT_A_VIDEO', 'Flash'],
    ['%PDF-1.7', 'MEDIA_NOT_A_VIDEO', 'PDF'],
    ['PK\x03\x04', 'MEDIA_NOT_A_VIDEO', 'ZIP'],
    ['G', 'MEDIA_NOT_A_VIDEO', '47'],
    ['\0\0\0', 'MEDIA_NOT_A_VIDEO', '000000'],
  ])('%j are refused with %s', async (head, code, word) => {
    await expect(sniffContainer(await file(head))).rejects.toMatchObject({ code, kind: 'permanent', message: expect.stringContaining(word) as unknown });
  });

  it('of each accepted container are known, whatever the name', async () => {
    expect(await sniffContainer(await file('\0\0\0\x18ftypisom\0\0\0\0'))).toEqual({ container: 'mov', fileBytes: 16 });
    expect(await sniffContainer(await file('\0\0\0\x08wide\0\0\0\0mdat'))).toMatchObject({ container: 'mov' });
    expect(await sniffContainer(await file('\x1aE\u00df\u00a3\0\0\0'))).toMatchObject({ container: 'matroska' });
    const packets = (step: number, first: number): Buffer => {
      const bytes = Buffer.alloc(step * 4);
      for (let at = first; at < bytes.length; at += step) bytes[at] = 0x47;
      return bytes;
    };
    expect(await sniffContainer(await file(packets(188, 0)))).toMatchObject({ container: 'mpegts' });
    expect(await sniffContainer(await file(packets(192, 4)))).toMatchObject({ container: 'mpegts' });
  });

  it('of a folder or a pipe are not waited for', async () => {
    await expect(sniffContainer(folder)).rejects.toMatchObject({ code: 'MEDIA_NOT_A_VIDEO', message: expect.stringContaining('folder') as unknown });
    const pipe = join(folder, 'pipe.mp4');
    await promisify(execFile)('mkfifo', [pipe]);
    await expect(sniffContainer(pipe)).rejects.toMatchObject({ code: 'MEDIA_NOT_A_VIDEO' });
  });
});

describe('the index of an MP4', () => {
  const index = async (...boxes: readonly Buffer[]): ReturnType<typeof readMp4Index> => {
    const bytes = Buffer.concat(boxes);
    return readMp4Index(await file(bytes), bytes.length);
  };
  const MOOV = box('moov', Buffer.from('mvhd'));

  it('may lie before or after the media, and tells when the media is cut', async () => {
    expect(await index(box('ftyp'), MOOV, box('mdat', Buffer.alloc(20)))).toEqual({ truncated: false });
    expect(await index(box('ftyp'), box('mdat', Buffer.alloc(20)), MOOV)).toEqual({ truncated: false });
    expect(await index(box('ftyp'), MOOV, box('mdat', Buffer.alloc(20), 500))).toEqual({ truncated: true });
    const toTheEnd = box('mdat', Buffer.alloc(20), 0);
    expect(await index(box('ftyp'), MOOV, toTheEnd)).toEqual({ truncated: false });
    const long = Buffer.concat([box('mdat', Buffer.from([0, 0, 0, 0, 0, 0, 0, 24, 1, 2, 3, 4, 5, 6, 7, 8]), 1)]);
    expect(await index(box('ftyp'), long, MOOV)).toEqual({ truncated: false });
  });

  it('is wanted whole', async () => {
    await expect(index(box('ftyp'), box('mdat', Buffer.alloc(20)))).rejects.toMatchObject({ code: 'MEDIA_INDEX_MISSING' });
    await expect(index(box('ftyp'), box('moov', Buffer.alloc(20), 5000))).rejects.toMatchObject({ code: 'MEDIA_INDEX_MISSING' });
    await expect(index(box('ftyp'), Buffer.from('\x01\x02\x03\x04\xff\xfe\xfd\xfc', 'latin1'))).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
    await expect(index(box('ftyp'), box('free', Buffer.alloc(0), 3))).rejects.toMatchObject({ code: 'MEDIA_UNREADABLE' });
  });

  it('of encrypted tracks is refused', async () => {
    await expect(index(box('ftyp'), box('moov', Buffer.from('....stsd....encv....sinf....schm....cenc')))).rejects.toMatchObject({ code: 'MEDIA_ENCRYPTED' });
  });
});

describe('a description', () => {
  it('that is no description is none', () => {
    for (const json of ['', 'null', '[]x', '{"streams":7}', '{"streams":[{"index":"x"}]}']) expect(described(json)).toBeNull();
  });

  it('survives odd values', () => {
    const odd = { streams: [{ index: 0, codec_type: 'video', codec_name: 'h264', width: 100, height: 50, sample_aspect_ratio: '0:1', avg_frame_rate: '0/0', r_frame_rate: 'x', duration: 'N/A', tags: { rotate: 'left' }, disposition: {} }], format: { duration: 'N/A' }, packets: [null, 3, { stream_index: 0 }].slice(2) };
    expect(described(JSON.stringify(odd))).toMatchObject({ durationS: 0, video: { pixelAspect: 1, fps: 0, rotationDeg: 0, endS: null, decodable: true }, keyframeGapS: null });
  });

  it('prefers a moving picture to a cover that is not marked as one', () => {
    const streams = [
      { index: 0, codec_type: 'video', codec_name: 'mjpeg', width: 10, height: 10, nb_frames: '1', disposition: { default: 1 } },
      { index: 1, codec_type: 'video', codec_name: 'h264', width: 20, height: 20, nb_frames: '250' },
    ];
    expect(described(JSON.stringify({ streams }))?.video?.index).toBe(1);
    expect(described(JSON.stringify({ streams: streams.slice(0, 1) }))?.video?.index).toBe(0);
  });
});

describe('damage', () => {
  let clips: DrawnClips;
  let whole: string;
  beforeAll(async () => {
    clips = await DrawnClips.open();
    whole = await clips.draw('whole.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=320x240:r=25:d=8', '-f', 'lavfi', '-i', 'sine=d=8', '-c:v', 'libx264', '-g', '25', '-pix_fmt', 'yuv420p', '-c:a', 'aac', '-movflags', '+faststart');
  });
  afterAll(() => clips.remove());

  it('nowhere gives no notice', async () => {
    expect((await watch(whole, demuxOptions(clips))).notices).toEqual([]);
  });

  it('in the middle leaves the pictures and the sound of both ends', async () => {
    const bytes = await readFile(whole);
    bytes.fill(0xa5, Math.floor(bytes.length * 0.45), Math.floor(bytes.length * 0.55));
    const path = join(clips.folder, 'damaged.mp4');
    await writeFile(path, bytes);
    const { frames, samples, notices } = await watch(path, demuxOptions(clips));
    expect(notices).toEqual(['decode-errors']);
    expect(frames.some(({ timestampS }) => timestampS < 3)).toBe(true);
    expect(frames.some(({ timestampS }) => timestampS > 6)).toBe(true);
    expect(samples!.length / 16000).toBeCloseTo(8, 0);
  });

  it('at the end leaves what comes before', async () => {
    const path = join(clips.folder, 'cut.mp4');
    const bytes = await readFile(whole);
    await writeFile(path, bytes);
    await truncate(path, Math.floor(bytes.length * 0.6));
    const { frames, notices } = await watch(path, demuxOptions(clips));
    expect(notices).toContain('truncated');
    expect(frames.at(-1)!.timestampS).toBeGreaterThan(3);
    expect(frames.at(-1)!.timestampS).toBeLessThan(6);
  });

  it('of everything is an error that says so', async () => {
    const bytes = await readFile(whole);
    const media = bytes.indexOf('mdat', 0, 'latin1') + 4;
    bytes.fill(0, media);
    const path = join(clips.folder, 'hollow.mp4');
    await writeFile(path, bytes);
    await expect(watch(path, demuxOptions(clips))).rejects.toMatchObject({ code: 'MEDIA_NO_FRAMES', kind: 'permanent' });
  });
});
