import { Converter } from 'opencc-js';

type Convert = (text: string) => string;

/** Dictionaries of some megabytes: made once, when the first Chinese is read. */
let converters: { readonly toSimplified: Convert; readonly toTraditional: Convert } | null = null;

/**
 * The recogniser takes a simplified character for its traditional twin now and then (鮮 for 鲜). One video is drawn in
 * one form: where its texts and its listing hold more simplified-only than traditional-only characters, all its
 * Chinese is put into the simplified form; otherwise nothing is changed. Not for Japanese, which has both.
 */
export function inOneChineseForm(texts: readonly string[], listingTexts: readonly string[]): readonly string[] {
  if (!texts.some((text) => /\p{Script=Han}/u.test(text))) return texts;
  const all = [...texts, ...listingTexts].join('\n');
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(all)) return texts;
  converters ??= { toSimplified: Converter({ from: 't', to: 'cn' }), toTraditional: Converter({ from: 'cn', to: 't' }) };
  const traditionalOnly = changes(all, converters.toSimplified);
  if (traditionalOnly === 0 || changes(all, converters.toTraditional) <= traditionalOnly) return texts;
  const { toSimplified } = converters;
  return texts.map((text) => toSimplified(text));
}

function changes(text: string, convert: (text: string) => string): number {
  const before = [...text];
  return [...convert(text)].filter((character, i) => character !== before[i]).length;
}
