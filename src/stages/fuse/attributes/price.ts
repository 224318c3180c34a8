/** A price as written, in its currency (ISO 4217). */
export interface Price {
  readonly amount: number;
  readonly currency: string;
  /** `kg`, `100 g`, `l` … where the price is for a unit, else null. */
  readonly perUnit: string | null;
  readonly text: string;
  readonly index: number;
}

const SYMBOLS: readonly (readonly [pattern: string, currency: string])[] = [
  ['US\\$', 'USD'], ['R\\$', 'BRL'], ['C\\$|CA\\$', 'CAD'], ['A\\$|AU\\$', 'AUD'], ['HK\\$', 'HKD'], ['NT\\$', 'TWD'], ['MX\\$', 'MXN'], ['S\\$', 'SGD'],
  ['\\$', 'USD'], ['€', 'EUR'], ['£', 'GBP'], ['[¥￥]', '¥'], ['₩', 'KRW'], ['₽', 'RUB'], ['₹', 'INR'], ['฿', 'THB'], ['₫', 'VND'], ['₺', 'TRY'], ['zł', 'PLN'],
  ['USD|dollars?|dólares|dollari|Dollar', 'USD'], ['EUR|euros?|Euro', 'EUR'], ['GBP', 'GBP'], ['CNY|RMB', 'CNY'], ['JPY', 'JPY'], ['KRW', 'KRW'], ['BRL|reais|real', 'BRL'],
  ['CHF', 'CHF'], ['RUB|руб(?:лей|ля|ль|\\.)?|р\\.', 'RUB'], ['元|块钱?|人民币', 'CNY'], ['円', 'JPY'], ['원', 'KRW'], ['บาท', 'THB'], ['SEK|DKK|NOK', 'SEK'], ['PLN', 'PLN'], ['INR', 'INR'],
];
const SYMBOL = SYMBOLS.map(([pattern]) => pattern).join('|');
// Digits with thousands parted by dot, comma, apostrophe or a thin/plain space, then at most two decimals.
const NUMBER = String.raw`\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)`;
const PER_UNIT = String.raw`(?:\s*(?:\/|per|pro|par|por|al|je)\s*((?:100\s*)?(?:kg|g|l|ml|lb|oz|pc|st(?:ück|k)?|斤|公斤|千克|kilo)))?`;
const BEFORE = new RegExp(String.raw`(${SYMBOL})\s?(${NUMBER})(?:\s*[-–]\s*)?${PER_UNIT}`, 'giu');
const AFTER = new RegExp(String.raw`(?<![\d.,])(${NUMBER})\s?(${SYMBOL})(?![\p{L}$])${PER_UNIT}`, 'giu');
const AFTER_CJK = new RegExp(String.raw`(?<![\d.,])(${NUMBER})\s?(元|块钱?|円|원|บาท)`, 'giu');

/** All prices in a text, in order. `¥` is yuan or yen by `yen`. */
export function pricesIn(text: string, yen: boolean): readonly Price[] {
  const found: Price[] = [];
  const taken: [number, number][] = [];
  const take = (match: RegExpMatchArray, symbol: string | undefined, number: string | undefined, unit: string | undefined): void => {
    const start = match.index ?? 0;
    const end = start + match[0].length;
    const currency = currencyOf(symbol ?? '', yen);
    const amount = parseAmount(number ?? '', currency);
    if (currency === null || amount === null || taken.some(([from, to]) => start < to && end > from)) return;
    taken.push([start, end]);
    found.push({ amount, currency, perUnit: unit?.toLowerCase() ?? null, text: match[0].trim(), index: start });
  };
  for (const match of text.matchAll(BEFORE)) take(match, match[1], match[2], match[3]);
  for (const match of text.matchAll(AFTER)) take(match, match[2], match[1], match[3]);
  for (const match of text.matchAll(AFTER_CJK)) take(match, match[2], match[1], undefined);
  return found.sort((a, b) => a.index - b.index);
}

function currencyOf(symbol: string, yen: boolean): string | null {
  for (const [pattern, currency] of SYMBOLS) {
    if (new RegExp(`^(?:${pattern})$`, 'iu').test(symbol)) return currency === '¥' ? (yen ? 'JPY' : 'CNY') : currency;
  }
  return null;
}

const WITHOUT_DECIMALS = new Set(['JPY', 'KRW', 'VND']);

/** `1.234,56` and `1,234.56` → 1234.56; `29,900` → 29900; `2,49` → 2.49. */
export function parseAmount(written: string, currency: string | null): number | null {
  const compact = written.replace(/['\s\u00a0\u202f]/g, '');
  const last = Math.max(compact.lastIndexOf(','), compact.lastIndexOf('.'));
  const decimals = last < 0 ? 0 : compact.length - last - 1;
  const decimal = last >= 0 && decimals <= 2 && !(currency !== null && WITHOUT_DECIMALS.has(currency));
  const digits = decimal ? `${compact.slice(0, last).replace(/[.,]/g, '')}.${compact.slice(last + 1)}` : compact.replace(/[.,]/g, '');
  const amount = Number(digits);
  return Number.isFinite(amount) && amount > 0 ? amount : null;
}
