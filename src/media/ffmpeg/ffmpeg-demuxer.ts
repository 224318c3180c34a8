import { randomUUID } from 'node:crypto';
import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ThalwegError } from '../../domain/errors.js';
import type { AudioTrack, SampledFrame } from '../../domain/frame.js';
import type { DemuxedVideo } from '../../domain/video.js';
import type { DemuxOptions, Demuxer } from '../../stages/demux/demuxer.js';
import { decodePlan, displaySize } from './decode-plan.js';
import { DecoderProcess, decoderFailure } from './decoder-process.js';
import { readMp4Index } from './mp4-index.js';
import { PcmFile } from './pcm-file.js';
import { probe, type ProbedMedia } from './probe.js';
import { sampledFrames } from './sampled-frames.js';
import { sniffContainer } from './sniff-container.js';

export interface FfmpegTools {
  readonly ffmpeg: string;
  readonly ffprobe: string;
}

/** The part of the stated length that may be missing at the end before a file counts as cut off. */
const MISSING_END_S = 1.5;

/** Demuxer by ffmpeg (4.4 or later): sniff, index, ffprobe, then one ffmpeg process for frames and sound. */
export function createFfmpegDemuxer(tools: FfmpegTools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }): Demuxer {
  return {
    async open(video, options, signal) {
      const container = await sniffContainer(video.path);
      const { size: fileBytes } = await stat(video.path);
      const index = container === 'mov' ? await readMp4Index(video.path, fileBytes) : { truncated: false };
      const media = await probe(tools.ffprobe, video.path, container, options, signal);
      refuseUndecodable(media);
      await mkdir(options.workFolder, { recursive: true, mode: 0o700 });
      const soundPath = join(options.workFolder, `${randomUUID()}.f32le`);
      const plan = decodePlan(video.path, container, media, options);
      const decoder = new DecoderProcess(tools.ffmpeg, plan, soundPath, options.timeoutMs / 1000);
      return new DecodingVideo(media, decoder, plan.frames?.size ?? null, soundPath, index.truncated, options, signal);
    },
  };
}

function refuseUndecodable(media: ProbedMedia): void {
  if (media.video?.decodable === true || media.sound?.decodable === true) return;
  const found = [media.video, media.sound].flatMap((track) => (track === null ? [] : [track.codec])).join(', ');
  throw new ThalwegError('MEDIA_CODEC_UNSUPPORTED', `no track can be decoded: found codec ${found}; wanted H.264, HEVC, VP8/9, AV1 or the like`, { stage: 'demux' });
}

/** One video while its decoder runs. */
class DecodingVideo implements DemuxedVideo {
  readonly facts: DemuxedVideo['facts'];
  readonly frames: AsyncIterable<SampledFrame>;
  readonly audio: Promise<AudioTrack | null>;
  readonly #media: ProbedMedia;
  readonly #decoder: DecoderProcess;
  readonly #soundPath: string;
  readonly #options: DemuxOptions;
  readonly #signal: AbortSignal;
  readonly #notices = new Set<string>();
  readonly #onAbort: () => void;
  #sound: PcmFile | null = null;
  #framesSeen = 0;
  #lastFrameS = 0;
  #disposed = false;

  constructor(media: ProbedMedia, decoder: DecoderProcess, size: { readonly width: number; readonly height: number } | null, soundPath: string, truncated: boolean, options: DemuxOptions, signal: AbortSignal) {
    const { video, sound } = media;
    const display = video === null ? { width: 0, height: 0 } : displaySize(video);
    this.facts = {
      container: media.container,
      durationS: round(media.durationS),
      ...display,
      fps: round(video?.fps ?? 0),
      rotationDeg: video?.rotationDeg ?? 0,
      videoCodec: video?.codec ?? null,
      audioCodec: sound?.codec ?? null,
      audioChannels: sound?.channels ?? 0,
    };
    this.#media = media;
    this.#decoder = decoder;
    this.#soundPath = soundPath;
    this.#options = options;
    this.#signal = signal;
    if (truncated) this.#notices.add('truncated');
    if (sound === null) this.#notices.add('no-audio-track');
    if (video?.decodable !== true) this.#notices.add('no-picture');
    if (media.durationS > options.maxDurationS) this.#notices.add('duration-limited');
    this.#onAbort = () => decoder.kill();
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) decoder.kill();
    this.frames = this.#watch(size);
    this.audio = this.#soundWhenDone();
    this.audio.catch(() => undefined);
  }

  notices(): readonly string[] {
    return [...this.#notices];
  }

  async dispose(): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#decoder.kill();
    this.#decoder.stdout.resume();
    await this.#decoder.ended.catch(() => undefined);
    await this.#sound?.close();
    await rm(this.#soundPath, { force: true });
  }

  async *#watch(size: { readonly width: number; readonly height: number } | null): AsyncGenerator<SampledFrame, void> {
    if (size !== null) {
      for await (const frame of sampledFrames(this.#decoder, size, this.#options.timeoutMs, this.#signal)) {
        this.#framesSeen += 1;
        this.#lastFrameS = frame.timestampS;
        yield frame;
      }
    }
    await this.#finish();
  }

  /** Called when the decoder has nothing more: decides whether what came is a video, and notes what was missing. */
  async #finish(): Promise<void> {
    const { failure, damaged, cutOff } = await this.#decoder.ended;
    this.#signal.throwIfAborted();
    const sound = await this.audio;
    const wantedPicture = this.#media.video?.decodable === true;
    if (wantedPicture && this.#framesSeen === 0) {
      if (sound === null) throw decoderFailure(failure ?? 'received no packets');
      this.#notices.add('no-picture');
    }
    if (damaged || failure !== null) this.#notices.add('decode-errors');
    const playedS = wantedPicture && this.#framesSeen > 0 ? this.#lastFrameS + this.#options.maxGapS : (sound?.sampleCount ?? 0) / 16000;
    const wantedS = Math.min(this.#media.durationS, this.#options.maxDurationS);
    if (cutOff || (damaged && wantedS - playedS > MISSING_END_S)) this.#notices.add('truncated');
  }

  async #soundWhenDone(): Promise<AudioTrack | null> {
    await this.#decoder.ended;
    if (this.#disposed) return null;
    this.#sound = await PcmFile.open(this.#soundPath);
    return this.#sound;
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
