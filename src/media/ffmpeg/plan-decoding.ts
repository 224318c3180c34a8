import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { DemuxOptions } from '../../stages/demux/demuxer.js';
import { samplingPolicy } from '../../stages/demux/sampling-policy.js';
import { frameSize, type DecodePlan } from './decode-plan.js';
import type { MediaDescription } from './media-description.js';
import { readMp4Index } from './mp4-index.js';
import { packetCourse, probe } from './probe.js';
import { sniffContainer } from './sniff-container.js';
import type { ToolAbilities } from './tool-abilities.js';

export interface FfmpegTools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

export interface PlannedDecoding {
  readonly media: MediaDescription;
  readonly plan: DecodePlan;
  /** The container itself says that its end is missing. */
  readonly truncated: boolean;
}

/**
 * All that is done before a video's decoder starts: what the file is, what it holds, and how to decode it.
 * @throws ThalwegError MEDIA_* codes, see `sniffContainer`, `readMp4Index` and `probe`
 */
export async function planDecoding(file: string, tools: FfmpegTools, abilitiesOf: () => Promise<ToolAbilities>, options: DemuxOptions, signal: AbortSignal): Promise<PlannedDecoding> {
  const path = resolve(file);
  const { container, fileBytes } = await sniffContainer(path);
  const truncated = container === 'mov' && (await readMp4Index(path, fileBytes)).truncated;
  signal.throwIfAborted();
  const abilities = await abilitiesOf();
  const described = await probe(tools.ffprobe, path, container, options, signal);
  const promising = described.keyframeGapS !== null && described.keyframeGapS <= options.maxGapS;
  // Recorders that write as they go (a browser's WebM) leave the length out.
  const untold = described.durationS <= 0;
  const course = promising || untold ? await packetCourse(tools.ffprobe, path, container, described, options, signal) : null;
  const media = untold && course !== null ? { ...described, durationS: course.durationS } : described;
  const keyframeGapS = promising ? (course?.keyframeGapS ?? null) : null;
  await mkdir(options.workFolder, { recursive: true, mode: 0o700 });
  const { video, sound } = media;
  const plan: DecodePlan = {
    path,
    container,
    picture: video?.decodable === true ? { track: video, size: frameSize(video, options.maxShortSidePx), policy: samplingPolicy(video.fps, keyframeGapS, options.maxGapS) } : null,
    sound: sound?.decodable === true ? { track: sound, path: join(resolve(options.workFolder), `${randomUUID()}.f32le`) } : null,
    abilities,
  };
  return { media, plan, truncated };
}
