/** Latin letters that Unicode does not decompose. */
const PLAIN: Readonly<Record<string, string>> = { ß: 'ss', œ: 'oe', æ: 'ae', ø: 'o', đ: 'd', ł: 'l', ı: 'i', ё: 'е' };

/**
 * Text as it is compared: NFKC, lower case, Latin letters without their accents, typographic quotes and dashes plain.
 * Letters of other scripts keep their marks (が is not か, й is not и).
 */
export function fold(text: string): string {
  return plain(text).toLowerCase().replace(/[\u00c0-\u024f\u0451]/g, (letter) => PLAIN[letter] ?? letter.normalize('NFD').replace(/\p{Mn}/gu, ''));
}

function plain(text: string): string {
  return text.normalize('NFKC').replace(/[’‘`´]/g, "'").replace(/[‐-―−]/g, '-');
}

/** One word of a text in a spaced script, folded. `at` counts words from the start of the text. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

/** Words of a folded text: letters and digits; hyphens and apostrophes part words (`d'orange` → d, orange), a trailing `'s` falls away. */
export function wordsOf(folded: string): readonly Word[] {
  const found = folded.replace(/'s\b/g, '').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return found.map((text, at) => ({ text, at }));
}

/** A word with the letters, accents and capitals that it has in the text. */
export interface WrittenWord extends Word {
  readonly written: string;
}

/** As `wordsOf`, of a text that is not folded yet. */
export function writtenWordsOf(text: string): readonly WrittenWord[] {
  const found = plain(text).replace(/'s\b/gi, '').match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return found.map((written, at) => ({ text: fold(written), written, at }));
}
