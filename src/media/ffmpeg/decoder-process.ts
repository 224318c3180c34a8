import { execFile } from 'node:child_process';
import { PassThrough } from 'node:stream';
import ffmpeg, { type FfmpegCommand } from 'fluent-ffmpeg';
import { ThalwegError } from '../../domain/errors.js';
import { killGroup, toolMissing } from './bounded-run.js';
import type { DecodePlan } from './decode-plan.js';
import { FrameClock } from './frame-clock.js';

const DAMAGE = /error while decoding|corrupt|invalid data found|concealing|no frame!|error submitting|decode_slice_header error|missing picture|partial file|truncat|reached eof|stream ends prematurely|file ended prematurely|invalid nal|missing reference|packet mismatch|input buffer exhausted/i;
const CUT_OFF = /partial file|truncat|stream ends prematurely|file ended prematurely/i;
const NOTHING_DECODED = /after EOF|does not contain any stream|Output file #0 does not contain|received no packets/i;
const ADDRESS_SPACE_BYTES = 4 * 1024 ** 3;

export interface DecoderEnd {
  /** How the tool ended: null when it ended well. */
  readonly failure: string | null;
  readonly damaged: boolean;
  readonly cutOff: boolean;
}

/**
 * One ffmpeg process of one video: raw frames on `stdout`, their times in `clock`, the sound in a file. It writes only as
 * fast as `stdout` is read.
 */
export class DecoderProcess {
  /** Never destroys itself: fluent-ffmpeg takes an early close for a failure. */
  readonly stdout = new PassThrough({ autoDestroy: false, emitClose: false, highWaterMark: 1 << 20 });
  readonly clock = new FrameClock();
  readonly ended: Promise<DecoderEnd>;
  readonly #command: FfmpegCommand & { ffmpegProc?: { readonly pid?: number } };
  #damaged = false;
  #cutOff = false;
  #running = true;

  constructor(tool: string, plan: DecodePlan, soundPath: string, cpuLimitS: number) {
    const command: FfmpegCommand & { ffmpegProc?: { readonly pid?: number } } = ffmpeg({ stdoutLines: 40, logger: undefined });
    command.setFfmpegPath(tool);
    command.input(plan.input).inputOptions([...plan.inputOptions]);
    if (plan.frames !== null) command.output(this.stdout).outputOptions([...plan.frames.options, '-filter:v', plan.frames.filter]);
    if (plan.sound !== null) command.output(soundPath).outputOptions([...plan.sound.options, '-filter:a', plan.sound.filter]);
    this.#command = command;
    // The tool's last frames may still be on their way when it has exited: its pipe, not its exit, ends `stdout`.
    this.ended = new Promise((resolve, reject) => {
      const end = (failure: string | null): void => {
        this.#running = false;
        this.clock.end();
        resolve({ failure, damaged: this.#damaged, cutOff: this.#cutOff });
      };
      command.on('start', () => limit(command.ffmpegProc?.pid, cpuLimitS));
      command.on('stderr', (line: string) => this.#read(line));
      command.on('end', () => end(null));
      command.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT' || /cannot find ffmpeg/i.test(error.message)) {
          end('missing');
          this.stdout.end();
          reject(toolMissing(tool));
        } else end(error.message);
      });
    });
    this.ended.catch(() => undefined);
    command.run();
  }

  kill(): void {
    if (this.#running) killGroup(this.#command.ffmpegProc?.pid);
  }

  #read(line: string): void {
    if (this.clock.read(line)) return;
    if (DAMAGE.test(line)) this.#damaged = true;
    if (CUT_OFF.test(line)) this.#cutOff = true;
  }
}

/** Bounds the address space and the CPU time of the tool, where the system has `prlimit` (util-linux); elsewhere the time-out and -max_alloc stand alone. */
function limit(pid: number | undefined, cpuLimitS: number): void {
  if (pid === undefined || process.platform !== 'linux') return;
  execFile('prlimit', [`--pid=${pid}`, `--as=${ADDRESS_SPACE_BYTES}`, `--cpu=${Math.ceil(cpuLimitS)}`, '--nofile=64', '--core=0'], () => undefined);
}

/** A decoder failure as the error of its video. */
export function decoderFailure(failure: string): ThalwegError {
  if (NOTHING_DECODED.test(failure)) return new ThalwegError('MEDIA_NO_FRAMES', 'the video track has no frame that can be decoded, and there is no sound; wanted at least one picture', { stage: 'demux' });
  return new ThalwegError('MEDIA_UNREADABLE', `the video cannot be decoded (${failure.replace(/^ffmpeg exited with code \d+: /, '').replace(/file:\S+/g, 'the file').replace(/\s+/g, ' ').slice(0, 200).trim()})`, { stage: 'demux' });
}
