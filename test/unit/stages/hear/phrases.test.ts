import { expect, it } from '@jest/globals';
import { phrasesOf, type PhraseRules } from '../../../../src/stages/hear/phrases.js';

const RULES: PhraseRules = { closeS: 0.3, nearS: 0.7, shortS: 2, maxS: 20 };

it('joins a short utterance with the neighbour that it is nearest to', () => {
  const phrases = phrasesOf([{ startS: 0, endS: 4 }, { startS: 4.6, endS: 5.5 }, { startS: 5.9, endS: 9 }], RULES);
  expect(phrases.map(({ startS, endS }) => [startS, endS])).toEqual([[0, 4], [4.6, 9]]);
  expect(phrases[1]?.pauses).toEqual([{ startS: 5.5, endS: 5.9 }]);
});

it('leaves a lonely short utterance alone and never grows past the limit', () => {
  expect(phrasesOf([{ startS: 0, endS: 1 }, { startS: 3, endS: 9 }], RULES)).toHaveLength(2);
  expect(phrasesOf([{ startS: 0, endS: 12 }, { startS: 12.1, endS: 21 }], RULES)).toHaveLength(2);
});
