import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Demuxer } from '../../stages/demux/demuxer.js';
import { samplingPolicy } from '../../stages/demux/sampling-policy.js';
import { DecodingVideo } from './decoding-video.js';
import { frameSize, type DecodePlan } from './decode-plan.js';
import { DecoderProcess } from './decoder-process.js';
import { readMp4Index } from './mp4-index.js';
import { longestKeyframeGapS, probe } from './probe.js';
import { sniffContainer } from './sniff-container.js';
import { askAbilities, type ToolAbilities } from './tool-abilities.js';

export interface FfmpegTools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

/**
 * Demuxer by ffmpeg (4.4 or later). One video: look at the first bytes and the index, ffprobe, then one ffmpeg process
 * for frames and sound. What the first bytes refuse is never opened by a tool.
 */
export function createFfmpegDemuxer(tools: FfmpegTools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }): Demuxer {
  let asked: Promise<ToolAbilities> | null = null;
  const abilitiesOnce = (): Promise<ToolAbilities> => {
    asked ??= askAbilities(tools.ffmpeg).catch((error: unknown) => {
      asked = null;
      throw error;
    });
    return asked;
  };
  return {
    async open(video, options, signal) {
      const path = resolve(video.path);
      const { container, fileBytes } = await sniffContainer(path);
      const truncated = container === 'mov' && (await readMp4Index(path, fileBytes)).truncated;
      signal.throwIfAborted();
      const [media, abilities] = await Promise.all([probe(tools.ffprobe, path, container, options, signal), abilitiesOnce()]);
      const promising = media.keyframeGapS !== null && media.keyframeGapS <= options.maxGapS;
      const keyframeGapS = promising ? await longestKeyframeGapS(tools.ffprobe, path, container, media, options, signal) : null;
      await mkdir(options.workFolder, { recursive: true, mode: 0o700 });
      const plan: DecodePlan = {
        path,
        container,
        picture: media.video?.decodable === true ? { track: media.video, size: frameSize(media.video, options.maxShortSidePx), policy: samplingPolicy(media.video.fps, keyframeGapS, options.maxGapS) } : null,
        sound: media.sound?.decodable === true ? { track: media.sound, path: join(resolve(options.workFolder), `${randomUUID()}.f32le`) } : null,
        abilities,
      };
      return new DecodingVideo(media, plan, new DecoderProcess(tools.ffmpeg, plan, options), truncated, options, signal);
    },
  };
}
