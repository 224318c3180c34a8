import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import type { DemuxOptions } from '../../stages/demux/demuxer.js';
import type { SamplingPolicy } from '../../stages/demux/sampling-policy.js';
import { CHANGE_KEY, HANDED_OVER } from './frame-clock.js';
import type { SoundTrack, VideoTrack } from './media-description.js';
import { MAX_ALLOCATION_BYTES, inputUrl, sandboxArguments } from './sandbox-arguments.js';
import type { Container } from './sniff-container.js';
import type { ToolAbilities } from './tool-abilities.js';

/** Size of the frames that leave the decoder: upright, square pixels, scaled down to the wanted short side, even. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface DecodePlan {
  readonly path: string;
  readonly container: Container;
  /** Null where there is no picture that can be decoded. */
  readonly picture: { readonly track: VideoTrack; readonly size: FrameSize; readonly policy: SamplingPolicy } | null;
  readonly sound: { readonly track: SoundTrack; readonly path: string } | null;
  readonly abilities: ToolAbilities;
}

/** Width and height as shown, after rotation and with square pixels. */
export function displaySize(track: VideoTrack): FrameSize {
  const width = Math.max(1, Math.round(track.width * track.pixelAspect));
  return track.rotationDeg % 180 === 0 ? { width, height: track.height } : { width: track.height, height: width };
}

/** A ribbon of a picture would keep its short side and still be huge: the long side is bounded, too. */
const LONGEST_TO_SHORTEST = 4;

export function frameSize(track: VideoTrack, maxShortSidePx: number): FrameSize {
  const { width, height } = displaySize(track);
  const scale = Math.min(1, maxShortSidePx / Math.min(width, height), (LONGEST_TO_SHORTEST * maxShortSidePx) / Math.max(width, height));
  const even = (length: number): number => Math.max(2, Math.floor((length * scale) / 2 + 1e-9) * 2);
  return { width: even(width), height: even(height) };
}

/**
 * The arguments of one ffmpeg run with two outputs: raw frames on stdout, sound into a file. fluent-ffmpeg writes them; it
 * does not run them, because it knows neither process groups nor limits nor a closed standard input.
 *
 * The loop filter and frames that no other needs are skipped: a third of the decoding time, at 46 dB PSNR and better even
 * at the end of a ten-second GOP. One thread: many videos are decoded at once, and more threads cost more in total.
 */
export function decodeArguments(plan: DecodePlan, options: DemuxOptions): readonly string[] {
  const { picture, sound } = plan;
  const skipped = picture === null ? [] : ['-skip_loop_filter', 'all', '-skip_frame', picture.policy.decode === 'keyframes' ? 'nokey' : 'noref'];
  const command = ffmpeg().input(inputUrl(plan.path));
  command.inputOptions(
    ...['-y', '-nostdin', '-hide_banner', '-loglevel', 'error', '-filter_threads', '1', '-max_alloc', String(MAX_ALLOCATION_BYTES)],
    ...['-threads', '1', ...skipped, ...(picture?.track.mirrored === true ? [] : ['-noautorotate'])],
    ...sandboxArguments(plan.container, options),
    ...['-t', String(options.maxDurationS)],
  );
  if (picture !== null) {
    command.output('pipe:1').outputOptions(
      ...['-map', `0:${picture.track.index}`, ...plan.abilities.everyFrameOnce, '-filter:v', pictureFilter(picture, plan.abilities)],
      ...['-f', 'rawvideo', '-pix_fmt', 'rgb24', '-threads', '1'],
    );
  }
  if (sound !== null) {
    // Filling up from time 0 and through gaps keeps the sound in step with the picture.
    command.output(`file:${sound.path}`).outputOptions(
      ...['-map', `0:${sound.track.index}`, '-filter:a', 'aresample=16000:async=1:first_pts=0', '-ac', '1', '-ar', '16000'],
      ...['-t', String(options.maxDurationS), '-c:a', 'pcm_f32le', '-f', 'f32le', '-threads', '1'],
    );
  }
  return argumentsOf(command);
}

/** fluent-ffmpeg 2.1.3, its last release, shows a command's arguments only here. */
function argumentsOf(command: FfmpegCommand): readonly string[] {
  return (command as FfmpegCommand & { _getArguments(): readonly string[] })._getArguments();
}

/**
 * Every decoded frame is measured and its time reported; one a tick goes on, unless it looks like the one that went on
 * before (`mpdecimate` keeps a frame when one block of 8 × 8 pixels differs by 8 levels a pixel, or a tenth of them by 3).
 * Only what is left is scaled, turned and made RGB.
 */
function pictureFilter({ track, size, policy }: NonNullable<DecodePlan['picture']>, abilities: ToolAbilities): string {
  const upright = track.mirrored ? 0 : track.rotationDeg;
  const coded = upright % 180 === 0 ? size : { width: size.height, height: size.width };
  const scale = `scale=w=${coded.width}:h=${coded.height}:flags=bilinear`;
  const unlike = 'mpdecimate=hi=512:lo=192:frac=0.1';
  const toneMapped = [scale, 'zscale=t=linear:npl=100', 'format=gbrpf32le', 'zscale=p=bt709', 'tonemap=hable:desat=0', 'zscale=t=bt709:m=bt709:r=tv', 'format=yuv420p', unlike];
  return [
    'settb=1/1000000',
    'scdet=threshold=0',
    `metadata=mode=print:key=${CHANGE_KEY}:file=pipe\\\\:2:direct=1`,
    'setpts=PTS-STARTPTS',
    `fps=fps=1000000/${policy.tickUs}:round=up`,
    ...(track.highDynamicRange && abilities.toneMapping ? toneMapped : [unlike, scale]),
    `metadata=mode=add:key=${HANDED_OVER.key}:value=${HANDED_OVER.value}`,
    `metadata=mode=print:key=${HANDED_OVER.key}:file=pipe\\\\:2:direct=1`,
    ...{ 0: [], 90: ['transpose=clock'], 180: ['hflip', 'vflip'], 270: ['transpose=cclock'] }[upright],
    'setsar=1',
    'format=rgb24',
  ].join(',');
}
