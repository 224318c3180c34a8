import { describe, expect, it } from '@jest/globals';
import { decideLanguages, type LanguageEvidence } from '../../../../src/stages/hear/language-runs.js';
import { HEAR_RULES } from '../../../../src/stages/hear/hear.js';

function phrase(startS: number, endS: number, guesses: Readonly<Record<string, number>>): LanguageEvidence {
  const languages = Object.entries(guesses).map(([language, probability]) => ({ language, probability }));
  return { startS, endS, heard: { languages: languages.sort((a, b) => b.probability - a.probability), noSpeechProbability: 0 } };
}

const decide = (phrases: readonly LanguageEvidence[], hints: readonly string[] = []): string => decideLanguages(phrases, hints, HEAR_RULES.languages).map(({ language }) => language).join(' ');

describe('languages', () => {
  it('come out as two where the evidence changes after a pause', () => {
    expect(decide([phrase(0, 6, { en: 0.97, de: 0.01 }), phrase(7, 13, { zh: 0.98, en: 0.01 })])).toBe('en zh');
  });

  it('come out as two also where one is an inset without a pause', () => {
    const en = { en: 0.98, zh: 0.005 };
    expect(decide([phrase(0, 10, en), phrase(10.3, 16, { zh: 0.995, en: 0.001 }), phrase(16.3, 26, en)])).toBe('en zh en');
  });

  it('are not changed by one short, unsure phrase', () => {
    expect(decide([phrase(0, 6, { it: 0.95, en: 0.03 }), phrase(6.4, 7.4, { en: 0.6, it: 0.3 }), phrase(8, 13, { it: 0.9, en: 0.05 })])).toBe('it it it');
  });

  it('need more evidence for one that hardly anybody speaks', () => {
    expect(decide([phrase(0, 4, { nn: 0.5, no: 0.3, sv: 0.1 })])).toBe('no');
    expect(decide([phrase(0, 4, { cy: 0.99, en: 0.001 })])).toBe('cy');
  });

  it('do not suspect one that the listing names', () => {
    expect(decide([phrase(0, 4, { cy: 0.5, en: 0.3 })])).toBe('en');
    expect(decide([phrase(0, 4, { cy: 0.5, en: 0.3 })], ['cy'])).toBe('cy');
  });

  it('follow a hint only when they are in doubt', () => {
    const unsure = [phrase(0, 4, { es: 0.45, pt: 0.4 })];
    expect(decide(unsure)).toBe('es');
    expect(decide(unsure, ['pt'])).toBe('pt');
    expect(decide([phrase(0, 4, { es: 0.95, pt: 0.04 })], ['pt'])).toBe('es');
  });

  it('are surer together than alone', () => {
    const one = decideLanguages([phrase(0, 3, { fr: 0.7, en: 0.3 })], [], HEAR_RULES.languages);
    const two = decideLanguages([phrase(0, 3, { fr: 0.7, en: 0.3 }), phrase(3.5, 7, { fr: 0.7, en: 0.3 })], [], HEAR_RULES.languages);
    expect(two[0]?.confidence).toBeGreaterThan(one[0]?.confidence ?? 1);
  });

  it('of nothing are none', () => {
    expect(decideLanguages([], [], HEAR_RULES.languages)).toEqual([]);
  });
});
