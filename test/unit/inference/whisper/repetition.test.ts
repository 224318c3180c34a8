import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compressionRatio, loopStart } from '../../../../src/inference/whisper/repetition.js';

describe('loops', () => {
  it('are found where the same run of tokens is said again and again, and cut after its first saying', () => {
    expect(loopStart([1, 2, 3, ...Array<number>(8).fill(7)])).toBe(4);
    expect(loopStart([1, ...Array<number[]>(4).fill([5, 6, 7, 8, 9]).flat()])).toBe(6);
  });

  it('are not found in speech that repeats a word', () => {
    expect(loopStart([7, 7, 7, 1])).toBeNull();
    expect(loopStart([1, 2, 1, 2, 1, 2])).toBeNull();
    expect(loopStart([])).toBeNull();
  });

  it('always end a decoder that only repeats itself', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 50_000 }), { minLength: 1, maxLength: 20 }), (run) => {
      const said = Array<number[]>(10).fill(run).flat();
      expect(loopStart(said)).not.toBeNull();
    }));
  });
});

it('compresses loops above the guard and speech below it', () => {
  expect(compressionRatio('the same again '.repeat(20))).toBeGreaterThan(2.4);
  expect(compressionRatio('All representatives of the household are currently assisting other telemarketers.')).toBeLessThan(2.4);
  expect(compressionRatio('')).toBe(0);
});
