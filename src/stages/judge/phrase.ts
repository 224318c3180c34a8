import type { Finding } from './finding.js';
import { PhraseIndex } from './phrase-index.js';

/** How rules write what they look for: alternatives between `|`, a blank for white space (` ?`: or none), and pattern syntax where needed. */
type Words = string;

const INSIDE = String.raw`[\p{L}\p{M}\p{N}]`;
const blank = (words: Words): string => words.replaceAll(' ?', String.raw`\s*`).replaceAll(' ', String.raw`\s+`);

/** One of the words, anywhere: for scripts that put no space between words. */
export const run = (words: Words): string => `(?:${blank(words)})`;
/** One of the words, as whole words. */
export const word = (words: Words): string => `(?<!${INSIDE})(?:${blank(words)})(?!${INSIDE})`;
/** One of the words, and whatever ending it has: "лечебн" for лечебный, лечебная. */
export const stem = (words: Words): string => `(?<!${INSIDE})(?:${blank(words)})${INSIDE}*`;
/** At most so many words between; no sentence ends there. */
export const fewWords = (most: number): string => String.raw`(?:[\s,"'&/+-]+(?:${INSIDE}|['.-](?=${INSIDE})|%)+){0,${most}}[\s,:"'&/+!-]+`;
/** At most so many letters between, for scripts without spaces; no sentence ends there. */
export const fewLetters = (most: number): string => `[^。！？!?\\n]{0,${most}}?`;

export interface Phrase {
  readonly pattern: RegExp;
  readonly confidence: number;
}

/** The phrase that these parts make, in this order. They are written in lower case and folded, as the texts are. */
export const phrase = (confidence: number, ...parts: readonly string[]): Phrase => ({ pattern: new RegExp(parts.join('').normalize('NFC'), 'gu'), confidence });

/** Phrases to look for together. */
export class PhraseBook {
  readonly #phrases: readonly Phrase[];
  #index: PhraseIndex | null = null;

  constructor(phrases: readonly Phrase[]) {
    this.#phrases = phrases;
  }

  /** Every place of a lower-case text where one of the phrases stands, unless `innocent` says otherwise of it. */
  find(text: string, innocent: (match: RegExpExecArray) => boolean = () => false): Finding[] {
    this.#index ??= new PhraseIndex(this.#phrases.map(({ pattern }) => pattern));
    const found: Finding[] = [];
    for (const candidate of this.#index.candidates(text)) {
      const { pattern, confidence } = this.#phrases[candidate] as Phrase;
      for (const match of text.matchAll(pattern)) if (!innocent(match)) found.push({ text: match[0].trim(), confidence });
    }
    return found;
  }
}
