import { TAXONOMY_LANGUAGES, type TaxonomyLanguage } from '../../../domain/taxonomy.js';
import type { CategoryLexicon } from './category-lexicon.js';
import type { Word } from './fold.js';
import { TELLTALE } from './grammar.js';
import { SPACED_LANGUAGES, type SpacedLanguage } from './stem.js';

/** How many nats a word costs a language that does not know it, and wins one whose telltale it is. */
const UNKNOWN_WORD_COST = 1.6;
const TELLTALE_GAIN = 0.9;
const HINT_GAIN = 1.4;
/** Letters that settle a doubt between neighbours, before folding. */
const TELLTALE_LETTERS: readonly (readonly [RegExp, SpacedLanguage])[] = [
  [/(?<!\p{L})[dl]['’]\p{L}/iu, 'fr'], [/(?<!\p{L})(?:dell|all|d)['’]\p{L}/iu, 'it'], [/[äöüß]/i, 'de'], [/[ñ¿¡]/i, 'es'], [/[ãõ]/i, 'pt'], [/[œçêèîûàù]/i, 'fr'], [/[òì]/i, 'it'], [/\p{Script=Cyrillic}/u, 'ru'],
];

/**
 * P(language | words) among the spaced languages, from what each language's product vocabulary knows. `hints` are
 * BCP-47 tags from the listing or the speech: they lean, they do not decide.
 */
export function guessLanguages(lexicon: CategoryLexicon, raw: string, words: readonly Word[], hints: readonly string[]): ReadonlyMap<SpacedLanguage, number> {
  const hinted = new Set(hints.map(languageOf));
  const scores = SPACED_LANGUAGES.map((language) => {
    let score = hinted.has(language) ? HINT_GAIN : 0;
    for (const { text } of words) {
      if (/^\d/.test(text) || text.length < 2) continue;
      if (TELLTALE[language].has(text)) score += TELLTALE_GAIN;
      else if (!lexicon.spaced[language].vocabulary.has(text)) score -= UNKNOWN_WORD_COST;
    }
    for (const [letters, owner] of TELLTALE_LETTERS) if (owner === language && letters.test(raw)) score += 2;
    return [language, score] as const;
  });
  const best = Math.max(...scores.map(([, score]) => score));
  const weights = scores.map(([language, score]) => [language, Math.exp(score - best)] as const);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return new Map(weights.map(([language, weight]) => [language, weight / total]));
}

/** `pt-BR` → `pt`; null for a language whose names are not carried. */
export function languageOf(tag: string): TaxonomyLanguage | null {
  const primary = tag.toLowerCase().split('-')[0];
  return TAXONOMY_LANGUAGES.find((language) => language === primary) ?? null;
}
