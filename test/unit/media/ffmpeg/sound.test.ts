import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ThalwegError } from '../../../../src/domain/errors.js';
import { DrawnClips, demuxOptions, watch } from '../../../support/drawn-clips.js';

let clips: DrawnClips;
beforeAll(async () => {
  clips = await DrawnClips.open();
});
afterAll(() => clips.remove());

const PICTURE = ['-f', 'lavfi', '-i', 'testsrc2=s=160x120:r=25:d=3'];
const TONE = (seconds: number, hertz = 440): readonly string[] => ['-f', 'lavfi', '-i', `sine=f=${hertz}:r=44100:d=${seconds}`];
const CODED = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-c:a', 'aac'];

/** When the sound first is and last was louder than a whisper, seconds. */
function soundingS(samples: Float32Array): readonly [number, number] {
  const loud = (level: number): boolean => Math.abs(level) > 0.02;
  return [samples.findIndex(loud) / 16000, samples.findLastIndex(loud) / 16000];
}

/** Hertz of a steady tone, by its zero crossings. */
function pitch(samples: Float32Array): number {
  let crossings = 0;
  for (let at = 1; at < samples.length; at += 1) if (samples[at - 1]! < 0 && samples[at]! >= 0) crossings += 1;
  return (crossings * 16000) / samples.length;
}

