import { z } from 'zod';
import { ThalwegError } from '../../domain/errors.js';
import { boundedRun } from './bounded-run.js';
import { inputUrl, sandboxArguments, type SandboxLimits } from './sandbox-arguments.js';
import type { Container } from './sniff-container.js';

export interface VideoTrack {
  readonly index: number;
  readonly codec: string;
  /** Coded size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel divided by its height. */
  readonly pixelAspect: number;
  /** Clockwise turn that makes the picture upright: 0, 90, 180, 270. */
  readonly rotationDeg: number;
  readonly fps: number;
  readonly highDynamicRange: boolean;
  readonly decodable: boolean;
}

export interface SoundTrack {
  readonly index: number;
  readonly codec: string;
  readonly channels: number;
  readonly decodable: boolean;
}

export interface ProbedMedia {
  readonly container: string;
  readonly durationS: number;
  readonly video: VideoTrack | null;
  readonly sound: SoundTrack | null;
}

const numeric = z.union([z.number(), z.string()]).transform(Number).pipe(z.number()).optional().catch(undefined);
const streamShape = z.object({
  index: z.number(),
  codec_type: z.string().optional(),
  codec_name: z.string().optional(),
  width: numeric,
  height: numeric,
  sample_aspect_ratio: z.string().optional(),
  avg_frame_rate: z.string().optional(),
  r_frame_rate: z.string().optional(),
  color_transfer: z.string().optional(),
  channels: numeric,
  duration: numeric,
  disposition: z.object({ default: numeric, attached_pic: numeric }).optional(),
  tags: z.object({ rotate: numeric }).optional().catch(undefined),
  side_data_list: z.array(z.object({ rotation: numeric })).optional(),
});
const probeShape = z.object({ streams: z.array(streamShape).default([]), format: z.object({ format_name: z.string().optional(), duration: numeric }).default({}) });
type Stream = z.infer<typeof streamShape>;

const PROBE_TIMEOUT_MS = 15_000;
const MAX_DESCRIPTION_BYTES = 8 * 1024 * 1024;
const ENTRIES =
  'stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,avg_frame_rate,r_frame_rate,color_transfer,channels,duration' +
  ':stream_disposition=default,attached_pic:stream_tags=rotate:stream_side_data=rotation:format=format_name,duration';

/**
 * ffprobe's facts of a local file, under the sandbox's limits, with the one video and the one sound track to use: the
 * default one where marked, else the first; a cover picture is no video.
 * @throws ThalwegError MEDIA_UNREADABLE, MEDIA_NO_STREAMS, MEDIA_TOO_LARGE_PICTURE, MEDIA_TOO_MANY_STREAMS, TOOL_MISSING
 */
export async function probe(ffprobe: string, path: string, container: Container, limits: SandboxLimits, signal: AbortSignal): Promise<ProbedMedia> {
  const ran = await boundedRun(
    ffprobe,
    ['-v', 'error', '-hide_banner', ...sandboxArguments(container, limits), '-show_entries', ENTRIES, '-of', 'json', inputUrl(path)],
    { timeoutMs: PROBE_TIMEOUT_MS, maxStdoutBytes: MAX_DESCRIPTION_BYTES },
    signal,
  );
  const described = probeShape.safeParse(parsed(ran.stdout));
  if (ran.exitCode !== 0 || !described.success) throw unreadable(ran.stderr, limits);
  const { streams, format } = described.data;
  if (streams.length > limits.maxStreams) {
    throw new ThalwegError('MEDIA_TOO_MANY_STREAMS', `the file has ${streams.length} streams; at most ${limits.maxStreams} are accepted`, { stage: 'demux' });
  }
  const video = choose(streams.filter((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1));
  const sound = choose(streams.filter((stream) => stream.codec_type === 'audio'));
  if (video === null && sound === null) throw new ThalwegError('MEDIA_NO_STREAMS', `the file has ${streams.length} streams, but no video and no sound among them`, { stage: 'demux' });
  const track = video === null ? null : videoTrack(video);
  if (track !== null && track.width * track.height > limits.maxPixels) {
    throw new ThalwegError('MEDIA_TOO_LARGE_PICTURE', `the picture is ${track.width} × ${track.height} pixels; at most ${limits.maxPixels} pixels are accepted`, { stage: 'demux' });
  }
  return {
    container: (format.format_name ?? container).split(',')[0] ?? container,
    durationS: Math.max(0, format.duration ?? video?.duration ?? sound?.duration ?? 0),
    video: track,
    sound: sound === null ? null : { index: sound.index, codec: sound.codec_name ?? 'unknown', channels: sound.channels ?? 0, decodable: isKnown(sound.codec_name) && (sound.channels ?? 0) > 0 },
  };
}

function choose(candidates: readonly Stream[]): Stream | null {
  const known = candidates.filter((stream) => isKnown(stream.codec_name));
  const pool = known.length > 0 ? known : candidates;
  return pool.find((stream) => stream.disposition?.default === 1) ?? pool[0] ?? null;
}

function isKnown(codec: string | undefined): boolean {
  return codec !== undefined && codec !== 'unknown' && codec !== 'none';
}

function videoTrack(stream: Stream): VideoTrack {
  const turn = stream.side_data_list?.find((side) => side.rotation !== undefined)?.rotation;
  const rotation = turn !== undefined ? -turn : (stream.tags?.rotate ?? 0);
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    pixelAspect: ratio(stream.sample_aspect_ratio, ':') || 1,
    rotationDeg: (((Math.round(rotation / 90) * 90) % 360) + 360) % 360,
    fps: ratio(stream.avg_frame_rate, '/') || ratio(stream.r_frame_rate, '/'),
    highDynamicRange: stream.color_transfer === 'smpte2084' || stream.color_transfer === 'arib-std-b67',
    decodable: isKnown(stream.codec_name) && (stream.width ?? 0) > 0 && (stream.height ?? 0) > 0,
  };
}

/** `30000/1001` or `4:3` as a number; 0 where it says nothing. */
function ratio(text: string | undefined, separator: string): number {
  const [above = NaN, below = NaN] = (text ?? '').split(separator).map(Number);
  const value = above / below;
  return Number.isFinite(value) && value > 0 ? value : 0;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function unreadable(stderr: string, limits: SandboxLimits): ThalwegError {
  const last = stderr.trim().split('\n').at(-1) ?? '';
  const said = last.replace(/^\[[^\]]*\]\s*/, '').replace(/^file:\S*:\s*/, '').slice(0, 200);
  if (/max_streams/.test(stderr)) return new ThalwegError('MEDIA_TOO_MANY_STREAMS', `the file has more than ${limits.maxStreams} streams`, { stage: 'demux' });
  return new ThalwegError('MEDIA_UNREADABLE', `the file is no readable video${said === '' ? '' : ` (${said})`}`, { stage: 'demux' });
}
