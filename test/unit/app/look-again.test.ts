import { describe, expect, it } from '@jest/globals';
import { sensesForAgain } from '../../../src/app/look-again.js';
import type { Senses } from '../../../src/app/perceive.js';
import type { Hearing, Perception, ScreenReading, Sightings } from '../../../src/domain/perception.js';
import type { PerceptionContext, Sense } from '../../../src/stages/frame-observer.js';

const context: PerceptionContext = { videoId: 'v', listingTexts: [], locale: null, market: null, width: 4, height: 4, durationS: 1, priority: 0, effort: 'high' };
const signal = new AbortController().signal;
const sightings = (framesLookedAt: number): Sightings => ({ categories: [], unknownProbability: 1, attributes: [], objects: [], codes: [], nsfwScore: null, framesLookedAt, quality: { static: false, dark: false, blurry: false, duplicateFrameShare: 0 } });
const reading = (doubt: string): ScreenReading => ({ texts: [], doubts: [doubt] });
const hearing = (doubt: string): Hearing => ({ languages: [], segments: [], silent: false, noSpeech: true, doubts: [doubt] });
const before: Perception = { sightings: sightings(1), reading: reading('before'), hearing: hearing('before') };

/** What each sense found, which says how hard it worked. */
async function again(harder: readonly Sense[], kept: Perception | null): Promise<string> {
  const senses: Senses = {
    see: ({ effort }) => ({ observe: async () => undefined, finish: async () => sightings(effort === 'fast' ? 8 : 32) }),
    read: ({ effort }) => ({ observe: async () => undefined, finish: async () => reading(effort) }),
    hear: async (_audio, { effort }) => hearing(effort),
  };
  const opened = sensesForAgain(senses, new Set(harder), kept);
  const [seen, read, heard] = await Promise.all([opened.see(context).finish(signal), opened.read(context).finish(signal), opened.hear(null, context, signal)]);
  return `${seen.framesLookedAt} ${read.doubts.join()} ${heard.doubts.join()}`;
}

describe('a second look', () => {
  it.each<[readonly Sense[], string, string]>([
    [['see', 'read', 'hear'], '32 high high', '32 high high'],
    [['see'], '32 before before', '32 fast fast'],
    [['read'], '1 high before', '8 high fast'],
    [['hear'], '1 before high', '8 fast high'],
  ])('with %j harder keeps the rest, or makes it up where nothing was kept', async (harder, withPerception, without) => {
    expect(await again(harder, before)).toBe(withPerception);
    expect(await again(harder, null)).toBe(without);
  });
});
