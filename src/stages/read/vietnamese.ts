import { textLikeness } from './same-text.js';

/** Letters that no other Latin alphabet in use has: ơ ư and the doubly marked ones. The main recogniser knows few of them and drops the others. */
const ONLY_VIETNAMESE = /[ơưƠƯ\u1EA0-\u1EF9]/u;
const COUNTRY = 'VN';

/** The listing, its locale or its market make Vietnamese likely on the screen. */
export function speaksVietnamese(listingTexts: readonly string[], locale: string | null, market: string | null): boolean {
  return locale?.toLowerCase().split(/[-_]/)[0] === 'vi' || market?.toUpperCase() === COUNTRY || listingTexts.some((text) => ONLY_VIETNAMESE.test(text.normalize('NFC')));
}

/** A main reading that the reader with all of Vietnamese's letters should see: words in Latin letters, in such a video or with such a letter. */
export function mayBeVietnamese(text: string, expected: boolean): boolean {
  return /\p{Script=Latin}{2}/u.test(text) && (expected || ONLY_VIETNAMESE.test(text));
}

const MIN_LIKENESS = 0.55;

/** Its reading is kept where it has letters of its own and is otherwise the same line; prices and brands stay as they were. */
export function isVietnameseOf(main: string, vietnamese: string): boolean {
  return /[đĐăĂ]/u.test(vietnamese) || ONLY_VIETNAMESE.test(vietnamese.normalize('NFC')) ? textLikeness(bare(main), bare(vietnamese)) >= MIN_LIKENESS : false;
}

function bare(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/gu, 'd').replace(/Đ/gu, 'D');
}
