import { TAXONOMY_LANGUAGES, type TaxonomyLanguage } from '../../../domain/taxonomy.js';
import type { CategoryLexicon } from './category-lexicon.js';
import { fold } from './fold.js';
import { isFunctionWord } from './function-words.js';
import { BOUNDARY, LETTERS, LINKING, TELLTALE, TELLTALE_ELSEWHERE } from './grammar.js';
import { SPACED_LANGUAGES, stem, type SpacedLanguage } from './stem.js';

/** How many nats a word costs a language that does not know it, and wins one whose telltale it is. */
const UNKNOWN_WORD_COST = 1.6;
const TELLTALE_GAIN = 0.9;
/** A word with letters that a language does not write. */
const FOREIGN_LETTERS_COST = 3;
/** To a language without product names any word is as good as unknown. */
const ELSEWHERE_COST = 1.3;
const HINT_GAIN = 1.4;
/** What no other sign decides is rather English. */
const ENGLISH_GAIN = 0.5;
/** A language without product names is told by little but its hint. */
const ELSEWHERE_HINT_GAIN = 5;
/** Letters that settle a doubt between neighbours, before folding. */
const TELLTALE_LETTERS: readonly (readonly [RegExp, SpacedLanguage])[] = [
  [/(?<!\p{L})[dl]['’]\p{L}/iu, 'fr'], [/(?<!\p{L})(?:dell|all|d)['’]\p{L}/iu, 'it'], [/[äöüß]/i, 'de'], [/[ñ¿¡]/i, 'es'], [/[ãõ]/i, 'pt'], [/[œçêèîûàù]/i, 'fr'], [/[òì]/i, 'it'], [/[ąęłśżźćń]/i, 'pl'], [/[ğışİ]/, 'tr'], [/[đăơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/i, 'vi'], [/[ыэёъ]/i, 'ru'],
];

/** Letters of no language whose product names are carried. */
const LETTERS_ELSEWHERE = /[åøőűčřěďťňůșțіїєґў\u0370-\u03ff]/iu;

/** Letters of half a compound. */
const LEAST_HALF = 5;

/** Whether a language's product vocabulary holds a word or an inflection of it. */
export function isKnown(lexicon: CategoryLexicon, language: SpacedLanguage, word: string): boolean {
  const { vocabulary, stems } = lexicon.spaced[language];
  if (vocabulary.has(word) || (word.length > 3 && stems.has(stem(language, word)))) return true;
  if ((language !== 'de' && language !== 'nl') || word.length < 2 * LEAST_HALF) return false;
  for (let at = LEAST_HALF - 1; at <= word.length - LEAST_HALF; at += 1) if (vocabulary.has(word.slice(at))) return true;
  return false;
}

/** Hardly a Vietnamese text has no mark. */
const VIETNAMESE = /[àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]/iu;

export interface LanguageGuess {
  readonly byLanguage: ReadonlyMap<SpacedLanguage, number>;
  /** P(a language whose product names are not carried). */
  readonly elsewhere: number;
}

/**
 * P(language | words) among the spaced languages, from what each language's product vocabulary knows. `hints` are
 * BCP-47 tags from the listing or the speech: they lean, they do not decide.
 */
export function guessLanguages(lexicon: CategoryLexicon, raw: string, hints: readonly string[]): LanguageGuess {
  const hinted = new Set(hints.map(languageOf));
  const words = raw.normalize('NFC').toLowerCase().split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word.length >= 2 && !/^\d/.test(word)).map((written) => ({ written, text: fold(written) }));
  const scores = SPACED_LANGUAGES.map((language): readonly [SpacedLanguage | null, number] => {
    let score = hinted.has(language) ? HINT_GAIN : language === 'en' ? ENGLISH_GAIN : 0;
    for (const { written, text } of words) {
      if (!LETTERS[language].test(written.replace(/\d/g, ''))) score -= FOREIGN_LETTERS_COST;
      else if (TELLTALE[language].has(text)) score += TELLTALE_GAIN;
      else if (!LINKING[language].has(text) && !BOUNDARY[language].has(text) && !isFunctionWord(language, written) && !isKnown(lexicon, language, text)) score -= UNKNOWN_WORD_COST;
    }
    if (language === 'vi' && !VIETNAMESE.test(raw)) score -= FOREIGN_LETTERS_COST;
    for (const [letters, owner] of TELLTALE_LETTERS) if (owner === language && letters.test(raw)) score += 2;
    return [language, score];
  });
  let elsewhere = hints.length > 0 && hinted.has(null) ? ELSEWHERE_HINT_GAIN : -1;
  for (const { text, written } of words) elsewhere += TELLTALE_ELSEWHERE.has(text) ? TELLTALE_GAIN : isFunctionWord(null, written) ? 0 : -ELSEWHERE_COST;
  if (LETTERS_ELSEWHERE.test(raw)) elsewhere += 2;
  const all = [...scores, [null, elsewhere] as const];
  const best = Math.max(...all.map(([, score]) => score));
  const weights = all.map(([language, score]) => [language, Math.exp(score - best)] as const);
  const total = weights.reduce((sum, [, weight]) => sum + weight, 0);
  return {
    byLanguage: new Map(weights.flatMap(([language, weight]) => (language === null ? [] : [[language, weight / total] as const]))),
    elsewhere: (weights.at(-1)?.[1] ?? 0) / total,
  };
}

/** `pt-BR` → `pt`; null for a language whose names are not carried. */
export function languageOf(tag: string): TaxonomyLanguage | null {
  const primary = tag.toLowerCase().split('-')[0];
  return TAXONOMY_LANGUAGES.find((language) => language === primary) ?? null;
}
