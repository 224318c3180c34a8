import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isThalwegError } from '../../src/domain/errors.js';
import { createFfmpegDemuxer } from '../../src/media/ffmpeg/ffmpeg-demuxer.js';
import { longestGapS } from '../support/drawn-clips.js';
import { REFUSED } from '../support/hostile-files.js';
import { runningProcesses } from '../support/running-processes.js';
import type { SampledFrame } from '../../src/domain/frame.js';

const HOSTILE = resolve('../shared/media/hostile');
const there = existsSync(join(HOSTILE, 'hostile.jsonl'));
if (!there) process.stdout.write(`test/media/hostile-demux.test.ts did not run: ${HOSTILE} is not here\n`);

interface HostileFile {
  readonly file: string;
  readonly what: string;
  readonly expected: string;
}

interface Outcome {
  readonly code?: string;
  readonly message?: string;
  readonly frames?: number;
  readonly gapS?: number;
  readonly lastS?: number;
  readonly soundS?: number;
  readonly notices?: readonly string[];
  readonly width?: number;
  readonly ms: number;
}

/** What must still work of the others: least and most pictures (repeats apart), seconds of sound, notices. */
const WORKS: Readonly<Record<string, { readonly frames: readonly [number, number]; readonly soundS: number | null; readonly notices: readonly string[] }>> = {
  'audio_only.mp4': { frames: [0, 0], soundS: 7, notices: ['no-picture'] },
  'black_silent.mp4': { frames: [1, 1], soundS: 8, notices: [] },
  'corrupt_middle.mp4': { frames: [10, 25], soundS: 7, notices: ['decode-errors'] },
  'cover_first.mp4': { frames: [14, 20], soundS: 7, notices: [] },
  'fifty_streams.mp4': { frames: [6, 10], soundS: 3, notices: [] },
  'fps_8000.mp4': { frames: [1, 5], soundS: null, notices: ['no-audio-track'] },
  'huge_dimensions.mp4': { frames: [14, 20], soundS: 7, notices: ['decode-errors'] },
  'injection_metadata.mp4': { frames: [14, 20], soundS: 7, notices: [] },
  'long_metadata.mp4': { frames: [14, 20], soundS: 7, notices: [] },
  'mpegts_named.mp4': { frames: [14, 20], soundS: 7, notices: [] },
  'negative_timestamps.mp4': { frames: [11, 17], soundS: 5.8, notices: [] },
  'neighbour_segment.ts': { frames: [8, 12], soundS: 4, notices: [] },
  'one_frame.mp4': { frames: [1, 1], soundS: null, notices: ['no-audio-track'] },
  'short_audio.mp4': { frames: [14, 20], soundS: 1, notices: [] },
  'solid_4096.mp4': { frames: [1, 1], soundS: null, notices: ['no-audio-track'] },
  'static_10min.mp4': { frames: [1, 3], soundS: 600, notices: [] },
  'timestamp_wrap.mp4': { frames: [14, 20], soundS: 7, notices: [] },
  'truncated.webm': { frames: [8, 12], soundS: 4, notices: ['decode-errors', 'truncated'] },
  'truncated_25.mp4': { frames: [4, 6], soundS: 1.65, notices: ['decode-errors', 'truncated'] },
  'truncated_60.mp4': { frames: [8, 12], soundS: 3.9, notices: ['decode-errors', 'truncated'] },
  'truncated_95.mp4': { frames: [13, 19], soundS: 6.2, notices: ['decode-errors', 'truncated'] },
  'unknown_codec_tag.mp4': { frames: [0, 0], soundS: 7, notices: ['no-picture'] },
  'webm_named.mp4': { frames: [14, 20], soundS: 7, notices: [] },
  'wrong_codec_tag.mp4': { frames: [0, 0], soundS: 7, notices: ['decode-errors', 'no-picture'] },
  'zeroed_hole.mp4': { frames: [10, 25], soundS: 7, notices: ['decode-errors'] },
};

const LIMIT_MS = 30_000;

