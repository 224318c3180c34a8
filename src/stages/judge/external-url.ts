import { parse } from 'tldts';
import type { Finding, TextRule } from './finding.js';
import { plain } from './plain-text.js';

/** Endings that are hardly ever a word of the sentence that follows a dot; country endings that are none in any of the languages. */
const SURE_ENDINGS = new Set(('com net org info biz shop store online site app dev xyz club link website example test edu gov ' +
  'ac at au be bg br ca ch ci cl cn cr cz dk ec ee eu fi fr gg gr gt hk hr hu ie io ir is jp ke kr kz lt lu lv mx my ng nl nz pe ph pk pl pt qa ro rs ru sg sk th tr tw ua ug uk us uy uz ve vn za рф').split(' '));
/** Sentences that lack the blank after their full stop may well begin with one of these. */
const WORD_ENDINGS = new Set('at be is my us ie ma se'.split(' '));
/** Units, file endings and forms of companies: no address without more to show for it. */
const NEVER_ALONE = new Set('cm mm km ml kg pm am nr ps sh py md rs zip mov ltd inc abb tm sa ag cc lat pro plus max vip top'.split(' '));
/** What ends like an address and is a name, a technique or an abbreviation. */
const NO_ADDRESS = /^(?:(?:smart|android|apple|google|fire|web|led|4k|hd|live|my)\.tv|asp\.net|(?:vb|ado|f)\.net|socket\.io|draw\.io|co\.ltd|e\.g|i\.e|u\.s|s\.a|p\.s|a\.m|p\.m|(?:dr|st|mr|mrs|ms|prof|no|nr|vol|art|ca|approx|incl|inkl|zzgl|max|min|tel)\.[\p{L}]+)$/iu;

