import { rm } from 'node:fs/promises';
import { ThalwegError } from '../../domain/errors.js';
import type { AudioTrack, SampledFrame } from '../../domain/frame.js';
import type { DemuxedVideo } from '../../domain/video.js';
import type { DemuxOptions } from '../../stages/demux/demuxer.js';
import { displaySize, type DecodePlan } from './decode-plan.js';
import { nothingDecoded, type DecoderProcess } from './decoder-process.js';
import type { MediaDescription } from './media-description.js';
import { PcmFile } from './pcm-file.js';
import type { PictureMemory } from './picture-memory.js';
import { sampledFrames } from './sampled-frames.js';

/** The part of the stated length that may be missing at the end before a damaged file counts as cut off. */
const MISSING_END_S = 1.5;

/** One video while its decoder runs. */
export class DecodingVideo implements DemuxedVideo {
  readonly facts: DemuxedVideo['facts'];
  readonly frames: AsyncIterable<SampledFrame>;
  readonly audio: Promise<AudioTrack | null>;
  readonly #media: MediaDescription;
  readonly #plan: DecodePlan;
  readonly #decoder: DecoderProcess;
  readonly #memory: PictureMemory;
  readonly #options: DemuxOptions;
  readonly #signal: AbortSignal;
  readonly #notices = new Set<string>();
  readonly #onAbort: () => void;
  #sound: PcmFile | null = null;
  #disposed: Promise<void> | null = null;

  constructor(media: MediaDescription, plan: DecodePlan, decoder: DecoderProcess, memory: PictureMemory, truncated: boolean, options: DemuxOptions, signal: AbortSignal) {
    this.#media = media;
    this.#plan = plan;
    this.#decoder = decoder;
    this.#memory = memory;
    this.#options = options;
    this.#signal = signal;
    this.facts = factsOf(media);
    if (truncated) this.#notices.add('truncated');
    if (media.sound === null) this.#notices.add('no-audio-track');
    if (plan.picture === null) this.#notices.add('no-picture');
    if (media.durationS > options.maxDurationS) this.#notices.add('duration-limited');
    this.#onAbort = () => decoder.kill();
    signal.addEventListener('abort', this.#onAbort, { once: true });
    if (signal.aborted) decoder.kill();
    this.frames = this.#watch();
    this.audio = this.#soundWhenDone();
    this.audio.catch(() => undefined);
  }

  notices(): readonly string[] {
    return [...this.#notices];
  }

  dispose(): Promise<void> {
    this.#disposed ??= this.#remove();
    return this.#disposed;
  }

  async #remove(): Promise<void> {
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#decoder.kill();
    this.#decoder.stdout.destroy();
    await this.audio.catch(() => undefined);
    await this.#sound?.close();
    if (this.#plan.sound !== null) await rm(this.#plan.sound.path, { force: true });
  }

  async *#watch(): AsyncGenerator<SampledFrame, void> {
    const { picture } = this.#plan;
    let seen = false;
    if (picture !== null) {
      for await (const frame of sampledFrames(this.#decoder, this.#memory, picture.size, this.#options.timeoutMs, this.#signal)) {
        seen = true;
        yield frame;
      }
    }
    await this.#finish(seen);
  }

  /** Called when the decoder has nothing more: decides whether what came is a video, and notes what was missing. */
  async #finish(seen: boolean): Promise<void> {
    const end = await this.#decoder.ended;
    this.#signal.throwIfAborted();
    if (this.#disposed !== null) return;
    const sound = await this.audio;
    if (!seen) {
      if (sound === null) throw nothingDecoded(end);
      this.#notices.add('no-picture');
    }
    if (end.damaged || end.exitCode !== 0) this.#notices.add('decode-errors');
    const playedS = seen ? (this.#decoder.clock.lastDecodedS ?? 0) : (sound?.sampleCount ?? 0) / 16000;
    const wantedS = Math.min(this.#media.video?.endS ?? this.#media.durationS, this.#options.maxDurationS);
    if (end.cutOff || (end.damaged && wantedS - playedS > MISSING_END_S)) this.#notices.add('truncated');
  }

  async #soundWhenDone(): Promise<AudioTrack | null> {
    const { picture, sound } = this.#plan;
    // With a picture, the time of the decoder is watched where its frames are read.
    const timer = picture === null ? setTimeout(() => this.#decoder.kill(), this.#options.timeoutMs) : undefined;
    const startedAtMs = performance.now();
    const { signal } = await this.#decoder.ended.finally(() => clearTimeout(timer));
    if (picture === null && signal === 'SIGKILL' && performance.now() - startedAtMs >= this.#options.timeoutMs) {
      throw new ThalwegError('MEDIA_DECODE_TIMEOUT', `decoding took longer than ${this.#options.timeoutMs} ms`, { stage: 'demux' });
    }
    if (this.#disposed !== null || sound === null) return null;
    this.#sound = await PcmFile.open(sound.path);
    // The file may have said that it is shorter than it is.
    if (this.#sound !== null) await this.#options.reserve?.(this.#sound.bytes);
    return this.#sound;
  }
}

function factsOf({ container, durationS, video, sound }: MediaDescription): DemuxedVideo['facts'] {
  return {
    container,
    durationS: toMilliseconds(durationS),
    ...(video === null ? { width: 0, height: 0 } : displaySize(video)),
    fps: toMilliseconds(video?.fps ?? 0),
    rotationDeg: video?.rotationDeg ?? 0,
    videoCodec: video?.codec ?? null,
    audioCodec: sound?.codec ?? null,
    audioChannels: sound?.channels ?? 0,
  };
}

function toMilliseconds(value: number): number {
  return Math.round(value * 1000) / 1000;
}
