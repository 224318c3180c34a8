import { parsePhoneNumberFromString, type CountryCode, type PhoneNumber } from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/max/metadata';
import type { Finding, TextOrigin } from '../finding.js';
import { ASKED_AFTER, ASKED_BEFORE } from './asking-words.js';
import { AMOUNT_AFTER, CODE_BEFORE, isOtherNumber, MONEY_BEFORE } from './no-number.js';

/** Digits in groups as telephone numbers are written. A line's end ends a number. */
const CANDIDATE = /(?:\+ ?|(?<![\d.,])00 ?(?=[1-9]))?\(?\d(?:[ ().\/-]{0,3}\d){5,15}(?!\d)/g;
const LEAST_ASKED = 6;
const MOST_DIGITS = 15;
/** How numbers of some countries look when nobody asks to call: distinctive enough to be known without their country. */
const DISTINCTIVE: readonly (readonly [RegExp, number])[] = [
  [/^1[3-9]\d(?:[ -]?\d{4}){2}$/, 0.9], // China, mobile
  [/^400[ -]?\d{3}[ -]?\d{4}$|^400-\d{4}-\d{3}$/, 0.85], // China, hotline
  [/^01[016789]([ .-]?)\d{3,4}\1\d{4}$/, 0.88], // Korea, mobile
  [/^0(?:70|2|[3-6][1-5])[-)]\s?\d{3,4}-\d{4}$|^080-\d{3,4}-\d{4}$/, 0.88], // Korea, fixed
  [/^0[5-9]0-?\d{4}-?\d{4}$|^0120-\d{2,3}-\d{3,4}$|^0800-\d{3}-\d{4}$|^0\d{1,4}-\d{1,4}-\d{4}$/, 0.88], // Japan
  [/^8[ -]?\(?[3489]\d{2}\)?[ -]?\d{3}[ -]?\d{2}[ -]?\d{2}$/, 0.88], // Russia
  [/^(?:1[-. ])?\(?[2-9]\d{2}\)?[-.]\s?[2-9]\d{2}[-.]\d{4}$|^(?:1[ -])?\([2-9]\d{2}\) ?[2-9]\d{2}[ .-]\d{4}$|^(?:1[- ])?8(?:00|33|44|55|66|77|88)[ -]\d{3}[ -]\d{4}$/, 0.87], // North America
  [/^\(\d{2}\) ?9?\d{4}[- ]\d{4}$/, 0.92], // Brazil
  [/^0[1-9](?:([ .-])\d{2})(?:\1\d{2}){3}$/, 0.87], // France
  [/^0[89]00[ /-]\d{3}[ -]?\d{3,4}$/, 0.85], // free numbers of Europe
];
/** 1588-1234 in Korea, 0151 23456789 without knowing whose: one glance more. */
const KOREAN_HOTLINE = /^1(?:522|533|544|566|577|588|599|600|644|661|666|668|670|688|800|811|833|855|877|899)-\d{4}$/;
const WORTH_A_LOOK: readonly RegExp[] = [/^0\d{2,4}[ /-]\d{3}[ -]?\d{3,5}$/, /^0\d{2,4}[ /-]\d{5,8}$/, /^[6-9]\d{4} ?\d{5}$/, /^0[1-9]\d{8,9}$/, /^0\d{2} \d{3} \d{2} \d{2}$/];
const LIKELY_REGIONS: readonly CountryCode[] = ['DE', 'GB', 'FR', 'IT', 'IN', 'AU', 'NL', 'TH', 'VN', 'ID', 'TR', 'CH', 'AT', 'JP', 'KR', 'UA', 'PH', 'MY', 'EG', 'SA', 'AE', 'SE', 'ZA'];

/** Telephone numbers: asked to be called, in international form, or written as the reader's country writes them. `folded` has the same places as `text`. */
export function phoneNumbers(text: string, folded: (part: string) => string, origin: TextOrigin): Finding[] {
  const found: Finding[] = [];
  for (const match of text.matchAll(CANDIDATE)) {
    const confidence = numberLikelihood(match[0].trim(), folded(text.slice(Math.max(0, match.index - 60), match.index)), folded(text.slice(match.index + match[0].length, match.index + match[0].length + 24)), origin);
    if (confidence > 0) found.push({ text: match[0].trim(), confidence });
  }
  return found;
}

function numberLikelihood(candidate: string, before: string, after: string, origin: TextOrigin): number {
  const written = candidate.startsWith('(') && !candidate.includes(')') ? candidate.slice(1) : candidate;
  const digits = written.replace(/\D/g, '');
  const international = written.startsWith('+') || /^00 ?[1-9]/.test(written);
  // Part of a model name, a decimal or an amount.
  if (digits.length > MOST_DIGITS || /[a-z0-9_#@]$|[a-z]-$|\d[.,]$/.test(before) || /^[a-z_]|^-[a-z]|^[.,]\d/.test(after)) return 0;
  const asked = ASKED_BEFORE.test(before) || ASKED_AFTER.test(after);
  if (isOtherNumber(written, asked)) return 0;
  if (MONEY_BEFORE.test(before) || AMOUNT_AFTER.test(after)) return 0;
  if (asked && digits.length >= LEAST_ASKED) return 0.93;
  if (CODE_BEFORE.test(before)) return 0;
  if (international) return internationalLikelihood(written);
  for (const [pattern, confidence] of DISTINCTIVE) if (pattern.test(written)) return confidence;
  if (KOREAN_HOTLINE.test(written)) return origin.regions.includes('KR') || /\p{Script=Hangul}/u.test(before + after) ? 0.88 : 0.65;
  return nationalLikelihood(written, origin);
}

function internationalLikelihood(written: string): number {
  const number = parsed(written.replace(/^00 ?/, '+'));
  if (number?.isValid() === true) return 0.95;
  // A wrong number is still meant to be called; a count ("+100 000 000 users") is not written in such groups.
  return number?.isPossible() === true && written.startsWith('+') && /\d[ ().-]+\d/.test(written) ? 0.85 : 0;
}

function parsed(written: string, region?: string): PhoneNumber | undefined {
  return parsePhoneNumberFromString(written, region === undefined ? {} : { defaultCountry: region as CountryCode }, metadata);
}

/** A number that the origin's countries could dial, written with the 0 or the groups that they write. Elsewhere only the likely shapes, for a person to see. */
function nationalLikelihood(written: string, { regions }: TextOrigin): number {
  const grouped = /\d[ ()./-]+\d/.test(written);
  const valid = (region: string): boolean => {
    const number = parsed(written, region);
    return number?.isValid() === true && number.country === region;
  };
  if (/^\(?0/.test(written) && regions.some(valid)) return grouped ? 0.88 : 0.78;
  if (!WORTH_A_LOOK.some((shape) => shape.test(written)) || !LIKELY_REGIONS.some(valid)) return 0;
  return grouped ? 0.7 : 0.6;
}