const LABEL = String.raw`(?:[a-z0-9à-ɏ](?:[a-z0-9à-ɏ-]{0,61}[a-z0-9à-ɏ])?|(?:(?![a-z0-9à-ɏ])[\p{L}\p{M}\p{N}-]){1,24})`;
const HOST = new RegExp(String.raw`(?<![a-z0-9à-ɏ@._-])((?:${LABEL}\.){1,6}(?:[a-z]{2,18}|рф|xn--[a-z0-9]+))(?![a-z0-9_-]|\.[a-z0-9])(:\d{2,5})?(\/(?![\s/])\S*|\/(?=\s|$))?`, 'giu');
const WITH_SCHEME = /(?:(?:https?|ftp|hxxps?)\s?:\s?\/\/\s?|(?<![\p{L}\p{N}])www\s?\.\s?)[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*(?:\/\S*)?/giu;
/** A recogniser may lose the dots: "www lumiko example". */
const BROKEN_WWW = /(?<!\p{L})www[ .]{1,2}[\p{L}\p{N}-]{2,63}[ .]{1,2}\p{L}{2,8}(?!\p{L})/giu;
const SPOKEN_DOT = String.raw`(?:[([{]\s?(?:dot|punkt|point|punto|ponto|\.)\s?[)\]}]|dot|punkt|punto|ponto|point|punt|точка|kropka|nokta|点|點|ドット|점|닷|จุด|نقطة)`;
const SPOKEN = new RegExp(String.raw`(?<![\p{L}\p{N}.-])([\p{L}\p{N}][\p{L}\p{M}\p{N}-]{1,40})(?:\s*${SPOKEN_DOT}\s*|\s+\.\s?|\s?\.\s+)(com|net|org|shop|store|online|info|io|co\.uk|ком|ру|de|fr|es|it|ru|nl|pl|jp|kr|cn)(?![\p{L}\p{N}])`, 'giu');
const SPELLED = /[\p{L}\p{N}]{2}\s?(?:ドットコム|닷컴|点com)(?!\p{L})/giu;
/** "polka dot net", "the dot com boom", "Size M. Org": no name before, or more of the sentence behind. */
const NO_NAME = /^(?:the|a|an|of|and|or|polka|pin|swiss|micro|tiny|small|big|large|black|white|red|blue|each|per|el|la|le|les|un|une|der|die|das|il|lo|al|este|ce|to|this)$/iu;
const ASKS_TO_VISIT = /(?:(?<!\p{L})(?:visit|order|buy|shop|at|on|via|see|more|go to|find us|website|web|site|online|besuche|bestell\p{L}*|auf|unter|bei|visita|visitez|sur|compra|en|su|em|acesse|bezoek|op|сайт\p{L}*|на|закаж\p{L}*|besok|strona|na|ziyaret|truy cap|kunjungi)|网址|官网|访问|登录|サイト|はこちら|홈페이지|주소|เว็บ)\s*[:：]?\s*$/iu;

/** Web addresses, with or without a scheme, whole or spelled out. Decimals, abbreviations, `Node.js` and a sentence's missing blank are none. */
export const externalUrl: TextRule = (raw) => {
  const text = plain(raw);
  const found: Finding[] = [];
  for (const match of text.matchAll(WITH_SCHEME)) found.push({ text: match[0], confidence: 0.96 });
  for (const match of text.matchAll(BROKEN_WWW)) found.push({ text: match[0], confidence: 0.88 });
  for (const match of text.matchAll(HOST)) {
    const confidence = addressLikelihood(match[1] ?? '', (match[3] ?? '').length > 1, text, match.index);
    if (confidence > 0) found.push({ text: match[0], confidence });
  }
  for (const match of text.matchAll(SPOKEN)) {
    const [, name = '', ending = ''] = match;
    if (NO_NAME.test(name) || !spelledOut(match[0], name, ending, text.slice(match.index + match[0].length))) continue;
    found.push({ text: match[0], confidence: 0.8 });
  }
  for (const match of text.matchAll(SPELLED)) found.push({ text: match[0], confidence: 0.65 });
  return found;
};

/** A dot said in words is meant; one between blanks only before an ending that is no word, at the end of what is said. */
function spelledOut(whole: string, name: string, ending: string, after: string): boolean {
  if (!/[\s\p{L}]\./u.test(whole) && !/\.\s/.test(whole)) return !(/^(?:net|it|es|de)$/i.test(ending) && /^\s*\p{L}/u.test(after)) && !/^[\s-]*(?:boom|bubble|era|crash|business)/iu.test(after);
  return /^(?:com|net|org|shop|store|co\.uk)$/.test(ending) && name === name.toLowerCase() && !/^\s*\p{L}/u.test(after);
}

/** How surely this is an address and not two sentences, a number with its unit or an abbreviation; 0: it is none. */
function addressLikelihood(host: string, hasPath: boolean, text: string, at: number): number {
  const { publicSuffix, isIcann, domainWithoutSuffix, subdomain } = registered(host);
  const reserved = publicSuffix === 'example' || publicSuffix === 'test';
  if (publicSuffix === null || domainWithoutSuffix === null || domainWithoutSuffix === '' || (isIcann !== true && !reserved) || NO_ADDRESS.test(host)) return 0;
  const ending = host.slice(host.length - publicSuffix.length);
  const name = domainWithoutSuffix;
  const mayBeNumber = /^[\d-]+$/.test(name);
  if (mayBeNumber && (name.length < 2 || !/^(?:com|net|cn)$/i.test(ending))) return 0;
  if (hasPath && !/^\p{Lu}\p{Ll}/u.test(ending)) return name.length > 1 || ending === ending.toLowerCase() ? 0.93 : 0;
  const last = publicSuffix.split('.').at(-1) ?? publicSuffix;
  const sure = publicSuffix.includes('.') || (SURE_ENDINGS.has(last) && !WORD_ENDINGS.has(last));
  // "Beautiful.No filter", "Shirt.Shop now": a capital begins a sentence, but for endings that begin none.
  if (/^\p{Lu}\p{Ll}/u.test(ending) && !/^(?:com|net|org)$/i.test(ending)) return 0;
  if (sure) return name.length === 1 && subdomain === '' ? (last === 'com' ? 0.7 : 0) : /^[a-z0-9]{2}$/i.test(name) && last !== 'com' && subdomain === '' ? 0.7 : 0.9;
  const asked = ASKS_TO_VISIT.test(text.slice(Math.max(0, at - 24), at));
  if (asked && name.length > 2) return 0.85;
  const alone = text.replace(/^[\s\p{S}\p{P}]+|[\s\p{S}\p{P}]+$/gu, '').length <= host.length;
  if (NEVER_ALONE.has(last)) return 0;
  // A whole line that is nothing but lower-case labels: lumiko.it, brand.de.
  if (alone && host === host.toLowerCase() && name.length > 2) return last.length === 2 ? 0.8 : 0.6;
  return last === 'de' || last === 'it' || last === 'es' ? ofCountry(host, name, text, at) : 0;
}

/** A host's parts. A name that is itself an ending for others (sklep.pl) is a name like any other. */
function registered(host: string): Pick<ReturnType<typeof parse>, 'publicSuffix' | 'isIcann' | 'domainWithoutSuffix' | 'subdomain'> {
  const parts = parse(host);
  const [name = '', ...rest] = host.split('.');
  if (parts.domain !== null || rest.length === 0 || /^(?:com?|org|net|edu|gov|ac|or|ne)$/i.test(name)) return parts;
  return { publicSuffix: rest.join('.').toLowerCase(), isIcann: parts.isIcann, domainWithoutSuffix: name, subdomain: '' };
}

const GERMAN_GOES_ON = /^\s+(?:und|oder|für|jetzt|mit|bei|ist|auf|bestellen|entdecken|besuchen|kaufen|shoppen|sichern)(?!\p{L})/iu;

/** .de, .it and .es are words too ("crema.de manos"): an address when a hyphen shows a name, or no word follows. */
function ofCountry(host: string, name: string, text: string, at: number): number {
  const wordFollows = /^\s+\p{Ll}/u.test(text.slice(at + host.length));
  if (host === host.toUpperCase() && name.length > 2 && !/^\s+\p{L}/u.test(text.slice(at + host.length))) return 0.8;
  return host === host.toLowerCase() && name.length > 3 && (name.includes('-') || !wordFollows || GERMAN_GOES_ON.test(text.slice(at + host.length))) ? 0.8 : 0;
}
