import type { TaxonomyLanguage } from '../../../domain/taxonomy.js';

/** Languages that part words by spaces and inflect by endings. */
export const SPACED_LANGUAGES = ['en', 'de', 'es', 'fr', 'pt', 'it', 'ru', 'nl', 'pl', 'tr', 'vi', 'id'] as const satisfies readonly TaxonomyLanguage[];
export type SpacedLanguage = (typeof SPACED_LANGUAGES)[number];

type Rule = readonly [ending: RegExp, replacement: string];

/**
 * Light stemming of folded nouns: just enough that singular and plural meet. First rule that matches and leaves at
 * least `least` letters wins; then `after` is applied. Verbs and derivation are left alone on purpose.
 */
const RULES: Readonly<Record<SpacedLanguage, { readonly least: number; readonly first: readonly Rule[]; readonly after: readonly Rule[] }>> = {
  en: { least: 2, first: [[/ies$/, 'y'], [/ves$/, 'f'], [/(ss|us|is)$/, '$1'], [/(x|ch|sh|ss|zz|o)es$/, '$1'], [/s$/, '']], after: [[/fe$/, 'f']] },
  de: { least: 3, first: [[/(innen|ern|ers|en|er|es|em|e|n|s)$/, '']], after: [] },
  nl: { least: 2, first: [[/(en|s|e)$/, '']], after: [[/([aeou])\1(?=[^aeiou]$)/, '$1'], [/([b-df-hj-np-tv-z])\1$/, '$1'], [/v$/, 'f'], [/z$/, 's']] },
  es: { least: 2, first: [[/ces$/, 'z'], [/(os|as|es|o|a|e|s)$/, '']], after: [] },
  pt: { least: 2, first: [[/(oes|aes|aos)$/, 'ao'], [/ais$/, 'al'], [/eis$/, 'el'], [/ns$/, 'm'], [/(os|as|o|a)$/, ''], [/es$/, ''], [/(e|s)$/, '']], after: [[/a$/, 'ao']] },
  fr: { least: 2, first: [[/(eaux|eau)$/, 'eau'], [/aux$/, 'al'], [/(es|s|x|e)$/, '']], after: [] },
  it: { least: 2, first: [[/(ch|gh)[ei]$/, '$1'], [/ci[ao]?$|ce$/, 'c'], [/gi[ao]?$|ge$/, 'g'], [/(i[aeo]?|[aeo])$/, '']], after: [[/([cg])h$/, '$1']] },
  ru: {
    least: 3,
    first: [
      [/(ыми|ими|ого|его|ому|ему|ами|ями|иями)$/, ''], [/(ах|ях|ов|ев|ей|ой|ый|ий|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ом|ем|ам|ям|ью)$/, ''],
      [/ец$/, 'ц'], [/ок$/, 'к'], [/[аяоеыиуюьй]$/, ''],
    ],
    after: [],
  },
  pl: { least: 3, first: [[/(owych|owymi|owego|owej|owa|owe|owy|owi)$/, 'ow'], [/(ami|ach|iem|ego|emu|ych|ymi|ich|imi)$/, ''], [/(em|om|ow|ie|ia|iu|ej|y|i|a|e|o|u)$/, '']], after: [[/ek$/, 'k']] },
  tr: { least: 3, first: [[/(larimiz|lerimiz|larini|lerini|larin|lerin|lari|leri|lar|ler)$/, ''], [/(nin|nun|sini|sinin|si|su|yi|yu)$/, ''], [/(i|u)$/, '']], after: [] },
  vi: { least: 1, first: [], after: [] },
  id: { least: 3, first: [[/nya$/, '']], after: [] },
};

export function stem(language: SpacedLanguage, word: string): string {
  const { least, first, after } = RULES[language];
  let stemmed = word;
  for (const [ending, replacement] of first) {
    if (!ending.test(word)) continue;
    const shorter = word.replace(ending, replacement);
    if (shorter.length < least) continue;
    stemmed = shorter;
    break;
  }
  return after.reduce((text, [ending, replacement]) => text.replace(ending, replacement), stemmed);
}