describe('sound', () => {
  it('comes as 16 kHz mono samples of the right pitch, length and level', async () => {
    const path = await clips.draw('tone.mp4', ...PICTURE, ...TONE(3), '-af', 'pan=stereo|c0=c0|c1=c0', ...CODED);
    const { samples, facts } = await watch(path, demuxOptions(clips));
    expect(facts).toMatchObject({ audioCodec: 'aac', audioChannels: 2 });
    expect(samples!.length / 16000).toBeCloseTo(3, 1);
    expect(pitch(samples!)).toBeCloseTo(440, -1);
    const peak = samples!.reduce((most, level) => Math.max(most, Math.abs(level)), 0);
    expect(peak).toBeGreaterThan(0.08);
    expect(peak).toBeLessThanOrEqual(1);
  });

  it.each(['late.mp4', 'late.mkv', 'late.ts'])('that begins 1.2 s after the picture keeps its place: %s', async (name) => {
    const path = await clips.draw(name, ...PICTURE, '-itsoffset', '1.2', ...TONE(1.5), ...CODED);
    const { samples, frames } = await watch(path, demuxOptions(clips));
    const [beginsS, endsS] = soundingS(samples!);
    expect(frames[0]!.timestampS).toBeCloseTo(0, 1);
    expect(beginsS).toBeGreaterThan(1.15);
    expect(beginsS).toBeLessThan(1.3);
    expect(endsS).toBeLessThan(2.85);
  });

  it('with a hole in its clock stays in step', async () => {
    const path = await clips.draw('hole.mkv', ...PICTURE, ...TONE(3), '-af', "aselect='lt(t,1)+gt(t,2)'", ...CODED.slice(0, 4), '-c:a', 'pcm_s16le');
    const { samples } = await watch(path, demuxOptions(clips));
    const second = (from: number, to: number): number => Math.max(...samples!.subarray(from * 16000, to * 16000).map(Math.abs));
    expect(second(0.2, 0.8)).toBeGreaterThan(0.05);
    expect(second(1.3, 1.7)).toBeLessThan(0.01);
    expect(second(2.2, 2.8)).toBeGreaterThan(0.05);
  });

  it('hidden by an edit list stays hidden', async () => {
    const whole = await clips.draw('whole.mp4', ...PICTURE, ...TONE(3), ...CODED, '-g', '25');
    const path = await clips.draw('edited.mp4', '-ss', '1.3', '-i', whole, '-c', 'copy');
    const { samples, facts, frames } = await watch(path, demuxOptions(clips));
    expect(facts.durationS).toBeLessThan(2.1);
    expect(samples!.length / 16000).toBeLessThan(facts.durationS + 0.1);
    for (const { timestampS } of frames) expect(timestampS).toBeGreaterThanOrEqual(0);
  });

  it('is that of the default track among several', async () => {
    const path = await clips.draw('several.mkv', ...PICTURE, ...TONE(3, 300), ...TONE(3, 900), '-map', '0:v', '-map', '1:a', '-map', '2:a', ...CODED, '-disposition:a:0', '0', '-disposition:a:1', 'default');
    const { samples } = await watch(path, demuxOptions(clips));
    expect(pitch(samples!)).toBeCloseTo(900, -1);
  });

  it('of a file without a picture is all there is, and is said so', async () => {
    const path = await clips.draw('sound-only.m4a', ...TONE(2), '-c:a', 'aac');
    const { samples, frames, notices, facts } = await watch(path, demuxOptions(clips));
    expect(frames).toEqual([]);
    expect(samples!.length / 16000).toBeCloseTo(2, 1);
    expect(notices).toEqual(['no-picture']);
    expect(facts).toMatchObject({ width: 0, height: 0, videoCodec: null });
  });

  it('may be missing, and that is said', async () => {
    const path = await clips.draw('mute.mp4', ...PICTURE, ...CODED.slice(0, 4));
    const { samples, notices } = await watch(path, demuxOptions(clips));
    expect(samples).toBeNull();
    expect(notices).toEqual(['no-audio-track']);
  });

  it('ends with the picture where the length is limited', async () => {
    const path = await clips.draw('limited.mp4', ...PICTURE, ...TONE(3), ...CODED);
    const { samples, moments, notices } = await watch(path, demuxOptions(clips, { maxDurationS: 1 }));
    expect(samples!.length / 16000).toBeLessThanOrEqual(1.01);
    expect(moments.at(-1)!.timestampS).toBeLessThanOrEqual(1);
    expect(notices).toEqual(['duration-limited']);
  });

  it('is read in parts, clipped to what is there', async () => {
    const path = await clips.draw('parts.mp4', ...PICTURE, ...TONE(1), ...CODED);
    const { createFfmpegDemuxer } = await import('../../../../src/media/ffmpeg/ffmpeg-demuxer.js');
    const video = await createFfmpegDemuxer().open({ path, bytes: 1 }, demuxOptions(clips), new AbortController().signal);
    for await (const moment of video.frames) if (moment.kind === 'frame') moment.release();
    const sound = (await video.audio)!;
    const all = await sound.read(-5, 1e9);
    expect(all).toHaveLength(sound.sampleCount);
    expect([...(await sound.read(1000, 1010))]).toEqual([...all.subarray(1000, 1010)]);
    expect(await sound.read(5, 2)).toHaveLength(0);
    await video.dispose();
  });

  it('has room made for it before it is decoded, as much as it then takes', async () => {
    const path = await clips.draw('room.mp4', ...PICTURE, ...TONE(3), ...CODED);
    const reserved: number[] = [];
    const filesThen: number[] = [];
    const reserve = async (bytes: number): Promise<void> => {
      reserved.push(bytes);
      filesThen.push((await clips.leftOver()).length);
    };
    const { samples } = await watch(path, demuxOptions(clips, { reserve }));
    expect(filesThen[0]).toBe(0);
    expect(reserved).toHaveLength(2);
    for (const bytes of reserved) expect(Math.abs(bytes - samples!.length * 4)).toBeLessThan(64_000 / 5);
    expect(reserved[1]).toBe(samples!.length * 4);
    await watch(path, demuxOptions(clips, { reserve, maxDurationS: 1 }));
    expect(reserved[2]).toBe(64_000);
  });

  it('asks for no room where there is none of it, and is not decoded where there is no room', async () => {
    const full = (bytes: number) => Promise.reject(new ThalwegError('WORK_FOLDER_FULL', `no room for ${bytes}`));
    const silent = await clips.draw('no-sound.mp4', ...PICTURE, '-c:v', 'libx264', '-pix_fmt', 'yuv420p');
    expect((await watch(silent, demuxOptions(clips, { reserve: full }))).samples).toBeNull();
    const path = await clips.draw('room.mp4', ...PICTURE, ...TONE(3), ...CODED);
    await expect(watch(path, demuxOptions(clips, { reserve: full }))).rejects.toMatchObject({ code: 'WORK_FOLDER_FULL', kind: 'retryable' });
    let asked = 0;
    const fullLater = (bytes: number) => ((asked += 1) === 1 ? Promise.resolve() : full(bytes));
    await expect(watch(path, demuxOptions(clips, { reserve: fullLater }))).rejects.toMatchObject({ code: 'WORK_FOLDER_FULL' });
    expect(await clips.leftOver()).toEqual([]);
  });
});
