/** What the signs that several currencies share stand for in one listing. */
export interface SharedSigns {
  readonly dollar: string;
  readonly yen: string;
  readonly krone: string;
}

const ISO_CODES = ('USD EUR GBP CNY RMB JPY KRW BRL CHF RUB SEK DKK NOK ISK PLN INR PKR AUD CAD NZD HKD SGD TWD MXN CLP COP ARS PEN THB VND IDR MYR PHP TRY UAH CZK HUF RON BGN ILS SAR AED QAR KWD EGP ZAR NGN KZT').split(' ');
export const ISO_CODE = ISO_CODES.join('|');

/** Signs and words of currencies, longest first; `$`, `¥` and `kr` are shared. Case counts: `Ft` is no foot, `RM` no room. */
const SIGNS: readonly (readonly [pattern: string, currency: string])[] = [
  ['US\\$', 'USD'], ['R\\$', 'BRL'], ['CA?\\$', 'CAD'], ['AU?\\$', 'AUD'], ['HK\\$', 'HKD'], ['NT\\$', 'TWD'], ['M[Xx]\\$', 'MXN'], ['SG?\\$', 'SGD'], ['NZ\\$', 'NZD'],
  [`(?:${ISO_CODE})(?:\\s?\\$)?`, 'ISO'], ['\\$', '$'], ['[¥￥]', '¥'], ['[Kk]r\\.?(?!\\p{L})|KR(?!\\p{L})', 'kr'],
  ['€|[Ee]uros?(?!\\p{L})|EURO?S?(?!\\p{L})|[Ee]ur(?!\\p{L})|евро', 'EUR'], ['£', 'GBP'], ['₩|원', 'KRW'], ['₽|руб(?:лей|ля|ль|\\.)?|р\\.', 'RUB'], ['₹|[Rr]s\\.?(?!\\p{L})|रुपये|रु\\.?', 'INR'], ['฿|บาท', 'THB'],
  ['₫|[đĐ](?!\\p{L})|VN[ĐD](?!\\p{L})|đồng', 'VND'], ['₺|TL(?!\\p{L})', 'TRY'], ['zł|ZŁ', 'PLN'], ['Rp\\.?', 'IDR'], ['RM', 'MYR'], ['₱', 'PHP'], ['₴|грн\\.?', 'UAH'], ['Kč', 'CZK'], ['Ft(?!\\p{L})', 'HUF'], ['lei(?!\\p{L})', 'RON'],
  ['лв\\.?', 'BGN'], ['₪', 'ILS'], ['ريال|ر\\.س\\.?|﷼', 'SAR'], ['درهم|د\\.إ\\.?', 'AED'], ['جنيه|ج\\.م\\.?', 'EGP'], ['₦', 'NGN'], ['₸|тенге', 'KZT'], ['SFr\\.?|Fr\\.(?!\\p{L})', 'CHF'],
  ['[Dd]ollars?|dólares|dollari', '$'], ['元|块钱?|人民币', 'CNY'], ['円', 'JPY'], ['reais', 'BRL'],
];
export const SIGN = SIGNS.map(([pattern]) => pattern).join('|');
const COMPILED = SIGNS.map(([pattern, currency]) => [new RegExp(`^(?:${pattern})$`, 'u'), currency] as const);

/** ISO 4217 of a sign as written; null where it is none. */
export function currencyOfSign(sign: string, shared: SharedSigns): string | null {
  const known = COMPILED.find(([pattern]) => pattern.test(sign))?.[1];
  switch (known) {
    case undefined: return null;
    case '$': return shared.dollar;
    case '¥': return shared.yen;
    case 'kr': return shared.krone;
    case 'ISO': return isoOf(sign.slice(0, 3));
    default: return known;
  }
}

/** `RMB` is no ISO code, yet written like one. */
export function isoOf(code: string): string {
  return code === 'RMB' ? 'CNY' : code;
}

const FAMILIES = {
  dollar: { members: ['USD', 'CAD', 'AUD', 'NZD', 'HKD', 'SGD', 'TWD', 'MXN', 'CLP', 'COP', 'ARS'], byRegion: { US: 'USD', CA: 'CAD', AU: 'AUD', NZ: 'NZD', HK: 'HKD', SG: 'SGD', TW: 'TWD', MX: 'MXN', CL: 'CLP', CO: 'COP', AR: 'ARS' }, byLanguage: {}, otherwise: 'USD' },
  yen: { members: ['JPY', 'CNY'], byRegion: { JP: 'JPY', CN: 'CNY' }, byLanguage: { ja: 'JPY', zh: 'CNY' }, otherwise: 'CNY' },
  krone: { members: ['SEK', 'NOK', 'DKK', 'ISK', 'CZK'], byRegion: { SE: 'SEK', NO: 'NOK', DK: 'DKK', IS: 'ISK' }, byLanguage: { sv: 'SEK', nb: 'NOK', nn: 'NOK', no: 'NOK', da: 'DKK', is: 'ISK' }, otherwise: 'SEK' },
} as const satisfies Readonly<Record<keyof SharedSigns, Family>>;

interface Family {
  readonly members: readonly string[];
  readonly byRegion: Readonly<Record<string, string>>;
  readonly byLanguage: Readonly<Record<string, string>>;
  readonly otherwise: string;
}

/** The listing's own currency decides, then its market, then the region of its locale, then its language. `tags` are BCP-47. */
export function sharedSigns(listed: string | null, market: string | null, tags: readonly string[]): SharedSigns {
  const regions = [market?.toUpperCase() ?? '', ...tags.map((tag) => /[-_]([A-Za-z]{2})$/.exec(tag)?.[1]?.toUpperCase() ?? '')];
  const languages = tags.map((tag) => tag.toLowerCase().split(/[-_]/)[0] ?? '');
  const of = ({ members, byRegion, byLanguage, otherwise }: Family): string =>
    members.find((member) => member === listed?.toUpperCase()) ?? regions.flatMap((region) => byRegion[region] ?? [])[0] ?? languages.flatMap((language) => byLanguage[language] ?? [])[0] ?? otherwise;
  return { dollar: of(FAMILIES.dollar), yen: of(FAMILIES.yen), krone: of(FAMILIES.krone) };
}
