import { fold } from './fold.js';

/** A title's first words taken for a name, and what is left of the title. */
export interface OpenedByBrand {
  readonly brand: string;
  readonly rest: string;
}

const CAPITALS = /^\p{Lu}[\p{Lu}\p{N}&'’.-]+$/u;
const LOWER = /\p{Ll}{3}/u;

/**
 * The name that a title may open with: the listing's brand, a word that the screen shows by itself, or a word in
 * capitals before words that are not (`MANGO Vestido midi`). Null where there is none or nothing is left beside it.
 */
export function openingBrand(title: string, listedBrand: string | null, screenTexts: readonly string[]): OpenedByBrand | null {
  const words = title.trim().split(/\s+/);
  const first = words[0] ?? '';
  const listed = listedBrand === null ? '' : compact(listedBrand);
  for (let length = Math.min(3, words.length - 1); length >= 1; length -= 1) {
    if (listed !== '' && compact(words.slice(0, length).join(' ')) === listed) return opened(words, length);
  }
  if (words.length < 2 || compact(first).length < 2) return null;
  const alone = screenTexts.some((text) => compact(text) === compact(first));
  return alone || isInCapitals(title) ? opened(words, 1) : null;
}

/** Whether the first word alone stands in capitals. */
export function isInCapitals(title: string): boolean {
  const [first = '', ...rest] = title.trim().split(/\s+/);
  return CAPITALS.test(first) && LOWER.test(rest.join(' '));
}

export function compact(text: string): string {
  return fold(text).replace(/[^\p{L}\p{M}\p{N}]/gu, '');
}

function opened(words: readonly string[], length: number): OpenedByBrand {
  return { brand: words.slice(0, length).join(' '), rest: words.slice(length).join(' ') };
}
