import type { LineScript, UnreadScript } from './scripts-drawn.js';

/** A seeded generator (mulberry32): the same seed draws the same lines. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export type Random = () => number;

export const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
const between = (random: Random, low: number, high: number): number => low + Math.floor(random() * (high - low + 1));
const repeat = (count: number, make: () => string): string => Array.from({ length: count }, make).join('');

/** Made-up words: the head shall know a script's strokes, not a language's words. */
export function randomWord(script: LineScript, random: Random): string {
  switch (script) {
    case 'Latn':
      return latinWord(random);
    case 'Viet':
      return cased(random, repeat(between(random, 1, 2), () => pick(random, ['b', 'c', 'ch', 'd', 'đ', 'g', 'gi', 'h', 'kh', 'l', 'm', 'n', 'ng', 'nh', 'ph', 'qu', 's', 't', 'th', 'tr', 'v', 'x']) + pick(random, [...'aăâeêioôơuưyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳ']) + pick(random, ['', '', 'n', 'ng', 'nh', 't', 'c', 'i', 'm', 'p'])));
    case 'Digits':
      return price(random);
    case 'Hani':
      return repeat(between(random, 1, 6), () => String.fromCodePoint(between(random, 0x4e00, 0x8fff)));
    case 'Jpan':
      return repeat(between(random, 2, 7), () => String.fromCodePoint(random() < 0.25 ? between(random, 0x4e00, 0x8fff) : random() < 0.5 ? between(random, 0x3042, 0x308f) : between(random, 0x30a2, 0x30ef)));
    case 'Grek':
      return cased(random, repeat(between(random, 3, 8), () => pick(random, [...'αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ'])));
    case 'Kore':
      return repeat(between(random, 1, 5), () => hangul(random));
    case 'Cyrl':
      return cased(random, repeat(between(random, 2, 9), () => pick(random, [...'ооооаааеееиииннттсссррввллккммддппууяыьгзбчйхжшюцщэфёії'])));
    case 'Thai':
      return repeat(between(random, 1, 5), () => thai(random));
    case 'Arab':
      return repeat(between(random, 2, 7), () => pick(random, [...'ااااللللميينتترسعبكدوقفحشجصطخذضغثزظةىءأإآپچگک']));
    case 'Deva':
      return repeat(between(random, 1, 4), () => devanagari(random));
    case 'Armn':
      return cased(random, repeat(between(random, 2, 9), () => String.fromCodePoint(between(random, 0x561, 0x586))));
    default:
      return repeat(between(random, 2, 6), () => syllable(script, random));
  }
}

/** Letters of the unread scripts, and the marks that follow a letter of them. */
const SYLLABLES: Readonly<Record<Exclude<UnreadScript, 'Armn'>, { readonly letters: readonly string[]; readonly marks: readonly string[] }>> = {
  Hebr: from(0x5d0, 0x5ea),
  Geor: from(0x10d0, 0x10f0),
  Beng: from(0x985, 0x9b9, 0x9be, 0x9cc),
  Guru: from(0xa05, 0xa39, 0xa3e, 0xa4c),
  Gujr: from(0xa85, 0xab9, 0xabe, 0xacc),
  Orya: from(0xb05, 0xb39, 0xb3e, 0xb4c),
  Taml: from(0xb85, 0xbb9, 0xbbe, 0xbcd),
  Telu: from(0xc05, 0xc39, 0xc3e, 0xc4c),
  Knda: from(0xc85, 0xcb9, 0xcbe, 0xccc),
  Mlym: from(0xd05, 0xd39, 0xd3e, 0xd4c),
  Sinh: from(0xd85, 0xdc6, 0xdcf, 0xdde),
  Laoo: from(0xe81, 0xeae, 0xeb0, 0xebb),
  Khmr: from(0x1780, 0x17a2, 0x17b6, 0x17c5),
  Mymr: from(0x1000, 0x1021, 0x102b, 0x1032),
  Tibt: from(0xf40, 0xf6a, 0xf71, 0xf7c),
  Ethi: from(0x1200, 0x1357),
};

