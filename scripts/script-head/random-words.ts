import type { LineScript } from './scripts-drawn.js';

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
    case 'Digits':
      return price(random);
    case 'Hani':
      return repeat(between(random, 1, 6), () => String.fromCodePoint(between(random, 0x4e00, 0x8fff)));
    case 'Jpan':
      return repeat(between(random, 2, 7), () => String.fromCodePoint(random() < 0.25 ? between(random, 0x4e00, 0x8fff) : random() < 0.5 ? between(random, 0x3042, 0x308f) : between(random, 0x30a2, 0x30ef)));
    case 'Grek':
      return repeat(between(random, 3, 8), () => pick(random, [...'αβγδεζηθικλμνξοπρστυφχψωάέήίόύώ']));
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
  }
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
