import { plain, type Finding, type TextRule } from './finding.js';

/** Endings that are hardly ever anything but a web address when they follow a dot inside a word. */
const TLDS = 'com|net|org|info|biz|shop|store|online|site|app|dev|top|xyz|vip|club|live|link|page|example|test|io|co|me|tv|cc|cn|com\\.cn|hk|tw|jp|co\\.jp|kr|co\\.kr|de|at|ch|fr|es|it|nl|be|pt|br|com\\.br|mx|com\\.mx|ar|ru|рф|uk|co\\.uk|us|ca|au|com\\.au|eu|pl|se|no|dk|fi|tr|com\\.tr|in|id|vn|th|co\\.th|sg|my';
const WITH_SCHEME = /(?:https?:\/\/|www\s?\.\s?)[\p{L}\p{N}][\p{L}\p{N}.-]*(?:\/\S*)?/giu;
// A recogniser may lose the dots: "www lumiko example".
const BROKEN_WWW = /(?<!\p{L})www[ .]{1,2}[\p{L}\p{N}-]{2,}[ .]{1,2}(?:com|net|org|shop|example|de|fr|es|it)(?!\p{L})/giu;
const DOMAIN = new RegExp(String.raw`(?<![\p{L}\p{N}@.-])((?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+(?:${TLDS}))(?![\p{L}\p{N}-])(?:\/\S*)?`, 'giu');
const SHORT_LINKS = /(?<!\p{L})(?:t\.me|wa\.me|bit\.ly|tinyurl\.com|linktr\.ee|youtu\.be|goo\.gl|dwz\.cn)\/\S+/giu;
/** Names of products and techniques that end like an address. */
const NO_ADDRESS = /^(?:node\.js|vue\.js|next\.js|asp\.net|\.net|e\.g|i\.e|u\.s|s\.a|s\.p\.a|dr\.\p{L}+|st\.\p{L}+|no\.\p{L}*)$/iu;

/** Web addresses, with or without a scheme. Decimals, abbreviations and `Node.js` are none. */
export const externalUrl: TextRule = (raw) => {
  const text = plain(raw);
  const found: Finding[] = [];
  for (const match of text.matchAll(WITH_SCHEME)) found.push({ text: match[0], confidence: 0.96 });
  for (const match of text.matchAll(BROKEN_WWW)) found.push({ text: match[0], confidence: 0.88 });
  for (const match of text.matchAll(SHORT_LINKS)) found.push({ text: match[0], confidence: 0.96 });
  for (const match of text.matchAll(DOMAIN)) {
    const address = match[1] ?? match[0];
    const labels = address.split('.');
    const name = labels[0] ?? '';
    if (NO_ADDRESS.test(address) || /^\d+$/.test(name) || (name.length < 3 && labels.length < 3) || text[match.index - 1] === '@') continue;
    found.push({ text: match[0], confidence: labels.length > 2 || name.length >= 5 ? 0.9 : 0.7 });
  }
  return found;
};
