import { describe, expect, it } from '@jest/globals';
import { editDistance, errorRate, evaluateSpeech, unitsOf, type HeardSpeech } from '../../../bench/eval/speech.js';

const heard = (language: string, text: string): HeardSpeech => ({ transcript: text === '' ? [] : [{ startS: 0, endS: 1, language, text }], languages: text === '' ? [] : [{ language, seconds: 1 }] });

it.each([
  ['en', 'Red, GREEN — blue!', ['red', 'green', 'blue']],
  ['fr', 'l’eau d’un café', ['l', 'eau', 'd', 'un', 'café']],
  ['zh-CN', '你好，世界 ２', ['你', '好', '世', '界', '2']],
  ['ko', '안녕 하세요.', ['안', '녕', '하', '세', '요']],
  ['de', ' … ', []],
])('counts %s %s as %j', (language, text, units) => {
  expect(unitsOf(text, language)).toEqual(units);
});

it.each([
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['abc', 'abc', 0],
])('edits %s to %s in %i', (from, to, wanted) => {
  expect(editDistance(Array.from(from), Array.from(to))).toBe(wanted);
});

describe('speech report', () => {
  const truth = [
    { file: 'a', speech: [{ language: 'en-US', transcript: 'one two three four' }] },
    { file: 'b', speech: [{ language: 'zh-CN', transcript: '数据' }] },
    { file: 'c', speech: [] },
    { file: 'd', speech: [{ language: 'de-DE', transcript: 'ein Tisch' }, { language: 'fr-FR', transcript: 'une table' }] },
  ];

  it('is perfect for the truth itself', () => {
    const both: HeardSpeech = { transcript: [...heard('de', 'ein Tisch').transcript, ...heard('fr', 'une table').transcript], languages: [{ language: 'fr', seconds: 1 }, { language: 'de', seconds: 1 }] };
    const report = evaluateSpeech(truth, new Map([['a', heard('en', 'One, two, three, four.')], ['b', heard('zh', '数据。')], ['c', heard('en', '')], ['d', both]]));
    expect(errorRate(report.overall)).toBe(0);
    expect(report.singleLanguage).toEqual({ right: 2, videos: 2 });
    expect(report.severalLanguages).toEqual({ right: 1, videos: 1 });
    expect(report.invented).toEqual({ segments: 0, videos: 1 });
    expect(report.misses).toEqual([]);
  });

  it('counts and lists what is wrong, missing or invented', () => {
    const report = evaluateSpeech(truth, new Map([['a', heard('en', 'one too three')], ['b', heard('ja', '數據')], ['c', heard('en', 'Thank you.')]]));
    expect(report.byLanguage.get('en')).toEqual({ errors: 2, units: 4, videos: 1 });
    expect(report.overall).toEqual({ errors: 4, units: 6, videos: 2 });
    expect(report.singleLanguage).toEqual({ right: 1, videos: 2 });
    expect(report.severalLanguages).toEqual({ right: 0, videos: 1 });
    expect(report.severalLanguagesErrors).toEqual({ errors: 4, units: 4, videos: 1 });
    expect(report.invented.segments).toBe(1);
    expect(report.misses.map(({ file, kind }) => `${file} ${kind}`)).toEqual(['a errors', 'b language', 'b errors', 'c invented', 'd language', 'd errors', 'd errors']);
  });

  it('can fold spellings', () => {
    const report = evaluateSpeech(truth.slice(1, 2), new Map([['b', heard('zh', '數據')]]), (text) => text.replaceAll('數據', '数据'));
    expect(errorRate(report.overall)).toBe(0);
  });
});
