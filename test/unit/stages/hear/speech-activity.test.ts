import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ACTIVITY_WINDOW_S, utterancesOf, type ActivityRules } from '../../../../src/stages/hear/speech-activity.js';

const RULES: ActivityRules = { speechThreshold: 0.5, silenceThreshold: 0.35, minSilenceS: 0.16, minSpeechS: 0.15, padS: 0.1, maxSpeechS: 20 };

/** Runs of one probability: [windows, probability]. */
function runs(...parts: readonly (readonly [number, number])[]): number[] {
  return parts.flatMap(([windows, probability]) => Array<number>(windows).fill(probability));
}

describe('utterances', () => {
  it('bridges a short dip, and one that stays above the lower threshold', () => {
    expect(utterancesOf(runs([20, 0.01], [20, 0.9], [3, 0.1], [20, 0.9], [30, 0.4], [20, 0.9], [20, 0.01]), 5, RULES)).toHaveLength(1);
    expect(utterancesOf(runs([20, 0.01], [20, 0.9], [10, 0.1], [20, 0.9], [20, 0.01]), 5, RULES)).toHaveLength(2);
  });

  it('leaves out clicks and hears nothing in silence', () => {
    expect(utterancesOf(runs([20, 0.01], [3, 0.99], [20, 0.01]), 2, RULES)).toEqual([]);
    expect(utterancesOf([], 0, RULES)).toEqual([]);
  });

  it('cuts long speech at its least certain moment', () => {
    const [first, second] = utterancesOf(runs([500, 0.99], [1, 0.6], [400, 0.99]), 40, RULES);
    expect(first?.endS).toBeCloseTo(500 * ACTIVITY_WINDOW_S, 6);
    expect(second?.startS).toBeCloseTo(500 * ACTIVITY_WINDOW_S, 6);
  });

  it('are in order, apart, inside the track and no longer than allowed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true })), { maxLength: 30 }), (parts) => {
        const probabilities = runs(...parts);
        const durationS = probabilities.length * ACTIVITY_WINDOW_S - 0.01;
        let lastS = 0;
        for (const { startS, endS } of utterancesOf(probabilities, durationS, RULES)) {
          expect(startS).toBeGreaterThanOrEqual(lastS - 1e-9);
          expect(endS).toBeGreaterThan(startS);
          expect(endS).toBeLessThanOrEqual(durationS + 1e-9);
          expect(endS - startS).toBeLessThanOrEqual(RULES.maxSpeechS + 2 * RULES.padS + 1e-9);
          lastS = endS;
        }
      }),
    );
  });
});
