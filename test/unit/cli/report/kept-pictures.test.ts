import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { keptPictures, type Span } from '../../../../src/cli/report/kept-pictures.js';

const pictures = (...timesS: readonly number[]): { readonly timestampS: number; readonly untilS: number; readonly sceneCut: boolean }[] =>
  timesS.map((timestampS, at) => ({ timestampS, untilS: timesS[at + 1] ?? Infinity, sceneCut: false }));
const every = (stepS: number, count: number): ReturnType<typeof pictures> => pictures(...Array.from({ length: count }, (_, at) => at * stepS));
const times = (kept: readonly { readonly timestampS: number }[]): readonly number[] => kept.map(({ timestampS }) => timestampS);

describe('the pictures that a report keeps', () => {
  it('spreads over the video where nothing was found', () => {
    const kept = times(keptPictures(every(0.5, 200), []));
    expect(kept.length).toBeGreaterThan(8);
    expect(kept.length).toBeLessThanOrEqual(13);
    expect(kept[0]).toBe(0);
  });

  it.each<[string, Span, number]>([
    ['a moment', { startS: 42.5, endS: 42.5 }, 42.5],
    ['a moment that was rounded', { startS: 42.51, endS: 42.52 }, 42.5],
    ['a time while a picture stood still', { startS: 150.2, endS: 151 }, 99.5],
  ])('keeps one of %s', (_, span, wanted) => {
    expect(times(keptPictures(every(0.5, 200), [span]))).toContain(wanted);
  });

  it('keeps none of a time that no picture is left of', () => {
    const [first, second] = pictures(0, 10);
    expect(times(keptPictures([{ ...first!, untilS: 2 }, second!], [{ startS: 4, endS: 5 }]))).toEqual([0, 10]);
  });

  it('has a picture in every span, with no more than 33, in order of time', () => {
    const span = fc.tuple(fc.double({ min: 0, max: 99, noNaN: true }), fc.double({ min: 0, max: 20, noNaN: true })).map(([startS, forS]): Span => ({ startS, endS: startS + forS }));
    fc.assert(
      fc.property(fc.array(span, { maxLength: 32 }), (spans) => {
        const kept = keptPictures(every(0.5, 200), spans);
        expect(kept.length).toBeLessThanOrEqual(33);
        expect(times(kept)).toEqual([...times(kept)].sort((a, b) => a - b));
        for (const { startS, endS } of spans) expect(kept.some(({ timestampS, untilS }) => timestampS <= endS + 0.05 && untilS > startS - 0.05)).toBe(true);
      }),
    );
  });
});
