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
 * Chinese text in the script that the market reads: Traditional for TW, HK and MO, Simplified elsewhere. Whisper mixes
 * the two within a sentence. Text of other languages is not to be given: Japanese shares the characters.
 */
export function inScriptOfMarket(text: string, market: string | null): string {
  const country = (market ?? '').toUpperCase().split(/[-_]/).at(-1) ?? '';
  const simplified = converter('t', 'cn')(text);
  if (country === 'TW' || country === 'HK' || country === 'MO') return converter('cn', TRADITIONAL_MARKETS[country])(simplified);
  return simplified;
}
