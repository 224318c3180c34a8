import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Frame } from '../../../../src/domain/frame.js';
import { createFfmpegDemuxer } from '../../../../src/media/ffmpeg/ffmpeg-demuxer.js';
import { runningProcesses, type RunningProcess } from '../../../support/running-processes.js';
import { DrawnClips, demuxOptions, watch } from '../../../support/drawn-clips.js';

let clips: DrawnClips;
let long: string;
beforeAll(async () => {
  clips = await DrawnClips.open();
  long = await clips.draw('long.mp4', '-f', 'lavfi', '-i', 'testsrc2=s=640x480:r=25:d=40', '-f', 'lavfi', '-i', 'sine=d=40', '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-c:a', 'aac');
});
afterAll(() => clips.remove());

/** Tools that work on a file of this test. */
function toolsAtWork(): readonly RunningProcess[] {
  return runningProcesses(clips.folder).filter(({ commandLine }) => /ff(mpeg|probe) /.test(commandLine));
}

afterEach(async () => {
  expect(toolsAtWork()).toEqual([]);
  expect(await clips.leftOver()).toEqual([]);
});

describe('a video under way', () => {
  it('has few frames alive, reuses their buffers, and waits for them', async () => {
    const video = await createFfmpegDemuxer().open({ path: long, bytes: 1 }, demuxOptions(clips), new AbortController().signal);
    const frames = video.frames[Symbol.asyncIterator]();
    const nextFrame = async (): Promise<Frame> => {
      for (;;) {
        const next = await frames.next();
        if (next.done === true) throw new Error('too few frames');
        if (next.value.kind === 'frame') return next.value;
      }
    };
    const alive: Frame[] = [];
    for (let n = 0; n < 6; n += 1) alive.push(await nextFrame());
    expect(new Set(alive.map(({ pixels }) => pixels.buffer)).size).toBe(6);
    expect(alive[0]!.pixels.buffer).toBeInstanceOf(SharedArrayBuffer);
    const seventh = nextFrame();
    const released = alive[2]!;
    released.release();
    released.release();
    expect((await seventh).pixels.buffer).toBe(released.pixels.buffer);
    alive[4]!.release();
    expect((await nextFrame()).pixels.buffer).toBe(alive[4]!.pixels.buffer);
    // The decoder is far from the end, held back by frames that nobody released.
    expect(toolsAtWork()).toHaveLength(1);
    await video.dispose();
    await video.dispose();
  });

  it('ends with the reason of its signal, and takes its decoder along', async () => {
    const stop = new AbortController();
    const video = await createFfmpegDemuxer().open({ path: long, bytes: 1 }, demuxOptions(clips), stop.signal);
    const why = new Error('asked to stop');
    const watching = (async () => {
      for await (const moment of video.frames) {
        if (moment.kind === 'frame') moment.release();
        stop.abort(why);
      }
    })();
    await expect(watching).rejects.toBe(why);
    await video.dispose();
  });

  it('does not begin under a signal that has gone off', async () => {
    await expect(createFfmpegDemuxer().open({ path: long, bytes: 1 }, demuxOptions(clips), AbortSignal.abort(new Error('too late')))).rejects.toThrow('too late');
  });

  it('may be left after a frame', async () => {
    const video = await createFfmpegDemuxer().open({ path: long, bytes: 1 }, demuxOptions(clips), new AbortController().signal);
    for await (const moment of video.frames) {
      if (moment.kind === 'frame') moment.release();
      break;
    }
    await video.dispose();
    expect(await video.audio).toBeNull();
  });

  it('may be left before it is looked at', async () => {
    const video = await createFfmpegDemuxer().open({ path: long, bytes: 1 }, demuxOptions(clips), new AbortController().signal);
    await video.dispose();
  });

  it('is given up when the decoder takes too long', async () => {
    const slow = join(clips.folder, 'slow-ffmpeg');
    await writeFile(slow, '#!/bin/sh\ncase "$*" in *-filters*|*-version*) exec ffmpeg "$@";; esac\nsleep 612\n');
    await chmod(slow, 0o755);
    const demuxer = createFfmpegDemuxer({ ffmpeg: slow, ffprobe: 'ffprobe' });
    await expect(watch(long, demuxOptions(clips, { timeoutMs: 300 }), undefined, demuxer)).rejects.toMatchObject({ code: 'MEDIA_DECODE_TIMEOUT', kind: 'permanent' });
    expect(runningProcesses('sleep 612')).toEqual([]);
  });

  it('has frames that come to an end when the decoder is killed, with a notice', async () => {
    const video = await createFfmpegDemuxer().open({ path: long, bytes: 1 }, demuxOptions(clips), new AbortController().signal);
    let frames = 0;
    for await (const moment of video.frames) {
      if (moment.kind === 'frame') moment.release();
      if (frames === 0) process.kill(toolsAtWork()[0]!.pid, 'SIGKILL');
      frames += 1;
    }
    expect(frames).toBeGreaterThan(0);
    expect(video.notices()).toContain('decode-errors');
    await video.dispose();
  });
});

describe('names and tools', () => {
  it.each(['-i evil.mp4', "it's %d [x];y,z:w.mp4", '語言 emoji 🍌.mp4', 'http:x.mp4', 'concat:a|b.mp4'])('takes a file named %s for what it is', async (name) => {
    const folder = join(clips.folder, 'odd names');
    await mkdir(folder, { recursive: true });
    const path = await clips.draw(join('odd names', name), '-f', 'lavfi', '-i', 'testsrc2=s=64x64:r=10:d=1', '-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-f', 'mp4');
    const { frames } = await watch(path, demuxOptions(clips));
    expect(frames.length).toBeGreaterThan(1);
  });

  it('says which tool is missing', async () => {
    const nowhere = join(clips.folder, 'no-such-tool');
    await expect(watch(long, demuxOptions(clips), undefined, createFfmpegDemuxer({ ffmpeg: nowhere, ffprobe: 'ffprobe' }))).rejects.toMatchObject({ code: 'TOOL_MISSING', kind: 'fatal' });
    await expect(watch(long, demuxOptions(clips), undefined, createFfmpegDemuxer({ ffmpeg: 'ffmpeg', ffprobe: nowhere }))).rejects.toMatchObject({ code: 'TOOL_MISSING', kind: 'fatal' });
  });
});
