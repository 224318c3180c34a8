import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { timedSentences } from '../../../../src/stages/hear/sentences.js';

describe('sentences with times', () => {
  it('end at the pauses between them', () => {
    const phrase = { startS: 10, endS: 16, pauses: [{ startS: 11.2, endS: 11.4 }, { startS: 13, endS: 13.6 }] };
    expect(timedSentences('Today only platforms one. Sunday is the best part.', phrase, 'en')).toEqual([
      { startS: 10, endS: 13, text: 'Today only platforms one.' },
      { startS: 13.6, endS: 16, text: 'Sunday is the best part.' },
    ]);
  });

  it('stay together where nobody paused', () => {
    expect(timedSentences('It is red. It is also quite large.', { startS: 0, endS: 4, pauses: [] }, 'en')).toEqual([{ startS: 0, endS: 4, text: 'It is red. It is also quite large.' }]);
  });

  it('are found in Chinese', () => {
    const phrase = { startS: 0, endS: 8, pauses: [{ startS: 3.8, endS: 4.3 }] };
    expect(timedSentences('每个项目都是特定于域和国家的。你可以为呼叫中心创建项目。', phrase, 'zh').map(({ text }) => text)).toEqual(['每个项目都是特定于域和国家的。', '你可以为呼叫中心创建项目。']);
  });

  it('lose no letter, keep their order and stay inside the phrase', () => {
    const pauses = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 6 }).map((shares) => {
      const sorted = [...shares].sort((a, b) => a - b).map((share) => 5 + 20 * share);
      return sorted.map((startS, i) => ({ startS, endS: Math.min(startS + 0.2, sorted[i + 1] ?? 25) }));
    });
    fc.assert(
      fc.property(fc.array(fc.constantFrom('Good. ', 'It is a cup! ', 'red and blue ', 'Why? ', '第一。', 'Nr. 5 '), { minLength: 1, maxLength: 12 }), pauses, (parts, phrasePauses) => {
        const text = parts.join('').trim();
        const timed = timedSentences(text, { startS: 5, endS: 25, pauses: phrasePauses }, 'en');
        expect(timed.map((one) => one.text).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
        let lastS = 5;
        for (const { startS, endS } of timed) {
          expect(startS).toBeGreaterThanOrEqual(lastS - 1e-9);
          expect(endS).toBeGreaterThanOrEqual(startS - 1e-9);
          lastS = endS;
        }
        expect(lastS).toBe(25);
      }),
    );
  });
});
