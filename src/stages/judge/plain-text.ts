/** Where each script's digits begin. */
const ZEROS = [0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x17e0, 0x1810] as const;
const MOST_CHARACTERS = 20_000;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff]/g;

/**
 * Text as rules read it: NFKC, western digits, typographic quotes, dashes and spaces plain, invisible characters gone; case
 * and accents kept. "№", "n.º" and "N°" stay a sign of their own, № (NFKC alone would make them letters). Long texts are
 * cut: a rule's cost stays bounded.
 */
export function plain(text: string): string {
  return text
    .slice(0, MOST_CHARACTERS)
    .replace(/(?<!\p{L})n\.?\s?[º°]/giu, '№')
    .split('№').map((part) => part.normalize('NFKC')).join('№')
    .replace(INVISIBLE, '')
    .replace(/(?![0-9])\p{Nd}/gu, westernDigit)
    .replace(/[’‘`´ʼ′]/g, "'").replace(/[“”„«»]/g, '"').replace(/[‐-―−]/g, '-').replace(/[\u00a0\u2000-\u200a\u202f\u3000\t]/g, ' ');
}

function westernDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((start) => point >= start && point < start + 10);
  return zero === undefined ? digit : String(point - zero);
}

const LETTERS: Readonly<Record<string, string>> = { ł: 'l', đ: 'd', ø: 'o', ı: 'i', ё: 'е', ß: 'ss', æ: 'ae', œ: 'oe' };

/**
 * Plain text in lower case without accents of Latin and Greek letters and without Arabic vowel signs: recognised text and
 * hurried sellers lose them. For matching only.
 */
export function fold(plainText: string): string {
  return plainText
    .replaceAll('İ', 'i').toLowerCase()
    .normalize('NFD').replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '').replace(/[\u0640\u064b-\u0655\u0670]/g, '')
    .normalize('NFC').replace(/[łđøıёßæœ]/g, (letter) => LETTERS[letter] ?? letter);
}
