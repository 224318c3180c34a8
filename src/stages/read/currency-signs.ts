import type { Alphabet } from './text-reader.js';

/**
 * Currency signs that the recogniser takes for the letter they are drawn from, put right where the video's other texts
 * or its listing are in that currency's script: "W19,900" among Korean, "89 P" among Cyrillic (where a lone ideograph after a number is the same sign misread).
 */
export function withCurrencySigns(text: string, scripts: ReadonlySet<Alphabet>): string {
  if (scripts.has('Kore')) return text.replace(/^[Ww]\s?(?=\d{1,3}(?:,\d{3})+$)/u, '₩');
  if (scripts.has('Cyrl')) return text.replace(/^(\d[\d\s.,]*?)\s?(?:[PpРр]|\p{Script=Han})$/u, '$1 ₽');
  return text;
}