function syllable(script: Exclude<UnreadScript, 'Armn'>, random: Random): string {
  const { letters, marks } = SYLLABLES[script];
  return pick(random, letters) + (marks.length > 0 && random() < 0.5 ? pick(random, marks) : '');
}

/** The assigned letters between two code points, and the marks (or vowel letters) between two others. */
function from(first: number, last: number, firstMark = 0, lastMark = -1): { readonly letters: readonly string[]; readonly marks: readonly string[] } {
  const among = (low: number, high: number, wanted: RegExp): readonly string[] => Array.from({ length: high - low + 1 }, (_, i) => String.fromCodePoint(low + i)).filter((character) => wanted.test(character));
  return { letters: among(first, last, /\p{L}/u), marks: among(firstMark, lastMark, /[\p{L}\p{M}]/u) };
}

function latinWord(random: Random): string {
  const accents = random() < 0.25;
  const vowels = [...(accents ? 'aeiouáéíóúàèêâãõäöüåøæœ' : 'aeiou')];
  const consonants = [...(accents ? 'bcdfglmnprstvçñßžščł' : 'bbccddffgghjkllmmnnppqrrssttvwxyz')];
  const word = repeat(between(random, 1, 4), () => pick(random, consonants) + pick(random, vowels) + (random() < 0.4 ? pick(random, consonants) : ''));
  return cased(random, word);
}

function cased(random: Random, word: string): string {
  const how = random();
  if (how < 0.25) return word.toUpperCase();
  return how < 0.6 ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

function price(random: Random): string {
  const whole = String(between(random, 1, random() < 0.3 ? 99999 : 999)).replace(/\B(?=(\d{3})+$)/g, ',');
  const amount = random() < 0.4 ? `${whole}.${between(random, 10, 99)}` : whole;
  return pick(random, [`$${amount}`, `${amount} €`, `¥${amount}`, amount, amount, `-${between(random, 5, 90)}%`, `${between(random, 1, 12)}/20${between(random, 10, 40)}`, `${amount} ml`, `x${between(random, 1, 12)}`]);
}

function hangul(random: Random): string {
  const initial = pick(random, [0, 0, 2, 3, 5, 6, 7, 9, 9, 11, 11, 11, 12, 14, 15, 16, 17, 18, 18, 1, 4, 8, 10, 13]);
  const medial = pick(random, [0, 0, 0, 1, 2, 4, 4, 5, 6, 8, 8, 13, 13, 18, 18, 20, 20, 20, 9, 11, 12, 14, 16, 17]);
  const final = pick(random, [0, 0, 0, 0, 0, 0, 1, 4, 4, 8, 8, 16, 17, 19, 20, 21, 21, 27]);
  return String.fromCodePoint(0xac00 + initial * 588 + medial * 28 + final);
}

function thai(random: Random): string {
  const consonant = pick(random, [...'กขคงจชซดตถทนบปผพฟมยรลวสหอธณศษภฉ']);
  const above = pick(random, ['', '', 'ะ', 'า', 'ิ', 'ี', 'ึ', 'ื', 'ุ', 'ู', 'ั', '็']);
  const tone = above === 'ะ' || above === 'า' ? '' : pick(random, ['', '', '่', '้']);
  const before = above === '' ? pick(random, ['', '', 'เ', 'แ', 'โ', 'ใ', 'ไ']) : '';
  return `${before}${consonant}${above}${tone}${random() < 0.4 ? pick(random, [...'กงนมดบยว']) : ''}`;
}

function devanagari(random: Random): string {
  const consonants = [...'कखगघचछजझटठडतथदधनपफबभमयरलवशषसह'];
  const conjunct = random() < 0.15 ? `${pick(random, consonants)}्` : '';
  return conjunct + pick(random, consonants) + pick(random, ['', '', '', 'ा', 'ा', 'ि', 'ी', 'ु', 'ू', 'े', 'ै', 'ो', 'ौ', 'ं', '्' + pick(random, consonants)]);
}
