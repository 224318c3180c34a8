import { z } from 'zod';

export interface VideoTrack {
  readonly index: number;
  readonly codec: string;
  /** Coded size in pixels. */
  readonly width: number;
  readonly height: number;
  /** Width of a pixel divided by its height. */
  readonly pixelAspect: number;
  /** Clockwise turn that makes the picture upright. */
  readonly rotationDeg: 0 | 90 | 180 | 270;
  /** The display matrix mirrors the picture, too. */
  readonly mirrored: boolean;
  readonly fps: number;
  readonly highDynamicRange: boolean;
  /** When the last picture leaves the screen, seconds from the start of the file; null where the file does not say. */
  readonly endS: number | null;
  readonly decodable: boolean;
}

export interface SoundTrack {
  readonly index: number;
  readonly codec: string;
  readonly channels: number;
  readonly decodable: boolean;
}

export interface MediaDescription {
  readonly container: string;
  readonly durationS: number;
  readonly streams: number;
  /** The one video track to use; a cover picture is none. */
  readonly video: VideoTrack | null;
  /** The one sound track to use. */
  readonly sound: SoundTrack | null;
  /** Longest time between keyframes in the first seconds, and how many there are; null where there is too little to tell. */
  readonly keyframeGapS: number | null;
}

/** How much of the file's beginning is looked through for keyframes. */
export const KEYFRAME_WINDOW_S = 4;
/** What ffprobe is asked for; no tag but the rotation of old files: titles may be long and hostile. */
export const DESCRIPTION_ENTRIES =
  'stream=index,codec_type,codec_name,width,height,sample_aspect_ratio,avg_frame_rate,r_frame_rate,color_transfer,channels,start_time,duration,nb_frames' +
  ':stream_disposition=default,attached_pic:stream_tags=rotate:stream_side_data=rotation,displaymatrix:format=format_name,start_time,duration:packet=stream_index,pts_time,flags';

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
  start_time: numeric,
  duration: numeric,
  nb_frames: numeric,
  disposition: z.object({ default: numeric, attached_pic: numeric }).optional(),
  tags: z.object({ rotate: numeric }).optional().catch(undefined),
  side_data_list: z.array(z.object({ rotation: numeric, displaymatrix: z.string().optional() })).optional(),
});
const shape = z.object({
  packets: z.array(z.unknown()).default([]),
  streams: z.array(streamShape).default([]),
  format: z.object({ format_name: z.string().optional(), start_time: numeric, duration: numeric }).default({}),
});
type Stream = z.infer<typeof streamShape>;

/** ffprobe's JSON as a description; null when it is none. */
export function describe(json: string): MediaDescription | null {
  const read = shape.safeParse(parsed(json));
  if (!read.success) return null;
  const { streams, format, packets } = read.data;
  const startS = format.start_time ?? 0;
  const video = choose(streams.filter((stream) => stream.codec_type === 'video' && stream.disposition?.attached_pic !== 1));
  const sound = choose(streams.filter((stream) => stream.codec_type === 'audio'));
  return {
    container: (format.format_name ?? 'unknown').split(',')[0] ?? 'unknown',
    durationS: Math.max(0, format.duration ?? video?.duration ?? sound?.duration ?? 0),
    streams: streams.length,
    video: video === null ? null : videoTrack(video, startS),
    sound: sound === null ? null : { index: sound.index, codec: sound.codec_name ?? 'unknown', channels: sound.channels ?? 0, decodable: isKnown(sound.codec_name) && (sound.channels ?? 0) > 0 },
    keyframeGapS: video === null ? null : longestKeyframeGapS(packets, video.index),
  };
}

/** The track that is marked as default, else the first; one that can be decoded and moves before any other. */
function choose(candidates: readonly Stream[]): Stream | null {
  const known = candidates.filter((stream) => isKnown(stream.codec_name));
  const moving = known.filter((stream) => stream.nb_frames === undefined || stream.nb_frames > 1);
  const pool = [moving, known, candidates].find((group) => group.length > 0) ?? [];
  return pool.find((stream) => stream.disposition?.default === 1) ?? pool[0] ?? null;
}

function isKnown(codec: string | undefined): boolean {
  return codec !== undefined && codec !== 'unknown' && codec !== 'none';
}

function videoTrack(stream: Stream, fileStartS: number): VideoTrack {
  const matrix = stream.side_data_list?.find((side) => side.rotation !== undefined);
  const turn = matrix?.rotation === undefined ? (stream.tags?.rotate ?? 0) : -matrix.rotation;
  return {
    index: stream.index,
    codec: stream.codec_name ?? 'unknown',
    width: stream.width ?? 0,
    height: stream.height ?? 0,
    pixelAspect: ratio(stream.sample_aspect_ratio, ':') || 1,
    rotationDeg: quarterTurn(turn),
    mirrored: matrix?.displaymatrix !== undefined && mirrors(matrix.displaymatrix),
    fps: ratio(stream.avg_frame_rate, '/') || ratio(stream.r_frame_rate, '/'),
    highDynamicRange: stream.color_transfer === 'smpte2084' || stream.color_transfer === 'arib-std-b67',
    endS: stream.duration === undefined ? null : (stream.start_time ?? fileStartS) - fileStartS + stream.duration,
    decodable: isKnown(stream.codec_name) && (stream.width ?? 0) > 0 && (stream.height ?? 0) > 0,
  };
}

function quarterTurn(degrees: number): 0 | 90 | 180 | 270 {
  const quarters = ((Math.round(degrees / 90) % 4) + 4) % 4;
  return ([0, 90, 180, 270] as const)[quarters] ?? 0;
}

/** A display matrix [a b u; c d v; x y w] mirrors when the determinant of its turning part is negative. */
function mirrors(matrix: string): boolean {
  const [a = 0, b = 0, , c = 0, d = 0] = matrix
    .split('\n')
    .flatMap((line) => line.split(':').slice(1))
    .flatMap((row) => row.trim().split(/\s+/).map(Number));
  return a * d - b * c < 0;
}

function longestKeyframeGapS(packets: readonly unknown[], index: number): number | null {
  const timesS: number[] = [];
  for (const packet of packets as readonly { readonly stream_index?: unknown; readonly pts_time?: unknown; readonly flags?: unknown }[]) {
    if (packet.stream_index === index && typeof packet.flags === 'string' && packet.flags.startsWith('K')) timesS.push(Number(packet.pts_time));
  }
  const gaps = timesS.slice(1).map((timeS, at) => timeS - (timesS[at] ?? NaN));
  return gaps.length < 2 || gaps.some(Number.isNaN) ? null : Math.max(...gaps.slice(0, 1000));
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
