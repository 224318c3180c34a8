import { parse } from 'tldts';
import { messengerContacts } from './contact-info/messengers.js';
import { phoneNumbers } from './contact-info/phone-numbers.js';
import type { Finding, TextRule } from './finding.js';
import { fold, plain } from './plain-text.js';

/** An address, also with its signs in words: info(at)shop.de, info [at] shop [dot] de, info arroba shop punto com. */
const AT = String.raw`(?:\s?@\s?|\s?[([{]\s?(?:at|ät|a|@|arroba|chiocciola|собака|골뱅이|アット)\s?[)\]}]\s?|\s(?:arroba|chiocciola|arobase|собака)\s|\s?골뱅이\s?)`;
const DOT = String.raw`(?:\.|\s?[([{]\s?(?:dot|punkt|point|punto|ponto|точка|\.)\s?[)\]}]\s?|\s(?:dot|punkt|point|punto|ponto|точка)\s)`;
const MAIL = new RegExp(String.raw`(?<![\p{L}\p{N}.+@_-])([a-z0-9][\w.+-]{0,63})${AT}((?:[\p{L}\p{N}-]+${DOT})+[\p{L}]{2,18})(?![\p{L}\p{N}])`, 'giu');
/** info at shop dot com: both in words, or it is only a place to go to. */
const SPELLED_MAIL = /(?<![\p{L}\p{N}._-])([a-z0-9][\w.+-]{1,63})\s+at\s+((?:[a-z0-9-]+\s+dot\s+)+[a-z]{2,18})(?![\p{L}\p{N}])/giu;
const SPELLED_DOT = new RegExp(DOT, 'giu');

/** Telephone numbers, mail addresses and messenger accounts. Dates, prices, sizes, codes and the names of messengers are none. */
export const contactInfo: TextRule = (raw, origin = { regions: [] }) => {
  const text = plain(raw);
  return [...phoneNumbers(text, fold, origin), ...messengerContacts(fold(text)), ...mailAddresses(text)];
};

function mailAddresses(text: string): Finding[] {
  const found: Finding[] = [];
  for (const match of [...text.matchAll(MAIL), ...text.matchAll(SPELLED_MAIL)]) {
    const { publicSuffix, isIcann } = parse((match[2] ?? '').replace(SPELLED_DOT, '.'));
    if (isIcann === true || publicSuffix === 'example' || publicSuffix === 'test') found.push({ text: match[0], confidence: 0.93 });
  }
  return found;
}
