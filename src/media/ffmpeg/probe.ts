import { ThalwegError, isThalwegError } from '../../domain/errors.js';
import type { DemuxOptions } from '../../stages/demux/demuxer.js';
import { boundedRun } from './bounded-run.js';
import { DESCRIPTION_ENTRIES, KEYFRAME_WINDOW_S, describe, type MediaDescription } from './media-description.js';
import { ADDRESS_SPACE_BYTES, inputUrl, sandboxArguments } from './sandbox-arguments.js';
import type { Container } from './sniff-container.js';

const PROBE_LIMITS = { cpuS: 20, addressSpaceBytes: ADDRESS_SPACE_BYTES, fileBytes: 0, timeoutMs: 20_000, maxStdoutBytes: 16 * 1024 * 1024 };

/**
 * ffprobe's facts of a local file, under the sandbox's limits.
 * @throws ThalwegError MEDIA_UNREADABLE, MEDIA_NO_STREAMS, MEDIA_CODEC_UNSUPPORTED, MEDIA_TOO_LARGE_PICTURE, MEDIA_TOO_MANY_STREAMS, TOOL_MISSING
 */
export async function probe(ffprobe: string, path: string, container: Container, options: DemuxOptions, signal: AbortSignal): Promise<MediaDescription> {
  const asked = ['-v', 'error', '-hide_banner', ...sandboxArguments(container, options), '-read_intervals', `%+${KEYFRAME_WINDOW_S}`, '-show_entries', DESCRIPTION_ENTRIES, '-of', 'json', inputUrl(path)];
  const ran = await boundedRun(ffprobe, asked, PROBE_LIMITS, signal);
  const media = ran.exitCode === 0 ? describe(ran.stdout) : null;
  if (media === null) throw unreadable(ran.stderr, options);
  refuseUnusable(media, options);
  return media;
}

function refuseUnusable({ streams, video, sound }: MediaDescription, options: DemuxOptions): void {
  if (streams > options.maxStreams) throw refuse('MEDIA_TOO_MANY_STREAMS', `the file has ${streams} streams; at most ${options.maxStreams} are accepted`);
  if (video === null && sound === null) throw refuse('MEDIA_NO_STREAMS', `the file has ${streams} streams, but no video and no sound among them`);
  if (video !== null && video.width * video.height > options.maxPixels) {
    throw refuse('MEDIA_TOO_LARGE_PICTURE', `the picture is ${video.width} × ${video.height} pixels; at most ${options.maxPixels} pixels are accepted`);
  }
  if (video?.decodable !== true && sound?.decodable !== true) {
    const found = [video, sound].flatMap((track) => (track === null ? [] : [track.codec])).join(', ');
    throw refuse('MEDIA_CODEC_UNSUPPORTED', `no track can be decoded: found codec ${found}; wanted H.264, HEVC, VP8, VP9, AV1 or another common one`);
  }
}

export interface PacketCourse {
  /** Longest time between keyframes over the whole file; null without a picture. */
  readonly keyframeGapS: number | null;
  /** From the first packet's begin to the last one's end. */
  readonly durationS: number;
}

/**
 * The course of the file's main track, as far as it is decoded at all; null when it cannot be told in time. Reads the file
 * once without decoding: only worth it where the first seconds promise much, or where the file does not say its length.
 */
export async function packetCourse(ffprobe: string, path: string, container: Container, media: MediaDescription, options: DemuxOptions, signal: AbortSignal): Promise<PacketCourse | null> {
  const track = media.video ?? media.sound;
  if (track === null) return null;
  const asked = ['-v', 'error', '-hide_banner', ...sandboxArguments(container, options), '-select_streams', String(track.index), '-show_entries', 'packet=pts_time,duration_time,flags', '-of', 'csv=p=0', inputUrl(path)];
  let lastKeyS = NaN;
  let beginS = NaN;
  let endS = NaN;
  let longestS = 0;
  let rest = '';
  const read = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const [time, lasts, flags] = line.split(',');
      const timeS = Number(time);
      if (flags === undefined || Number.isNaN(timeS)) continue;
      beginS = Number.isNaN(beginS) ? timeS : Math.min(beginS, timeS);
      const overS = timeS + (Number(lasts) || 0);
      endS = Number.isNaN(endS) ? overS : Math.max(endS, overS);
      if (!flags.startsWith('K')) continue;
      longestS = Math.max(longestS, timeS - (Number.isNaN(lastKeyS) ? timeS : lastKeyS));
      lastKeyS = timeS;
    }
  };
  try {
    const ran = await boundedRun(ffprobe, asked, { ...PROBE_LIMITS, maxStdoutBytes: Infinity }, signal, read);
    if (ran.exitCode !== 0 || Number.isNaN(endS)) return null;
  } catch (error) {
    if (isThalwegError(error) && error.code === 'MEDIA_DECODE_TIMEOUT') return null;
    throw error;
  }
  return { keyframeGapS: media.video === null || Number.isNaN(lastKeyS) ? null : Math.max(longestS, endS - lastKeyS), durationS: endS - beginS };
}

function unreadable(stderr: string, options: DemuxOptions): ThalwegError {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const said = last.replace(/^\[[^\]]*\]\s*/, '').replace(/^file:.*?:\s+(?=[A-Z])/, '').slice(0, 200);
  const size = /Picture size (\d+)x(\d+) exceeds specified max pixel count/.exec(stderr);
  if (size !== null) return refuse('MEDIA_TOO_LARGE_PICTURE', `the picture is ${size[1]} × ${size[2]} pixels; at most ${options.maxPixels} pixels are accepted`);
  if (/max_streams/.test(stderr)) return refuse('MEDIA_TOO_MANY_STREAMS', `the file has more than ${options.maxStreams} streams`);
  return refuse('MEDIA_UNREADABLE', `the file is no readable video${said === '' ? '' : ` (${said})`}; it may be damaged: upload it again`);
}

function refuse(code: 'MEDIA_UNREADABLE' | 'MEDIA_NO_STREAMS' | 'MEDIA_CODEC_UNSUPPORTED' | 'MEDIA_TOO_LARGE_PICTURE' | 'MEDIA_TOO_MANY_STREAMS', message: string): ThalwegError {
  return new ThalwegError(code, message, { stage: 'demux' });
}
