import type { CategoryLexicon, LexiconEntry, ScannedLanguage } from './category-lexicon.js';
import { fold } from './fold.js';
import { MODIFIER_WEIGHT, PHRASE_WEIGHTS, shareOut, type Mention } from './mention.js';
import { phrasesOf } from './spaced-mentions.js';

/** What directly follows a word and makes it a colour, a taste, a use or a shape of something else. */
const MODIFIER_TAIL: Readonly<Record<ScannedLanguage, RegExp>> = {
  zh: /^(色|味|口味|风味|香型|形状?|造型|图案|用|专用|风格|红色?|黄色|绿色?|花纹|夹心)/,
  ja: /^(色|味|風味|柄|型|用|の|入り|付き|付|専用|向け|対応|ー)/,
  ko: /^(색|맛|향|용|무늬|모양|형)/,
  th: /^(สี|รส|กลิ่น)/,
};
const KOREAN_PARTICLE = /^(은|는|이|가|을|를|의|도|로|으로|와|과|에|만|랑|하고|입니다|이에요|예요)?$/;
/** Thai words in which a product's name stands by chance: `ยา` is medicine, not in `อยาก` (want) or `ยาว` (long). */
const PASSED_OVER = ['อยาก', 'พยายาม', 'ยาว'] as const;
/** `라면` (noodles) behind these is their ending: if it is (not). */
const CONDITIONAL = /[이니]$/;
const PRODUCE = 'fb-2-10-';
const LEAST_PRODUCT = 0.7;
const LEAST_NAMED = 0.3;
const COLOURS_AND_TASTES = new Set(['オレンジ', 'ピンク', 'ピーチ', 'ライム', 'チョコ', 'チョコレート', 'ミント', 'クリーム', 'ローズ', 'コーヒー', 'キャラメル', 'ワイン', 'レモン', 'バニラ', 'ゴールド', 'シルバー', '오렌지', '초콜릿', '민트', '크림', '커피', '와인', '레몬', '로즈', '咖啡', '巧克力', '奶油', '玫瑰']);
const PACKAGING = new Set(['箱', 'セット', 'ギフト', '袋', 'パック', '詰め合わせ', '礼盒', '礼品', '박스', '선물세트', '세트']);
/** Chinese and Japanese letters that end a longer name of the product that they are alone: 登山鞋 is a shoe, 化粧水 no water. */
const PRODUCTIVE_TAIL = /[鞋裤帽袜裙靴灯茶酒椅桌刀锅碗杯笔床伞表包靴鞄傘鍋]/;
const HAN = /\p{Script=Han}/u;
const LATIN = /\p{Script=Latin}/u;
const KATAKANA = /[\u30a0-\u30ff]/;

interface Match {
  readonly entries: readonly LexiconEntry[];
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly modifier: boolean;
}

/** Mentions in text of a script without (dependable) spaces, by longest match over names and aliases. */
export function scannedMentions(lexicon: CategoryLexicon, language: ScannedLanguage, text: string, weight: number): readonly Mention[] {
  const phrases = phrasesOf(fold(text)).flatMap((phrase) => (language === 'zh' || language === 'ja' ? phrase.split(/\s+/) : [phrase]));
  const mentions: Mention[] = [];
  let ordinal = 0;
  const parts = phrases.map((phrase) => findMatches(lexicon, language, phrase)).filter((matches) => matches.length > 0);
  const heads = parts.map((matches) => headOf(matches, language));
  for (const [i, matches] of parts.entries()) {
    const head = isPrefixed(heads[i], heads[i + 1]) ? undefined : heads[i];
    const phraseWeight = weight * (PHRASE_WEIGHTS[ordinal] ?? PHRASE_WEIGHTS.at(-1) ?? 0);
    for (const match of matches) {
      const { strength, categories } = shareOut(match.entries);
      mentions.push({ categories, text: match.text, language, weight: strength * phraseWeight * (match === head ? 1 : MODIFIER_WEIGHT), head: match === head });
    }
    if (head !== undefined && !head.modifier && strengthOf(head) >= 0.5) ordinal += 1;
  }
  return mentions;
}

/** A colour or a fruit before another product tells its colour, taste or print: `オレンジ ワンピース` is a dress. */
function isPrefixed(head: Match | undefined, next: Match | undefined): boolean {
  if (head === undefined || next === undefined || next.modifier || next.text.length < 2 || strengthOf(next) < LEAST_PRODUCT) return false;
  const isTaste = COLOURS_AND_TASTES.has(head.text) || head.entries.some(({ categoryId, strength }) => categoryId.startsWith(PRODUCE) && strength >= LEAST_PRODUCT);
  return isTaste && !next.entries.some(({ categoryId, strength }) => categoryId.startsWith('fb-2-10') && strength >= LEAST_NAMED) && !PACKAGING.has(next.text);
}

