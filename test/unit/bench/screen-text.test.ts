import { describe, expect, it } from '@jest/globals';
import { scoreScreenText, type TrueText } from '../../../bench/eval/screen-text.js';
import type { ScreenText } from '../../../src/domain/product-video-enriched.js';

const truth = (text: string, startS = 0, endS = 10): TrueText => ({ text, startS, endS, script: 'Latn', box: [100, 100, 300, 50] });
const read = (text: string, startS = 0, endS = 10, x0 = 0.2): ScreenText => ({ text, startS, endS, confidence: 0.9, box: [x0, 0.105, x0 + 0.2, 0.155] });
const score = (truths: readonly TrueText[], reads: readonly ScreenText[]) => scoreScreenText([{ file: 'v.mp4', displayWidth: 540, displayHeight: 960, truth: truths, read: reads }]);

describe('screen text score', () => {
  it.each([
    { wanted: 'Summer dress', got: 'SUMMER  DRESS', found: 1 },
    { wanted: '$24.99', got: '$24.98', found: 0 },
    { wanted: 'Am besten gekühlt lagern', got: 'Am besten gekuhlt lagern', found: 1 },
    { wanted: '¥199', got: '￥199', found: 1 },
    { wanted: 'NOVARIA', got: 'NOVAR1A', found: 0 },
  ])('$wanted read as $got', ({ wanted, got, found }) => expect(score([truth(wanted)], [read(got)]).byScript[0]!.found).toBe(found));

  it('joins the pieces of a line from left to right', () => expect(score([truth('R$ 9,90')], [read('9,90', 0, 10, 0.4), read('R$', 0, 10, 0.2)]).byScript[0]!.found).toBe(1));

  it('tells wrong times, misses and extras', () => {
    const { byScript, misses, extraTexts } = score([truth('one', 0, 5), truth('two')], [read('one', 1, 5), read('three')]);
    expect(byScript[0]).toMatchObject({ texts: 2, found: 1, foundShare: 0.5, inTimeShare: 0 });
    expect(misses.map(({ why, startErrorS }) => ({ why, startErrorS }))).toEqual([{ why: 'time', startErrorS: 1 }, { why: 'not-found', startErrorS: null }]);
    expect(extraTexts).toBe(1);
  });

  it('a reading of another time does not count', () => expect(score([truth('one', 0, 5)], [read('one', 6, 9)]).byScript[0]!.found).toBe(0));
});