(there ? describe : describe.skip)('hostile media', () => {
  const rows = there ? readFileSync(join(HOSTILE, 'hostile.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as HostileFile) : [];
  const demuxer = createFfmpegDemuxer();
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'thalweg-hostile-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function outcomeOf(path: string): Promise<Outcome> {
    const startedAtMs = performance.now();
    const workFolder = join(folder, 'work');
    await mkdir(workFolder, { recursive: true });
    const after = (): { readonly ms: number } => ({ ms: performance.now() - startedAtMs });
    try {
      const options = { workFolder, maxGapS: 0.5, maxShortSidePx: 720, maxDurationS: 3600, maxPixels: 4096 * 4096, maxStreams: 64, timeoutMs: LIMIT_MS };
      const video = await demuxer.open({ path, bytes: 1 }, options, AbortSignal.timeout(LIMIT_MS));
      try {
        const moments: SampledFrame[] = [];
        for await (const moment of video.frames) {
          moments.push(moment);
          if (moment.kind === 'frame') moment.release();
        }
        const sound = await video.audio;
        return {
          frames: moments.filter(({ kind }) => kind === 'frame').length,
          gapS: moments.length < 2 ? 0 : longestGapS(moments),
          lastS: moments.at(-1)?.timestampS ?? 0,
          ...(sound === null ? {} : { soundS: sound.sampleCount / 16000 }),
          notices: [...video.notices()].sort(),
          width: video.facts.width,
          ...after(),
        };
      } finally {
        await video.dispose();
      }
    } catch (error) {
      if (!isThalwegError(error)) throw error;
      return { code: error.code, message: error.message, ...after() };
    } finally {
      expect(await readdir(workFolder)).toEqual([]);
      expect(runningProcesses(path)).toEqual([]);
    }
  }

  it('is all expected here', () => {
    expect(rows.map(({ file }) => basename(file)).sort()).toEqual([...Object.keys(REFUSED), ...Object.keys(WORKS)].sort());
  });

  it.each(rows.map((row) => [basename(row.file), row.expected] as const))('%s: %s', async (name) => {
    const outcome = await outcomeOf(join(HOSTILE, name));
    expect(outcome.ms).toBeLessThan(LIMIT_MS);
    const refusal = REFUSED[name];
    if (refusal !== undefined) {
      expect(outcome.code).toBe(refusal);
      // A sentence that a person can act on, which does not give away where the file lies.
      expect(outcome.message!.length).toBeGreaterThan(30);
      expect(outcome.message).not.toContain(HOSTILE);
      return;
    }
    const works = WORKS[name]!;
    expect(outcome.code).toBeUndefined();
    expect(outcome.frames).toBeGreaterThanOrEqual(works.frames[0]);
    expect(outcome.frames).toBeLessThanOrEqual(works.frames[1]);
    expect(outcome.gapS).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(outcome.notices).toEqual(works.notices);
    if (works.soundS === null) expect(outcome.soundS).toBeUndefined();
    else expect(Math.abs(outcome.soundS! - works.soundS)).toBeLessThan(0.15);
  });

  it.each(['hls_neighbour.mp4', 'ffconcat.mp4'])('%s is refused before any tool could read its neighbour', async (name) => {
    const beside = await mkdtemp(join(folder, 'beside-'));
    await link(join(HOSTILE, name), join(beside, name)).catch(() => symlink(join(HOSTILE, name), join(beside, name)));
    await symlink(join(HOSTILE, 'neighbour_segment.ts'), join(beside, 'neighbour_segment.ts'));
    // Tools that do not exist: had one been started, the code would be TOOL_MISSING.
    const toolless = createFfmpegDemuxer({ ffmpeg: '/no/ffmpeg', ffprobe: '/no/ffprobe' });
    const options = { workFolder: beside, maxGapS: 0.5, maxShortSidePx: 720, maxDurationS: 60, maxPixels: 1e7, maxStreams: 64, timeoutMs: LIMIT_MS };
    await expect(toolless.open({ path: join(beside, name), bytes: 1 }, options, new AbortController().signal)).rejects.toMatchObject({ code: 'MEDIA_PLAYLIST_REFUSED' });
  });

  it('can be refused for its size, streams and length, too', async () => {
    const small = { workFolder: join(folder, 'work'), maxGapS: 0.5, maxShortSidePx: 720, maxDurationS: 10, maxPixels: 4096 * 2160, maxStreams: 16, timeoutMs: LIMIT_MS };
    const open = (name: string): Promise<unknown> => demuxer.open({ path: join(HOSTILE, name), bytes: 1 }, small, new AbortController().signal);
    await expect(open('solid_4096.mp4')).rejects.toMatchObject({ code: 'MEDIA_TOO_LARGE_PICTURE' });
    await expect(open('fifty_streams.mp4')).rejects.toMatchObject({ code: 'MEDIA_TOO_MANY_STREAMS' });
  });
});
