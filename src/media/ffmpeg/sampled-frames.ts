import { ThalwegError } from '../../domain/errors.js';
import type { SampledFrame } from '../../domain/frame.js';
import { ShotBoundaries, isRepeat, picturePrint, thumbnailLuma, type PicturePrint } from '../../stages/demux/frame-likeness.js';
import type { FrameSize } from './decode-plan.js';
import type { DecoderProcess } from './decoder-process.js';
import { FramePool } from './frame-pool.js';
import type { PictureMemory } from './picture-memory.js';

/** Frames of one video that are alive at once: being read, and under observation. */
const FRAMES_ALIVE = 6;

/**
 * The sampled moments of a running decoder: pictures paired with their times, repeats of the picture before told without
 * their pixels, scene cuts marked. Reads only as fast as frames are taken and released. `timeoutMs` bounds the time spent
 * waiting for the decoder, not the time that the stages take.
 * @throws ThalwegError MEDIA_DECODE_TIMEOUT
 */
export async function* sampledFrames(decoder: DecoderProcess, memory: PictureMemory, size: FrameSize, timeoutMs: number, signal: AbortSignal): AsyncGenerator<SampledFrame, void> {
  const pool = new FramePool(memory, size.width * size.height * 3, FRAMES_ALIVE);
  const patience = new Patience(timeoutMs, () => decoder.kill());
  const pictures = rawPictures(decoder, pool, patience, signal);
  const shots = new ShotBoundaries();
  let kept: PicturePrint | null = null;
  let lastS = -Infinity;
  let cutPending = false;
  let index = 0;
  try {
    for (let moment = await patience.wait(decoder.clock.next()); moment !== null; moment = await patience.wait(decoder.clock.next())) {
      signal.throwIfAborted();
      // Time only goes forward, from zero: a broken clock must not make a text end before it begins.
      const timestampS = Math.max(0, moment.timestampS);
      const forward = timestampS > lastS;
      if (forward) lastS = timestampS;
      if (moment.kind === 'same') {
        if (kept !== null && forward) yield { kind: 'repeat', timestampS, ofTimestampS: kept.timestampS };
        continue;
      }
      const { value: pixels } = await pictures.next();
      if (pixels === undefined) return;
      cutPending ||= moment.sceneCut;
      const { width, height } = size;
      const luma = thumbnailLuma(pixels, width, height);
      const print = picturePrint(timestampS, pixels, width, height, luma);
      if (!forward || (kept !== null && isRepeat(kept, print))) {
        pool.give(pixels);
        if (kept !== null && forward) yield { kind: 'repeat', timestampS, ofTimestampS: kept.timestampS };
        continue;
      }
      kept = print;
      let released = false;
      const release = (): void => {
        if (!released) pool.give(pixels);
        released = true;
      };
      yield { kind: 'frame', index, timestampS, width, height, pixels, sceneCut: shots.next(luma) || cutPending, luma, release };
      cutPending = false;
      index += 1;
    }
  } finally {
    pool.close();
  }
}

/** The pictures on stdout, each in a buffer of the pool. */
async function* rawPictures(decoder: DecoderProcess, pool: FramePool, patience: Patience, signal: AbortSignal): AsyncGenerator<Uint8Array, void> {
  const chunks = decoder.stdout[Symbol.asyncIterator]() as AsyncIterator<Buffer, undefined>;
  let pixels: Uint8Array | null = null;
  let filled = 0;
  for (let chunk = await patience.wait(chunks.next()); chunk.done !== true; chunk = await patience.wait(chunks.next())) {
    for (let at = 0; at < chunk.value.length; ) {
      signal.throwIfAborted();
      pixels ??= await pool.take();
      if (pixels === null) return;
      const part = chunk.value.subarray(at, at + pixels.length - filled);
      pixels.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < pixels.length) continue;
      const whole: Uint8Array = pixels;
      pixels = null;
      filled = 0;
      yield whole;
    }
  }
}

/** Adds up the time spent waiting for the decoder, and gives up on it when that is used up. */
class Patience {
  readonly #limitMs: number;
  readonly #giveUp: () => void;
  #leftMs: number;

  constructor(limitMs: number, giveUp: () => void) {
    this.#limitMs = limitMs;
    this.#leftMs = limitMs;
    this.#giveUp = giveUp;
  }

  async wait<T>(work: Promise<T>): Promise<T> {
    const askedAtMs = performance.now();
    const timer = setTimeout(this.#giveUp, Math.max(1, this.#leftMs));
    try {
      return await work;
    } finally {
      clearTimeout(timer);
      this.#leftMs -= performance.now() - askedAtMs;
      if (this.#leftMs <= 0) throw new ThalwegError('MEDIA_DECODE_TIMEOUT', `decoding took longer than ${this.#limitMs} ms`, { stage: 'demux' });
    }
  }
}
