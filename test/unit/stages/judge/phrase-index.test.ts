import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { beginningsOf, PhraseIndex } from '../../../../src/stages/judge/phrase-index.js';
import { fewWords, phrase, run, stem, word } from '../../../../src/stages/judge/phrase.js';
import { cases } from '../../../support/property-search.js';

const PATTERNS = [
  phrase(1, word('cures?|heals? (?:all|it)'), fewWords(2), word('flu')).pattern,
  phrase(1, stem('лечебн'), '\\s*', run('чай|чаи')).pattern,
  phrase(1, run('根[治本]|(?:百|万)病')).pattern,
  phrase(1, '(?:^|[^a-z])', word('best')).pattern,
  phrase(1, '(?:a|b?)c{2,}', '[^d]').pattern,
  phrase(1, '[a-c]{0,2}?', word('flu')).pattern,
];
const PIECES = ['cure', 'cures', 'heal', 'heals', ' ', 'all', 'it', 'flu', 'лечебн', 'ый', 'чай', '根', '治', '本', '百', '病', 'best', 'a', 'b', 'c', 'd', '.', '-'];

describe('beginnings of a pattern', () => {
  const of = (source: string): readonly string[] | null => {
    const found = beginningsOf(new RegExp(source, 'gu'));
    return found === null ? null : [...found].sort();
  };

  it('reads alternatives, optional letters, repetition and small classes', () => {
    expect(of('(?<!x)(?:cures?|heal)\\s+')).toEqual(['cure', 'cures', 'heal']);
    expect(of('(?:ab)?c')).toEqual(['abc', 'c']);
    expect(of('a+b')).toEqual(['a']);
    expect(of('[xy]z')).toEqual(['xz', 'yz']);
    expect(of('abcdefghij')).toEqual(['abcdef']);
  });

  it('says when it may begin with anything', () => {
    expect(of('.*a')).toBeNull();
    expect(of('[^a]b')).toBeNull();
    expect(of('\\p{L}+')).toBeNull();
    expect(of('(?:a|)')).toBeNull();
  });
});

describe('an index of patterns', () => {
  it('leaves out no pattern that matches, whatever the text', () => {
    const index = new PhraseIndex(PATTERNS);
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 14 }), (pieces) => {
        const text = pieces.join('');
        const candidates = index.candidates(text);
        PATTERNS.forEach((pattern, item) => {
          if (new RegExp(pattern.source, 'u').test(text)) expect(candidates).toContain(item);
        });
      }),
      cases(2_000),
    );
  });

  it('leaves out what cannot match', () => {
    expect(new PhraseIndex([/cure/u, /чай/u, /根治/u]).candidates('a secure place')).toEqual([0]);
  });
});
