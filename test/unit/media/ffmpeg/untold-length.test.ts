import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeLimitMs } from '../../../../src/media/ffmpeg/decode-limit.js';
import type { MediaDescription } from '../../../../src/media/ffmpeg/media-description.js';
import { DrawnClips, demuxOptions, watch } from '../../../support/drawn-clips.js';

let clips: DrawnClips;
beforeAll(async () => {
  clips = await DrawnClips.open();
});
afterAll(() => clips.remove());

describe('a file that does not say how long it is', () => {
  it.each([
    ['pictures and sound', ['-c:v', 'libvpx', '-deadline', 'realtime', '-b:v', '200k', '-c:a', 'libopus'], 640],
    ['sound only', ['-vn', '-c:a', 'libopus'], 0],
  ])('is as long as its packets last: %s', async (_, codecs, width) => {
    const path = await clips.draw('live.webm', '-f', 'lavfi', '-i', 'testsrc2=s=640x360:r=10:d=4', '-f', 'lavfi', '-i', 'sine=d=4', ...codecs, '-live', '1', '-f', 'webm');
    const { facts } = await watch(path, demuxOptions(clips));
    expect(facts.width).toBe(width);
    expect(Math.abs(facts.durationS - 4)).toBeLessThanOrEqual(0.15);
  });
});

describe('the time that decoding may take', () => {
  const of = (durationS: number, width = 1280, height = 720): number => decodeLimitMs({ durationS, video: { width, height, pixelAspect: 1, rotationDeg: 0 } as MediaDescription['video'] }, 1_800_000);
  it.each([
    ['nothing claimed', of(0), 1_800_000],
    ['a short clip', of(7), 29_000],
    ['more pixels, more time', of(10, 3840, 2160), 95_000],
    ['a film', of(3600), 1_800_000],
    ['sound only', decodeLimitMs({ durationS: 10, video: null }, 1_800_000), 35_000],
  ])('%s', (_, found, wanted) => expect(found).toBe(wanted));
});