function strengthOf(match: Match): number {
  return Math.max(...match.entries.map((entry) => entry.strength));
}

function findMatches(lexicon: CategoryLexicon, language: ScannedLanguage, phrase: string): readonly Match[] {
  const { phrases, longestLetters } = lexicon.scanned[language];
  // Korean phrases keep their spaces for the word boundaries; a name may still run over them.
  const letters = [...phrase].flatMap((letter, at) => (/[\s・]/.test(letter) ? [] : [{ letter, at }]));
  const joined = letters.map(({ letter }) => letter).join('');
  const spaceBefore = (i: number): boolean => i === 0 || (letters[i]?.at ?? 0) > (letters[i - 1]?.at ?? 0) + 1;
  const matchAt = (from: number, to: number): Match | null => {
    const text = joined.slice(from, to);
    const entries = phrases.get(text);
    if (entries === undefined || !standsAlone(language, joined, from, to, spaceBefore)) return null;
    return { entries, text, from, to, modifier: MODIFIER_TAIL[language].test(joined.slice(to)) };
  };
  // Longest match from the end where the head stands last (苹果|手机壳, not 苹果手机|壳), from the start for Thai.
  const kept: Match[] = [];
  if (language === 'th') {
    for (let from = 0; from < letters.length; ) {
      const passed = PASSED_OVER.find((word) => joined.startsWith(word, from));
      if (passed !== undefined) {
        from += passed.length;
        continue;
      }
      const match = longest((length) => matchAt(from, from + length), Math.min(longestLetters, letters.length - from));
      if (match !== null) kept.push(match);
      from = match === null ? from + 1 : match.to;
    }
    return kept;
  }
  for (let to = letters.length; to > 0; ) {
    const end = to;
    const match = longest((length) => matchAt(end - length, end), Math.min(longestLetters, to));
    if (match !== null) kept.unshift(match);
    to = match === null ? to - 1 : match.from;
  }
  return kept;
}

function longest(matchOf: (length: number) => Match | null, most: number): Match | null {
  for (let length = most; length >= 1; length -= 1) {
    const match = matchOf(length);
    if (match !== null) return match;
  }
  return null;
}

/** Whether the letters [from, to) can be a word of their own here, not a piece of another one. */
function standsAlone(language: ScannedLanguage, phrase: string, from: number, to: number, spaceBefore: (i: number) => boolean): boolean {
  const length = to - from;
  const joinsLatin = (at: number): boolean => LATIN.test(phrase[at - 1] ?? '') && LATIN.test(phrase[at] ?? '') && !spaceBefore(at);
  // `AM` is a radio's, not in `shampoo`.
  if (joinsLatin(from) || joinsLatin(to)) return false;
  // A single letter after a number counts something: 5本, 2个.
  if (length === 1 && /\d/.test(phrase[from - 1] ?? '')) return false;
  switch (language) {
    case 'zh':
      return length >= 2 || (to === phrase.length && (from === 0 || PRODUCTIVE_TAIL.test(phrase.slice(from, to))));
    case 'ja': {
      if (!KATAKANA.test(phrase.slice(from, to))) return length >= 2 || (to === phrase.length && (!HAN.test(phrase[from - 1] ?? '') || PRODUCTIVE_TAIL.test(phrase.slice(from, to))));
      const runsOn = KATAKANA.test(phrase[to] ?? '') && KATAKANA.test(phrase[to - 1] ?? '');
      const runsIn = KATAKANA.test(phrase[from - 1] ?? '') && KATAKANA.test(phrase[from] ?? '');
      return (!runsOn || length >= 4) && (!runsIn || length >= 3);
    }
    case 'ko': {
      let wordEnd = to;
      while (wordEnd < phrase.length && !spaceBefore(wordEnd)) wordEnd += 1;
      const rest = phrase.slice(to, wordEnd);
      if (phrase.slice(from, to) === '라면' && !spaceBefore(from) && CONDITIONAL.test(phrase.slice(0, from))) return false;
      const endsWord = KOREAN_PARTICLE.test(rest) || MODIFIER_TAIL.ko.test(rest);
      return length === 1 ? spaceBefore(from) && rest === '' : endsWord && (spaceBefore(from) || length >= 2);
    }
    case 'th':
      return length >= 2;
    default:
      return false;
  }
}

/** Chinese, Japanese and Korean end on the head, Thai begins with it. */
function headOf(matches: readonly Match[], language: ScannedLanguage): Match | undefined {
  const named = matches.filter((match) => !match.modifier);
  const pool = named.length > 0 ? named : matches;
  const strong = pool.filter((match) => strengthOf(match) >= 0.5);
  const best = strong.length > 0 ? strong : pool;
  return language === 'th' ? best[0] : best.at(-1);
}
