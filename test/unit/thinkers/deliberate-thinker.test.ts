import { describe, expect, it } from '@jest/globals';
import type { Perception } from '../../../src/domain/perception.js';
import { ESCALATION_REASONS } from '../../../src/domain/understanding.js';
import type { Sense } from '../../../src/stages/frame-observer.js';
import { createDeliberateThinker } from '../../../src/thinkers/deliberate/deliberate-thinker.js';

const signal = new AbortController().signal;

function perception({ frames = 4, text = '', sure = 0.9, said = '' }: { frames?: number; text?: string; sure?: number; said?: string }): Perception {
  return {
    sightings: { categories: [], unknownProbability: 1, attributes: [], objects: [], codes: [], nsfwScore: null, framesLookedAt: frames, quality: { static: false, dark: false, blurry: false, duplicateFrameShare: 0 } },
    reading: { texts: text === '' ? [] : [{ startS: 0, endS: 1, text, confidence: sure, box: [0, 0, 1, 1], script: 'Latn' }], doubts: [] },
    hearing: { languages: [], segments: said === '' ? [] : [{ startS: 0, endS: 1, language: 'en', text: said, confidence: sure }], silent: false, noSpeech: said === '', doubts: [] },
  };
}

async function think(reasons: readonly string[], before: Perception | null, again: Perception): Promise<{ readonly used: readonly Sense[]; readonly kept: Perception }> {
  let used: readonly Sense[] = [];
  const lookAgain = async (_level: string, harder: ReadonlySet<Sense>): Promise<Perception> => {
    used = [...harder].sort();
    return again;
  };
  const thought = await createDeliberateThinker().think({ videoId: 'v', listing: null, reasons, perception: before, lookAgain }, 'medium', signal);
  return { used, kept: thought.perception };
}

describe('the embedded thinker', () => {
  it.each<[readonly string[], readonly Sense[]]>([
    [['product-conflict'], ['see']],
    [['category-uncertain', 'price-conflict'], ['read', 'see']],
    [['speech-repetition'], ['hear']],
    [['policy-review'], ['hear', 'read']],
    [['requested', 'product-conflict'], ['hear', 'read', 'see']],
    [[], ['hear', 'read', 'see']],
    [['a reason of tomorrow'], ['hear', 'read', 'see']],
  ])('for %j uses %j', async (reasons, senses) => {
    expect((await think(reasons, null, perception({}))).used).toEqual(senses);
  });

  it('knows what every reason is about', async () => {
    for (const reason of ESCALATION_REASONS) expect((await think([reason], null, perception({}))).used).not.toEqual([]);
  });

  it('keeps the surer of what was read and heard', async () => {
    const before = perception({ frames: 4, text: 'Fresh coffee', sure: 0.95, said: 'Fresh coffee.' });
    const worse = perception({ frames: 9, text: 'Fre5h c0ffee', sure: 0.5, said: 'Fish, coffee.' });
    const { kept } = await think(['requested'], before, worse);
    expect(kept).toEqual({ sightings: worse.sightings, reading: before.reading, hearing: before.hearing });
    expect((await think(['requested'], worse, { ...before, sightings: worse.sightings })).kept.hearing).toEqual(before.hearing);
  });
});
