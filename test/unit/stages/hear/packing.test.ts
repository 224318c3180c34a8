import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { packWindows, sourceTime, windowTime, type PackingRules } from '../../../../src/stages/hear/packing.js';
import type { Utterance } from '../../../../src/stages/hear/speech-activity.js';

const RULES: PackingRules = { maxS: 26, maxPauseS: 1.2, edgeS: 0.4 };

/** Utterances of up to 20 s with pauses of up to 40 s. */
const tracks = fc.array(fc.tuple(fc.double({ min: 0.05, max: 40, noNaN: true }), fc.double({ min: 0.2, max: 20, noNaN: true })), { minLength: 1, maxLength: 30 }).map((pairs) => {
  const utterances: Utterance[] = [];
  let atS = 0;
  for (const [pauseS, lengthS] of pairs) {
    utterances.push({ startS: atS + pauseS, endS: atS + pauseS + lengthS });
    atS += pauseS + lengthS;
  }
  return { utterances, durationS: atS + 0.1 };
});

describe('packed windows', () => {
  it('hold every utterance once, in order, whole, and never more than fits', () => {
    fc.assert(
      fc.property(tracks, ({ utterances, durationS }) => {
        const windows = packWindows(utterances, durationS, RULES);
        expect(windows.flatMap(({ items }) => items)).toEqual(utterances);
        for (const window of windows) {
          expect(window.lengthS).toBeLessThanOrEqual(RULES.maxS + 1e-9);
          for (const { startS, endS } of window.items) {
            expect(window.pieces.some((piece) => piece.sourceStartS <= startS + 1e-9 && piece.sourceEndS >= endS - 1e-9)).toBe(true);
          }
        }
      }),
    );
  });

  it('keep the times: every moment of speech is found again in the track', () => {
    fc.assert(
      fc.property(tracks, fc.double({ min: 0, max: 1, noNaN: true }), ({ utterances, durationS }, share) => {
        for (const window of packWindows(utterances, durationS, RULES)) {
          for (const { startS, endS } of window.items) {
            const momentS = startS + share * (endS - startS);
            const at = windowTime(window, momentS);
            expect(at).toBeGreaterThanOrEqual(0);
            expect(at).toBeLessThanOrEqual(window.lengthS + 1e-9);
            expect(sourceTime(window, at)).toBeCloseTo(momentS, 6);
          }
        }
      }),
    );
  });

  it('pack as much as fits: two neighbouring windows would not fit into one', () => {
    const windows = packWindows([{ startS: 1, endS: 11 }, { startS: 60, endS: 70 }, { startS: 100, endS: 110 }], 120, RULES);
    expect(windows.map(({ items }) => items.length)).toEqual([2, 1]);
    expect(windows[0]?.pieces).toHaveLength(2);
    expect(windows[0]?.lengthS).toBeCloseTo(0.4 + 10 + 1.2 + 10 + 0.4, 9);
  });
});
