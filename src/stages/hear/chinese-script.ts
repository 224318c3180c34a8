import { Converter } from 'opencc-js';

const TRADITIONAL_MARKETS = { TW: 'tw', HK: 'hk', MO: 'hk' } as const;

type Convert = (text: string) => string;

/** Converters hold dictionaries of some megabytes: each is made once, when first needed. */
const converters = new Map<string, Convert>();

function converter(from: 'cn' | 't', to: 'cn' | 'tw' | 'hk'): Convert {
  const key = `${from} ${to}`;
  const known = converters.get(key);
  if (known !== undefined) return known;
  const made = Converter({ from, to });
  converters.set(key, made);
  return made;
}

/**
 * Chinese text in the script that the market (a country, or a locale such as `zh-Hant`) reads: Traditional for TW, HK,
 * MO and Hant, Simplified elsewhere. Whisper mixes the two within a sentence. Text of other languages is not to be
 * given: Japanese shares the characters.
 */
export function inScriptOfMarket(text: string, market: string | null): string {
  const parts = (market ?? '').toUpperCase().split(/[-_]/);
  const simplified = converter('t', 'cn')(text);
  const place = (['HK', 'MO', 'TW'] as const).find((country) => parts.includes(country));
  if (place !== undefined) return converter('cn', TRADITIONAL_MARKETS[place])(simplified);
  return parts.includes('HANT') ? converter('cn', 'tw')(simplified) : simplified;
}

const FULL_WIDTH: Readonly<Record<string, string>> = { ',': '，', '.': '。', '?': '？', '!': '！', ':': '：', ';': '；' };

/** Whisper writes Latin punctuation between Chinese characters as often as not; numbers (`3.5`) and Latin words keep theirs. */
export function withChinesePunctuation(text: string): string {
  return text
    .replace(/(?<=\p{Script=Han})\s*([,.?!:;])\s*(?=\p{Script=Han}|$)/gu, (_match, mark: string) => FULL_WIDTH[mark] ?? mark)
    .replace(/(?<=[\p{Script=Han}，。？！：；])\s+(?=\p{Script=Han})/gu, '');
}
