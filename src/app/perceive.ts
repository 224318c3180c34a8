import { setMaxListeners } from 'node:events';
import type { AudioTrack, SampledFrame } from '../domain/frame.js';
import type { Hearing, Perception, ScreenReading, Sightings } from '../domain/perception.js';
import type { DemuxedVideo } from '../domain/video.js';
import type { FrameObserver, PerceptionContext } from '../stages/frame-observer.js';
import type { StageClock } from './stage-clock.js';

/** The three senses, each opened anew for a video. */
export interface Senses {
  see(context: PerceptionContext): FrameObserver<Sightings>;
  read(context: PerceptionContext): FrameObserver<ScreenReading>;
  hear(audio: AudioTrack | null, context: PerceptionContext, signal: AbortSignal): Promise<Hearing>;
}

export interface PerceiveClocks {
  readonly demux: StageClock;
  readonly see: StageClock;
  readonly read: StageClock;
  readonly hear: StageClock;
}

/** Frames of one video that may be under observation at once. More would only hold memory: other videos keep the workers busy. */
const FRAMES_UNDER_OBSERVATION = 3;

/**
 * Shows every sampled frame to see and read, in order, and plays the sound to hear as soon as it is decoded. The first
 * error of any sense ends the others; every frame is released exactly once, whatever happens.
 */
export async function perceive(
  video: DemuxedVideo,
  senses: Senses,
  context: PerceptionContext,
  clocks: PerceiveClocks,
  signal: AbortSignal,
  onMoment?: (moment: SampledFrame) => void,
): Promise<Perception> {
  const failure = new AbortController();
  const joined = AbortSignal.any([signal, failure.signal]);
  // Every model call under way listens to it.
  setMaxListeners(0, joined);
  const orFail = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      failure.abort(error);
      throw error;
    }
  };
  const looking = orFail(look(video, senses, context, clocks, joined, onMoment));
  const hearing = orFail(untilAborted(video.audio, joined).then((audio) => clocks.hear.time(() => senses.hear(audio, context, joined))));
  const [looked, heard] = await Promise.allSettled([looking, hearing]);
  if (looked.status === 'fulfilled' && heard.status === 'fulfilled') return { ...looked.value, hearing: heard.value };
  signal.throwIfAborted();
  throw failure.signal.reason;
}

async function look(
  video: DemuxedVideo,
  senses: Senses,
  context: PerceptionContext,
  clocks: PerceiveClocks,
  signal: AbortSignal,
  onMoment: ((moment: SampledFrame) => void) | undefined,
): Promise<Omit<Perception, 'hearing'>> {
  const seeing = senses.see(context);
  const reading = senses.read(context);
  const underObservation = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | null = null;
  const observe = async (frame: SampledFrame): Promise<void> => {
    try {
      onMoment?.(frame);
      const both = await Promise.allSettled([
        clocks.see.time(() => seeing.observe(frame, signal)),
        clocks.read.time(() => reading.observe(frame, signal)),
      ]);
      for (const one of both) if (one.status === 'rejected') failed ??= { error: one.reason };
    } finally {
      if (frame.kind === 'frame') frame.release();
    }
  };
  const frames = video.frames[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await clocks.demux.time(() => frames.next());
      if (next.done === true) break;
      const observed: Promise<void> = observe(next.value).finally(() => underObservation.delete(observed));
      underObservation.add(observed);
      if (underObservation.size >= FRAMES_UNDER_OBSERVATION) await Promise.race(underObservation);
      if (failed !== null) break;
      signal.throwIfAborted();
    }
  } finally {
    await Promise.allSettled(underObservation);
    await frames.return?.();
  }
  rethrow(failed);
  const [sightings, screen] = await Promise.all([
    clocks.see.time(() => seeing.finish(signal)),
    clocks.read.time(() => reading.finish(signal)),
  ]);
  return { sightings, reading: screen };
}

function rethrow(failed: { readonly error: unknown } | null): void {
  if (failed !== null) throw failed.error;
}

/** The sound comes only once the decoder is done; a failed or stopped video must not wait for it. */
function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
