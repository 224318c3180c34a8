import type { Readable } from 'node:stream';
import { ThalwegError } from '../../domain/errors.js';
import type { DemuxOptions } from '../../stages/demux/demuxer.js';
import { decodeArguments, type DecodePlan } from './decode-plan.js';
import { FrameClock } from './frame-clock.js';
import { startGuarded, type GuardedProcess, type ProcessEnd } from './guarded-process.js';
import { PCM_BYTES_A_SECOND } from './pcm-file.js';
import { ADDRESS_SPACE_BYTES } from './sandbox-arguments.js';

const CUT_OFF = /partial file|stream ends prematurely|file ended prematurely/i;
/** Lines that a sound file may cause, too, or that only say how a run ended. */
const HARMLESS = /^\s*$|last message repeated|conversion failed|error closing|broken pipe|output file is empty|deprecated/i;
const KEPT_LOG_CHARACTERS = 4096;

export interface DecoderEnd extends ProcessEnd {
  /** The decoder complained about what it read. */
  readonly damaged: boolean;
  /** It met the end of the file too early. */
  readonly cutOff: boolean;
  /** The beginning of what it said, without its reports. */
  readonly log: string;
}

/** One ffmpeg process of one video: raw frames on `stdout`, their times in `clock`, the sound in a file. It writes only as fast as `stdout` is read. */
export class DecoderProcess {
  readonly clock: FrameClock;
  readonly ended: Promise<DecoderEnd>;
  readonly #process: GuardedProcess;
  #log = '';
  #damaged = false;
  #cutOff = false;

  constructor(tool: string, plan: DecodePlan, options: DemuxOptions) {
    this.clock = new FrameClock(plan.picture?.policy ?? { decode: 'keyframes', tickUs: 1_000_000, maxGapUs: 1_000_000 }, (text) => this.#note(text));
    this.#process = startGuarded(
      tool,
      decodeArguments(plan, options),
      { cpuS: options.timeoutMs / 1000 + 1, addressSpaceBytes: ADDRESS_SPACE_BYTES, fileBytes: (options.maxDurationS + 60) * PCM_BYTES_A_SECOND },
      (text) => this.clock.read(text),
    );
    const heldUntilS = plan.picture === null ? 0 : Math.min(plan.picture.track.endS ?? 0, options.maxDurationS);
    this.ended = this.#process.ended.then(
      (end) => {
        this.clock.end(this.#damaged || this.#cutOff || end.exitCode !== 0 ? 0 : heldUntilS);
        return { ...end, damaged: this.#damaged, cutOff: this.#cutOff, log: this.#log };
      },
      (error: unknown) => {
        this.clock.end(0);
        throw error;
      },
    );
    this.ended.catch(() => undefined);
  }

  get stdout(): Readable {
    return this.#process.stdout;
  }

  kill(): void {
    this.#process.kill();
  }

  #note(text: string): void {
    if (this.#log.length < KEPT_LOG_CHARACTERS) this.#log += text.slice(0, KEPT_LOG_CHARACTERS - this.#log.length);
    this.#cutOff ||= CUT_OFF.test(text);
    this.#damaged ||= text.split('\n').some((line) => !HARMLESS.test(line));
  }
}

/** Why nothing at all came out of a decoder that has ended. */
export function nothingDecoded(end: DecoderEnd): ThalwegError {
  const said = end.log.replace(/\[[^\]]*\]\s*/g, '').replace(/file:\S+/g, 'the file').replace(/\s+/g, ' ').trim().slice(0, 200);
  if (end.signal === 'SIGXCPU') return new ThalwegError('MEDIA_DECODE_TIMEOUT', 'the decoder used up its processor time before it gave a picture or a sound', { stage: 'demux' });
  if (end.signal !== null && end.log === '') return new ThalwegError('MEDIA_TOOL_FAILED', `the decoder was ended by ${end.signal} before it gave a picture or a sound`, { stage: 'demux' });
  return new ThalwegError('MEDIA_NO_FRAMES', `the file has tracks, but no picture and no sound in them can be decoded${said === '' ? '' : ` (${said})`}`, { stage: 'demux' });
}
