import type { Demuxer } from '../../stages/demux/demuxer.js';
import { DecoderProcess } from './decoder-process.js';
import { decodeLimitMs } from './decode-limit.js';
import { DecodingVideo } from './decoding-video.js';
import { PCM_BYTES_A_SECOND } from './pcm-file.js';
import { PictureMemory } from './picture-memory.js';
import { planDecoding, type FfmpegTools } from './plan-decoding.js';
import { askAbilities, type ToolAbilities } from './tool-abilities.js';

/**
 * Demuxer by ffmpeg (4.4 or later). One video: look at the first bytes and the index, ffprobe, then one ffmpeg process
 * for frames and sound. What the first bytes refuse is never opened by a tool.
 */
export function createFfmpegDemuxer(tools: FfmpegTools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }): Demuxer {
  const memory = new PictureMemory();
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
      const { media, plan, truncated } = await planDecoding(video.path, tools, abilitiesOnce, options, signal);
      const limited = { ...options, timeoutMs: decodeLimitMs(media, options.timeoutMs) };
      if (plan.sound !== null) await options.reserve?.(soundBytes(media.durationS, options.maxDurationS));
      return new DecodingVideo(media, plan, new DecoderProcess(tools.ffmpeg, plan, limited), memory, truncated, limited, signal);
    },
  };
}

/** Of the decoded sound, as long as the file says it is; a file that does not say may be as long as any. */
function soundBytes(durationS: number, maxDurationS: number): number {
  return Math.ceil((durationS > 0 ? Math.min(durationS, maxDurationS) : maxDurationS) * PCM_BYTES_A_SECOND);
}
