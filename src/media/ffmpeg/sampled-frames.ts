import { ThalwegError } from '../../domain/errors.js';
import type { SampledFrame } from '../../domain/frame.js';
import { ShotBoundaries, isRepeat, lumaGrid, thumbnailLuma, type LumaGrid } from '../../stages/demux/frame-likeness.js';
import type { FrameSize } from './decode-plan.js';
import type { DecoderProcess } from './decoder-process.js';
import { FramePool } from './frame-pool.js';

/** Frames of one video that are alive at once: read, waiting, and under observation. */
const FRAMES_ALIVE = 6;

/**
 * The raw frames of a decoder as sampled frames: paired with their times, repeats of the frame before dropped but
 * told, scene cuts marked. Reads only as fast as frames are taken and released. `timeoutMs` bounds the time spent
 * waiting for the decoder, not the time that the stages take.
 * @throws ThalwegError MEDIA_DECODE_TIMEOUT
 */
export async function* sampledFrames(decoder: DecoderProcess, size: FrameSize, timeoutMs: number, signal: AbortSignal): AsyncGenerator<SampledFrame, void> {
  const pool = new FramePool(size.width * size.height * 3, FRAMES_ALIVE);
  const shots = new ShotBoundaries();
  let kept: { readonly grid: LumaGrid; readonly timestampS: number } | null = null;
  let lastS = -Infinity;
  let index = 0;
  try {
    for await (const { pixels, stamp } of rawFrames(decoder, pool, timeoutMs, signal)) {
      // Time only goes forward: a broken clock must not make a text end before it begins.
      if (stamp.timestampS <= lastS) {
        pool.give(pixels);
        continue;
      }
      lastS = stamp.timestampS;
      const grid = lumaGrid(pixels, size.width, size.height);
      if (kept !== null && isRepeat(kept.grid, grid)) {
        pool.give(pixels);
        yield { kind: 'repeat', timestampS: stamp.timestampS, ofTimestampS: kept.timestampS };
        continue;
      }
      const luma = thumbnailLuma(pixels, size.width, size.height);
      kept = { grid, timestampS: stamp.timestampS };
      let released = false;
      const release = (): void => {
        if (!released) pool.give(pixels);
        released = true;
      };
      yield { kind: 'frame', index, timestampS: stamp.timestampS, width: size.width, height: size.height, pixels, keyframe: stamp.keyframe, sceneCut: shots.next(luma), luma, release };
      index += 1;
    }
  } finally {
    pool.close();
  }
}

interface RawFrame {
  readonly pixels: Uint8Array;
  readonly stamp: { readonly timestampS: number; readonly keyframe: boolean };
}

async function* rawFrames(decoder: DecoderProcess, pool: FramePool, timeoutMs: number, signal: AbortSignal): AsyncGenerator<RawFrame, void> {
  const chunks: AsyncIterator<Buffer> = decoder.stdout[Symbol.asyncIterator]();
  let leftMs = timeoutMs;
  const nextChunk = async (): Promise<Buffer | null> => {
    const askedAtMs = performance.now();
    const timer = setTimeout(() => decoder.kill(), leftMs);
    try {
      const next = await chunks.next();
      return next.done === true ? null : next.value;
    } finally {
      clearTimeout(timer);
      leftMs -= performance.now() - askedAtMs;
      if (leftMs <= 0) throw new ThalwegError('MEDIA_DECODE_TIMEOUT', `decoding took longer than ${timeoutMs} ms`, { stage: 'demux' });
    }
  };
  let pixels: Uint8Array | null = null;
  let filled = 0;
  for (let chunk = await nextChunk(); chunk !== null; chunk = await nextChunk()) {
    for (let at = 0; at < chunk.length; ) {
      signal.throwIfAborted();
      pixels ??= await pool.take();
      if (pixels === null) return;
      const part = chunk.subarray(at, at + pixels.length - filled);
      pixels.set(part, filled);
      filled += part.length;
      at += part.length;
      if (filled < pixels.length) continue;
      const stamp = await decoder.clock.next();
      if (stamp === null) return;
      const whole: Uint8Array = pixels;
      pixels = null;
      filled = 0;
      yield { pixels: whole, stamp };
    }
  }
}
