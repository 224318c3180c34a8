import type { CategoryLexicon, LexiconEntry } from './category-lexicon.js';
import { fold, wordsOf } from './fold.js';
import { guessLanguages } from './language-guess.js';
import { spacedParts } from './script-parts.js';
import { stem } from './stem.js';

const LEAST_STRENGTH = 0.5;
const LEAST_LANGUAGE = 0.1;
/** Shorter pieces of a compound, or of a script without spaces, are there by chance. */
const LEAST_LETTERS = { compound: 4, scanned: 2 } as const;

/**
 * Every category that some word of a title names, whatever the title as a whole is about: `Strawberry yogurt` names
 * strawberries, `Laptoptasche` laptops, `バナナ柄Tシャツ` bananas. A picture of those contradicts no such title.
 */
export function namedBeside(lexicon: CategoryLexicon, title: string, hints: readonly string[]): readonly string[] {
  const folded = fold(title);
  const found = new Set<string>();
  const take = (entries: readonly LexiconEntry[] | undefined): void => entries?.forEach(({ categoryId, strength }) => { if (strength >= LEAST_STRENGTH) found.add(categoryId); });
  for (const part of spacedParts(title)) for (const [language, probability] of guessLanguages(lexicon, part.text, hints).byLanguage) {
    if (probability < LEAST_LANGUAGE) continue;
    const words = wordsOf(fold(part.text));
    const { phrases } = lexicon.spaced[language];
    words.forEach(({ text }, i) => {
      take(phrases.get(stem(language, text)));
      take(phrases.get(`${stem(language, text)} ${stem(language, words[i + 1]?.text ?? '')}`));
      if (language !== 'de' && language !== 'nl') return;
      for (let at = LEAST_LETTERS.compound; at <= text.length - LEAST_LETTERS.compound; at += 1) take(phrases.get(stem(language, text.slice(0, at))));
    });
  }
  const letters = folded.replace(/\s/g, '');
  for (const { phrases, longestLetters } of Object.values(lexicon.scanned)) {
    for (let from = 0; from < letters.length; from += 1) {
      for (let to = from + LEAST_LETTERS.scanned; to <= Math.min(letters.length, from + longestLetters); to += 1) take(phrases.get(letters.slice(from, to)));
    }
  }
  return [...found];
}
