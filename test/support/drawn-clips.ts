import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { AudioTrack, Frame, SampledFrame } from '../../src/domain/frame.js';
import type { DemuxedVideo } from '../../src/domain/video.js';
import { createFfmpegDemuxer } from '../../src/media/ffmpeg/ffmpeg-demuxer.js';
import type { DemuxOptions, Demuxer } from '../../src/stages/demux/demuxer.js';

const run = promisify(execFile);

/** A folder of clips that a test draws with ffmpeg, and of the demuxer's work. */
export class DrawnClips {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async open(): Promise<DrawnClips> {
    return new DrawnClips(await mkdtemp(join(tmpdir(), 'thalweg-clips-')));
  }

  get workFolder(): string {
    return join(this.folder, 'work');
  }

  /** Runs ffmpeg with these arguments and the named file as output. */
  async draw(name: string, ...ffmpegArguments: readonly string[]): Promise<string> {
    const path = join(this.folder, name);
    await run('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...ffmpegArguments, `file:${path}`]);
    return path;
  }

  /** Presentation times of all video frames, by ffprobe. */
  async frameTimesS(path: string): Promise<readonly number[]> {
    const { stdout } = await run('ffprobe', ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'frame=pts_time', '-of', 'csv=p=0', `file:${path}`], { maxBuffer: 1 << 26 });
    return stdout.split('\n').map((line) => Number.parseFloat(line)).filter((timeS) => !Number.isNaN(timeS));
  }

  leftOver(): Promise<string[]> {
    return readdir(this.workFolder).catch(() => []);
  }

  remove(): Promise<void> {
    return rm(this.folder, { recursive: true, force: true });
  }
}

export function demuxOptions(clips: DrawnClips, changed: Partial<DemuxOptions> = {}): DemuxOptions {
  return { workFolder: clips.workFolder, maxGapS: 0.5, maxShortSidePx: 720, maxDurationS: 3600, maxPixels: 4096 * 4096, maxStreams: 64, timeoutMs: 60_000, ...changed };
}

/** What a whole video gave; pixels are looked at by `onFrame`, while they are valid. */
export interface Watched {
  readonly facts: DemuxedVideo['facts'];
  readonly moments: readonly SampledFrame[];
  readonly frames: readonly Frame[];
  readonly samples: Float32Array | null;
  readonly notices: readonly string[];
}

export async function watch(path: string, options: DemuxOptions, onFrame: (frame: Frame) => void = () => undefined, demuxer: Demuxer = createFfmpegDemuxer()): Promise<Watched> {
  const video = await demuxer.open({ path, bytes: 1 }, options, new AbortController().signal);
  try {
    const moments: SampledFrame[] = [];
    for await (const moment of video.frames) {
      moments.push(moment);
      if (moment.kind === 'repeat') continue;
      onFrame(moment);
      moment.release();
    }
    const sound: AudioTrack | null = await video.audio;
    return {
      facts: video.facts,
      moments,
      frames: moments.filter((moment) => moment.kind === 'frame'),
      samples: sound === null ? null : await sound.read(0, sound.sampleCount),
      notices: video.notices(),
    };
  } finally {
    await video.dispose();
  }
}

/** Longest time between neighbouring sampled moments. */
export function longestGapS(moments: readonly SampledFrame[]): number {
  return Math.max(...moments.slice(1).map(({ timestampS }, at) => timestampS - moments[at]!.timestampS));
}

/** Mean colour of a part of a frame, given as fractions of it. */
export function colourAt(frame: Frame, x: number, y: number): readonly [number, number, number] {
  const at = (Math.floor(y * frame.height) * frame.width + Math.floor(x * frame.width)) * 3;
  return [frame.pixels[at]!, frame.pixels[at + 1]!, frame.pixels[at + 2]!];
}

/** Overwrites the 3 × 3 display matrix of every track header: [a b c d] of its turning part. */
export async function turnTracks(path: string, [a, b, c, d]: readonly [number, number, number, number]): Promise<void> {
  const bytes = await readFile(path);
  for (let at = bytes.indexOf('tkhd', 0, 'latin1'); at >= 0; at = bytes.indexOf('tkhd', at + 4, 'latin1')) {
    const matrix = at + 4 + 4 + (bytes[at + 4] === 1 ? 32 : 20) + 16;
    [a, b, 0, c, d, 0, 0, 0].forEach((value, place) => bytes.writeInt32BE(value * 65536, matrix + place * 4));
  }
  await writeFile(path, bytes);
}
