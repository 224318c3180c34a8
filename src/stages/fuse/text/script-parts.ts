/** A text without the words of other scripts. */
export interface ScriptPart {
  readonly script: 'latin' | 'cyrillic';
  readonly text: string;
}

const OF_SCRIPT = { latin: /[\p{Script=Latin}\p{Script=Inherited}]/u, cyrillic: /[\p{Script=Cyrillic}\p{Script=Inherited}]/u } as const;
const LETTER = /\p{L}/gu;
/** One letter of these says as much as two of an alphabet. */
const DENSE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * The parts of a text in spaced scripts, Latin last, each only where it has a letter. A brand is often written in
 * another script than the title that it opens, and is of no language that the title could be in.
 */
export function spacedParts(text: string): readonly ScriptPart[] {
  return (['cyrillic', 'latin'] as const).flatMap((script) => {
    const own = text.replace(/[\p{L}\p{M}]/gu, (letter) => (OF_SCRIPT[script].test(letter) ? letter : ' '));
    return /\p{L}/u.test(own) ? [{ script, text: own }] : [];
  });
}

/** 0…1: the share of a text that is written in Latin letters, by what its letters can say. */
export function latinShare(text: string): number {
  let latin = 0;
  let all = 0;
  for (const [letter] of text.matchAll(LETTER)) {
    const size = DENSE.test(letter) ? 2 : 1;
    all += size;
    if (OF_SCRIPT.latin.test(letter)) latin += size;
  }
  return all === 0 ? 0 : latin / all;
}
