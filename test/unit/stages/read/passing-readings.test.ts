import { describe, expect, it } from '@jest/globals';
import type { Script } from '../../../../src/domain/perception.js';
import { shareFoundIn } from '../../../../src/stages/read/part-of.js';
import type { Quad } from '../../../../src/stages/read/text-reader.js';
import { screenTexts } from '../../../../src/stages/read/screen-texts.js';
import { scriptOf } from '../../../../src/stages/read/script-decision.js';
import type { TextTrack } from '../../../../src/stages/read/text-track.js';

const box = (x0: number, y0: number, x1: number, height = 30): Quad => [x0, y0, x1, y0, x1, y0 + height, x0, y0 + height];

function track(text: string, firstSeenS: number, lastSeenS: number, quad: Quad, confidence = 0.98, script: Script = scriptOf(text)): TextTrack {
  return { id: firstSeenS, quad, signature: { points: Int16Array.of(), gradients: Int16Array.of() }, firstSeenS, lastSeenS, votes: [{ text, confidence, weakest: confidence, script, quad, unreadable: false }] };
}

const published = (tracks: readonly TextTrack[]): readonly string[] =>
  screenTexts(tracks, { sampledS: Array.from({ length: 41 }, (_, i) => i / 4), durationS: 10, width: 400, height: 600, expected: new Set(), listingTexts: [] }).map(({ text, startS, endS }) => `${text} ${startS}–${endS}`);

it.each([
  ['SPRESSO', 'ESPRESSO', 1],
  ['è espresso', 'Caffè espresso', 1],
  ['机绿茶', '有机绿茶 100g', 1],
  ['ark r0ast', 'Dark roast coffee', 7 / 8],
  ['solo', 'Spedizione gratuita', 0.25],
  ['', 'anything', 0],
])('of "%s" stands in "%s": %d', (part, whole, share) => expect(shareFoundIn(part, whole)).toBeCloseTo(share, 6));

describe('a text that comes or goes', () => {
  it('is one item, from the first moment that shows some of it to the last', () => {
    expect(published([
      track('è espresso', 0.5, 0.75, box(0, 100, 120)),
      track('Caffè espresso', 1, 6, box(60, 100, 240)),
      track('Caffè esp', 6.25, 6.5, box(0, 100, 110)),
    ])).toEqual(['Caffè espresso 0.375–6.625']);
  });

  it('may come from below, whole, and stop elsewhere', () => {
    expect(published([track('only', 5, 5.25, box(100, 200, 180)), track('only', 5.5, 9, box(100, 140, 180))])).toEqual(['only 4.875–9.125']);
  });

  it('is not another text that follows quickly at its place', () => {
    expect(published([track('Buy', 1, 1.5, box(100, 500, 160)), track('this', 1.75, 2.25, box(100, 500, 170)), track('one', 2.5, 3, box(100, 500, 160))])).toHaveLength(3);
  });

  it('is not the same word elsewhere', () => {
    expect(published([track('SALE', 1, 1.5, box(20, 40, 100)), track('SALE', 1.75, 5, box(250, 500, 330))])).toHaveLength(2);
  });

  it('leaves no blurred moment in a script that is not there', () => {
    expect(published([track('유기', 5.5, 6, box(100, 100, 200), 0.85), track('有机绿茶100g', 6.25, 9, box(90, 98, 220))])).toEqual(['有机绿茶100g 6.125–9.125']);
    expect(published([track('유기농', 1, 4, box(100, 100, 200), 0.9), track('ORGANIC', 4.25, 9, box(90, 98, 220))])).toHaveLength(2);
  });
});
