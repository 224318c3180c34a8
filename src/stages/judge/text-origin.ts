import type { Understanding } from '../../domain/understanding.js';
import type { TextOrigin } from './finding.js';

/** Where each language's markets mostly are, likeliest first. */
const MARKETS: Readonly<Record<string, readonly string[]>> = {
  en: ['US', 'GB', 'AU'], de: ['DE', 'AT', 'CH'], fr: ['FR', 'BE', 'CH'], es: ['ES', 'MX', 'AR', 'CO', 'CL', 'PE'], pt: ['BR', 'PT'], it: ['IT'], nl: ['NL', 'BE'],
  zh: ['CN', 'TW', 'HK'], yue: ['HK'], ja: ['JP'], ko: ['KR'], th: ['TH'], vi: ['VN'], id: ['ID'], ms: ['MY'], hi: ['IN'], ru: ['RU', 'KZ'], uk: ['UA'], pl: ['PL'], cs: ['CZ'],
  tr: ['TR'], sv: ['SE'], da: ['DK'], nb: ['NO'], no: ['NO'], fi: ['FI'], el: ['GR'], he: ['IL'], ar: ['SA', 'AE', 'EG'], hu: ['HU'], ro: ['RO'],
};

/** The countries that a video speaks to: its market and its listing's locale first, then those of its languages. */
export function textOrigin(languages: Understanding['languages'], market: string | null, locale: string | null): TextOrigin {
  const named = market !== null && /^[A-Za-z]{2}$/.test(market) ? [market.toUpperCase()] : [];
  const spoken = [...(locale === null ? [] : [locale]), ...languages.map(({ language }) => language)].flatMap((tag) => {
    const [language = '', ...subtags] = tag.split(/[-_]/);
    const region = subtags.find((subtag) => /^[A-Za-z]{2}$/.test(subtag));
    return region === undefined ? (MARKETS[language.toLowerCase()] ?? []) : [region.toUpperCase()];
  });
  return { regions: [...new Set([...named, ...spoken])] };
}
