import { ISO_CODE, SIGN, currencyOfSign, isoOf, type SharedSigns } from './currency.js';
import { isOwnPrice } from './price-role.js';

/** A sum as written, in its currency (ISO 4217). */
export interface Price {
  readonly amount: number;
  readonly currency: string;
  /** `kg`, `100 g`, `l` … where the price is for a unit, else null. */
  readonly perUnit: string | null;
  /** False for a discount, a least order, shipping, an instalment, a price of before. */
  readonly own: boolean;
  readonly text: string;
  readonly index: number;
}

// Digits grouped by thousands (and by lakhs), then at most two decimals, then the dash of round sums (`49,-`).
const GROUP = String.raw`[.,'’\u00a0\u202f ]`;
const NUMBER = String.raw`(?:\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d{1,2})?|\d{1,3}(?:${GROUP}\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?)(?!\d)(?:[.,:]\s?[-–—]+)?`;
const THOUSANDS = String.raw`(?:\s?(rb|ribu|jt|juta|万|萬|만|천)(?!\p{Script=Latin}))?`;
const PER_UNIT = String.raw`(?:\s*(?:\/|per|pro|par|por|al|je|za|за|每|ต่อ)\s*((?:100\s*)?(?:kg|g|l|ml|lb|oz|pc|st(?:ück|k)?|斤|公斤|千克|kilo|кг|шт|л)(?!\p{L})))?`;
// `79 € 59 €`: a sign with a space on either side belongs to the number before it.
const BEFORE = new RegExp(String.raw`(?<![\p{L}\d])(?!(?<=\d\s)(?:${SIGN})\s)(${SIGN})\s?(${NUMBER})${THOUSANDS}(?:\s?(${ISO_CODE})(?!\p{L}))?(?:\s*[-–]\s*)?${PER_UNIT}`, 'gu');
const AFTER = new RegExp(String.raw`(?<![\d.,])(${NUMBER})${THOUSANDS}\s?(${SIGN})(?:\s?(${ISO_CODE})(?!\p{L}))?(?![\p{Script=Latin}\p{Script=Cyrillic}$])${PER_UNIT}`, 'gu');
/** `3만 9천원`, `3만9,900원`. */
const KOREAN = /(?<![\d.,])(\d+)\s?만\s?(?:(\d)천|(\d{1,3}(?:,\d{3})?))\s?원/gu;
const FACTORS: Readonly<Record<string, number>> = { rb: 1e3, ribu: 1e3, jt: 1e6, juta: 1e6, 万: 1e4, 萬: 1e4, 만: 1e4, 천: 1e3 };

type Found = Omit<Price, 'own'> & { readonly end: number };

/** All sums in a text, in order. A trailing ISO code decides what a shared sign stands for. */
export function pricesIn(written: string, shared: SharedSigns): readonly Price[] {
  const text = plainDigits(written);
  const found: Found[] = [];
  const take = (match: RegExpMatchArray, currency: string | null, amount: number | null, perUnit: string | undefined): void => {
    const index = match.index ?? 0;
    const end = index + match[0].trimEnd().length;
    if (currency === null || amount === null || found.some((one) => index < one.end && end > one.index)) return;
    found.push({ amount, currency, perUnit: perUnit?.toLowerCase() ?? null, text: match[0].trim(), index, end });
  };
  const one = (match: RegExpMatchArray, sign = '', number = '', factor: string | undefined, code: string | undefined, unit: string | undefined): void => {
    const currency = code === undefined ? currencyOfSign(sign, shared) : isoOf(code);
    const amount = factor === undefined ? parseAmount(number, currency) : parseAmount(number, null);
    take(match, currency, amount === null ? null : amount * (factor === undefined ? 1 : (FACTORS[factor] ?? 1)), unit);
  };
  for (const match of text.matchAll(KOREAN)) take(match, 'KRW', Number(match[1]) * 1e4 + (match[2] === undefined ? (parseAmount(match[3] ?? '', 'KRW') ?? 0) : Number(match[2]) * 1e3), undefined);
  for (const match of text.matchAll(BEFORE)) one(match, match[1], match[2], match[3], match[4], match[5]);
  for (const match of text.matchAll(AFTER)) one(match, match[3], match[1], match[2], match[4], match[5]);
  const inOrder = found.sort((a, b) => a.index - b.index);
  return inOrder.map(({ end, ...price }, i) => ({ ...price, own: isOwnPrice(text, [price.index, end], inOrder[i - 1]?.end ?? 0, inOrder[i + 1]?.index ?? text.length) }));
}

/** Arabic, Persian, Devanagari, Thai and full-width digits as plain ones, letter for letter. */
function plainDigits(text: string): string {
  const zeros = [0x660, 0x6f0, 0x966, 0xe50, 0xff10];
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u0e50-\u0e59\uff10-\uff19]/g, (digit) => {
    const code = digit.charCodeAt(0);
    return String(code - (zeros.find((zero) => code >= zero && code < zero + 10) ?? code));
  }).replace(/(?<=\d)[٬，](?=\d)/g, ',').replace(/(?<=\d)[٫．](?=\d)/g, '.');
}

const WITHOUT_DECIMALS = new Set(['JPY', 'KRW', 'VND', 'IDR', 'CLP', 'HUF']);

/** `1.234,56` and `1,234.56` → 1234.56; `29,900` → 29900; `2,49` → 2.49; `49,-` → 49; `1,29,999` → 129999. */
export function parseAmount(written: string, currency: string | null): number | null {
  const compact = written.replace(/[.,:]\s?[-–—]+$/, '').replace(/['’\s\u00a0\u202f]/g, '');
  const last = Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'));
  const decimals = last < 0 ? 0 : compact.length - last - 1;
  const grouped = /[.,]/.test(compact.slice(0, Math.max(0, last)));
  const decimal = last >= 0 && decimals <= 2 && (grouped || currency === null || !WITHOUT_DECIMALS.has(currency));
  const digits = decimal ? `${compact.slice(0, last).replace(/[.,]/g, '')}.${compact.slice(last + 1)}` : compact.replace(/[.,]/g, '');
  const amount = Number(digits);
  return Number.isFinite(amount) && amount > 0 ? amount : null;
}
