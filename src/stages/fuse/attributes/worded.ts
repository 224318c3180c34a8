import { fold } from '../text/fold.js';
import { INFLECTIONS, inflected, isMadeOf } from './inflection.js';
import { NOT_ATTRIBUTES, WORDED_ATTRIBUTES, type WordedAttribute, type Wording } from './worded-values.js';

const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const HAN = /\p{Script=Han}/u;

interface Matcher {
  readonly name: WordedAttribute;
  readonly value: string;
  readonly spaced: ReadonlySet<string>;
  readonly unspaced: readonly string[];
  readonly accented: readonly string[];
  readonly stems: readonly RegExp[];
  readonly compounds: readonly string[];
}

const MATCHERS: readonly Matcher[] = (Object.keys(WORDED_ATTRIBUTES) as WordedAttribute[]).flatMap((name) => WORDED_ATTRIBUTES[name].map((wording) => matcherOf(name, wording)));
const NOT_SPACED = NOT_ATTRIBUTES.spaced.map((phrase) => ` ${phrase.replaceAll('_', ' ')} `);
const NOT_UNSPACED = new RegExp([...NOT_ATTRIBUTES.unspaced].map(fold).sort((a, b) => b.length - a.length).join('|'), 'gu');

function matcherOf(name: WordedAttribute, wording: Wording): Matcher {
  const words = wording.words.split(' ').map(fold);
  return {
    name, value: wording.value, spaced: new Set(words.filter((word) => !UNSPACED.test(word))), unspaced: words.filter((word) => UNSPACED.test(word)).sort((a, b) => b.length - a.length),
    accented: (wording.accented ?? '').split(' ').filter((word) => word !== '').map((word) => ` ${word.replaceAll('_', ' ')} `),
    stems: INFLECTIONS.flatMap((language) => (wording[language] === undefined ? [] : [inflected(language, wording[language])])),
    compounds: (wording.compound ?? '').split(' ').filter((half) => half !== ''),
  };
}

export interface WordedValue {
  readonly name: WordedAttribute;
  readonly value: string;
  readonly text: string;
}

/** Materials, audiences and colours that a text names, in the project's languages and their inflections. */
export function wordedValuesIn(text: string): readonly WordedValue[] {
  const folded = fold(text);
  const spaced = NOT_SPACED.reduce((left, phrase) => left.replaceAll(phrase, '  '), ` ${wordsIn(folded).join(' ')} `);
  const words = spaced.split(' ').filter((word) => word !== '');
  const accented = ` ${wordsIn(text.normalize('NFC').toLowerCase()).join(' ')} `;
  const whole = folded.replace(NOT_UNSPACED, '\u0000');
  // Babies are written with the letter for red.
  const adult = whole.replaceAll('赤ちゃん', '\u0000');
  return MATCHERS.flatMap((matcher): WordedValue[] => {
    const word = words.find((one) => matcher.spaced.has(one) || matcher.stems.some((stem) => stem.test(one)) || isMadeOf(one, matcher.compounds))
      ?? matcher.accented.find((one) => accented.includes(one))?.trim()
      ?? matcher.unspaced.find((one) => holds(one.length > 1 ? whole : adult, one));
    return word === undefined ? [] : [{ name: matcher.name, value: matcher.value, text: word }];
  });
}

function wordsIn(text: string): readonly string[] {
  return text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

/** A single letter is a word of its own only in Japanese text with no other Chinese character beside it (黒い, not 黒板), or alone between spaces. */
function holds(text: string, word: string): boolean {
  if (word.length > 1) return text.includes(word);
  const japanese = /[\u3041-\u30ff]/.test(text);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + 1] ?? ' ';
    if (/\s/.test(before) && /\s/.test(after)) return true;
    if (japanese && HAN.test(word) && !HAN.test(before) && (!HAN.test(after) || after === '色')) return true;
  }
  return false;
}

const SIZE = /(?:\b(?:size|gr(?:ö|o)(?:ß|ss)e|gr\.|talla|taille|tamanho|taglia|maat|размер)\s*:?\s*|(?:尺码|码数|サイズ|사이즈)\s*[:：]?\s*)((?:\d{2}(?:[.,]5)?|xxs|xs|s|m|l|xl|xxl|xxxl|[2-5]xl)(?:\s*[-–/]\s*(?:\d{2}(?:[.,]5)?|xxs|xs|s|m|l|xl|xxl|xxxl|[2-5]xl))?)(?![\p{L}\d])/giu;

/** `Size 42`, `Gr. L`, `尺码 XL` → 42, L, XL. */
export function sizesIn(text: string): readonly string[] {
  return [...text.matchAll(SIZE)].map((match) => (match[1] ?? '').toUpperCase());
}
