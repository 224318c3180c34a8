import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { perceive, type PerceiveClocks, type Senses } from '../../../src/app/perceive.js';
import { StageClock } from '../../../src/app/stage-clock.js';
import type { AudioTrack, SampledFrame } from '../../../src/domain/frame.js';
import type { Hearing, ScreenReading, Sightings } from '../../../src/domain/perception.js';
import type { DemuxedVideo } from '../../../src/domain/video.js';
import type { FrameObserver, PerceptionContext } from '../../../src/stages/frame-observer.js';
import { cases } from '../../support/property-search.js';

const sightings = { categories: [], unknownProbability: 1, attributes: [], objects: [], codes: [], nsfwScore: null, framesLookedAt: 0, quality: { static: false, dark: false, blurry: false, duplicateFrameShare: 0 } } satisfies Sightings;
const reading = { texts: [], doubts: [] } satisfies ScreenReading;
const hearing = { languages: [], segments: [], silent: true, noSpeech: true, doubts: [] } satisfies Hearing;
const context: PerceptionContext = { videoId: 'v', listingTexts: [], locale: null, market: null, width: 4, height: 4, durationS: 1, priority: 0, effort: 'fast' };
const clocks = (): PerceiveClocks => {
  const clock = () => new StageClock(() => performance.now());
  return { demux: clock(), see: clock(), read: clock(), hear: clock() };
};

/** A video of `count` frames that counts what is alive; its sound is there once the frames were all taken, as with a real decoder. */
function videoOf(count: number): { video: DemuxedVideo; releases: number[]; alive: () => number; most: () => number } {
  const releases = Array.from({ length: count }, () => 0);
  let alive = 0;
  let most = 0;
  let soundReady: (audio: AudioTrack | null) => void = () => undefined;
  const audio = new Promise<AudioTrack | null>((resolve) => (soundReady = resolve));
  async function* frames(): AsyncGenerator<SampledFrame> {
    for (let index = 0; index < count; index += 1) {
      alive += 1;
      most = Math.max(most, alive);
      yield { kind: 'frame', index, timestampS: index / 2, width: 1, height: 1, pixels: new Uint8Array(3), sceneCut: index === 0, luma: new Uint8Array(1024), release: () => { alive -= 1; releases[index] = (releases[index] ?? 0) + 1; } };
    }
    soundReady(null);
  }
  const video = { facts: {} as DemuxedVideo['facts'], frames: frames(), audio, notices: () => [], dispose: async () => undefined } satisfies DemuxedVideo;
  return { video, releases, alive: () => alive, most: () => most };
}

function observer<R>(result: R, onFrame: (frame: SampledFrame) => Promise<void> | void): FrameObserver<R> {
  return { observe: async (frame) => { await onFrame(frame); }, finish: async () => result };
}
const senses = (overrides: Partial<Senses> = {}): Senses => ({
  see: () => observer(sightings, () => undefined),
  read: () => observer(reading, () => undefined),
  hear: async () => hearing,
  ...overrides,
});
const never = new AbortController().signal;

describe('perceive', () => {
  it('shows every frame to both observers in order and keeps few alive, whatever their pace', async () => {
    await fc.assert(fc.asyncProperty(fc.scheduler(), fc.integer({ min: 0, max: 12 }), async (scheduler, count) => {
      const { video, releases, alive, most } = videoOf(count);
      const seen: number[] = [];
      const read: number[] = [];
      const paced = (order: number[]) => (frame: SampledFrame) => { if (frame.kind === 'frame') order.push(frame.index); return scheduler.schedule(Promise.resolve()); };
      const work = perceive(video, senses({ see: () => observer(sightings, paced(seen)), read: () => observer(reading, paced(read)) }), context, clocks(), never);
      await scheduler.waitFor(work);
      const all = Array.from({ length: count }, (_, index) => index);
      expect(seen).toEqual(all);
      expect(read).toEqual(all);
      expect(releases).toEqual(all.map(() => 1));
      expect(alive()).toBe(0);
      expect(most()).toBeLessThanOrEqual(4);
    }), cases(30));
  });

  it.each(['see', 'read'] as const)('ends with the error of %s, stops hearing and releases every frame', async (sense) => {
    const { video, alive, releases } = videoOf(20);
    const broken = <R>(result: R): FrameObserver<R> => observer(result, (frame) => { if (frame.kind === 'frame' && frame.index === 4) throw new Error(`${sense} broke`); });
    const work = perceive(video, senses(sense === 'see' ? { see: () => broken(sightings) } : { read: () => broken(reading) }), context, clocks(), never);
    await expect(work).rejects.toThrow(`${sense} broke`);
    expect(alive()).toBe(0);
    expect(Math.max(...releases)).toBe(1);
  });

  it('ends with the error of hear and stops looking', async () => {
    const { video, alive } = videoOf(3);
    let stopped = false;
    const work = perceive(video, senses({
      hear: async () => { throw new Error('hear broke'); },
      see: () => ({ observe: async () => undefined, finish: (signal) => new Promise((_, reject) => { signal.addEventListener('abort', () => { stopped = true; reject(signal.reason as Error); }); if (signal.aborted) { stopped = true; reject(signal.reason as Error); } }) }),
    }), context, clocks(), never);
    await expect(work).rejects.toThrow('hear broke');
    expect(stopped).toBe(true);
    expect(alive()).toBe(0);
  });

  it('stops on request with the reason of the request', async () => {
    const { video, alive } = videoOf(50);
    const stop = new AbortController();
    const work = perceive(video, senses({ see: () => observer(sightings, (frame) => { if (frame.kind === 'frame' && frame.index === 2) stop.abort(new Error('enough')); }) }), context, clocks(), stop.signal);
    await expect(work).rejects.toThrow('enough');
    expect(alive()).toBe(0);
  });
});
