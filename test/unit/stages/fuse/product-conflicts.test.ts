import { describe, expect, it } from '@jest/globals';
import type { Perception } from '../../../../src/domain/perception.js';
import type { Listing } from '../../../../src/domain/product-video-uploaded.js';
import type { Understanding } from '../../../../src/domain/understanding.js';
import { createFuse } from '../../../../src/stages/fuse/fuse.js';
import { aliases, taxonomy } from './lexicon-fixture.js';

const JUICE = 'fb-1-7';
const YOGURT = 'fb-2-6-8';
const T_SHIRT = 'aa-1-13-8';
const DRESS = 'aa-1-4';
const HAT = 'aa-2-17';
const BANANAS = 'fb-2-10-7-5';
const STRAWBERRIES = 'fb-2-10-7-6';
const SHOES = 'aa-8';
const MILK = 'fb-1-9';
const PHONE = 'el-4-8-5';

/** A head that was shown clothes, food and phones, and nothing else. */
const fuse = createFuse(taxonomy, aliases, { visionKnows: [JUICE, YOGURT, T_SHIRT, DRESS, HAT, BANANAS, STRAWBERRIES, SHOES, MILK, PHONE] });

interface Video {
  readonly title?: string;
  readonly seen: string;
  readonly p: number;
  readonly unknown?: number;
  readonly screen?: readonly string[];
  readonly spoken?: string;
  readonly categoryId?: string;
}

function understand({ title, seen, p, unknown = (1 - p) / 2, screen = [], spoken = 'en', categoryId }: Video): Understanding {
  const listing: Listing | null = title === undefined && categoryId === undefined ? null : { title: title ?? null, description: null, categoryId: categoryId ?? null, brand: null, price: null, currency: null, attributes: {}, locale: null };
  const perception: Perception = {
    sightings: {
      categories: [{ categoryId: seen, probability: p, seen: [{ startS: 0, endS: 5, box: null }] }], unknownProbability: unknown, attributes: [], objects: [], codes: [], nsfwScore: 0, framesLookedAt: 6,
      quality: { static: false, dark: false, blurry: false, duplicateFrameShare: 0 },
    },
    reading: { texts: screen.map((text, i) => ({ text, startS: i, endS: i + 2, confidence: 0.95, box: [0, 0, 0.5, 0.2], script: 'Latn' })), doubts: [] },
    hearing: { languages: [{ language: spoken, seconds: 5, confidence: 0.9 }], segments: [], silent: false, noSpeech: false, doubts: [] },
  };
  return fuse(perception, { listing, market: null, notices: [] });
}

const product = (video: Video): readonly string[] => understand(video).consistency.conflicts.map((conflict) => conflict.detail).filter((detail) => detail.startsWith('product'));

describe('no contradiction of the picture', () => {
  it.each<[string, Video]>([
    ['a flavour on the screen, no listing', { seen: JUICE, p: 0.9, screen: ['ORANGE'] }],
    ['a flavour on the screen, a title that only names the brand', { title: 'Sítio Claro', seen: JUICE, p: 0.9, screen: ['ORANGE'] }],
    ['a flavour of the titled product', { title: 'Strawberry yogurt 4 x 125 g', seen: YOGURT, p: 0.9, screen: ['Strawberry'] }],
    ['the fruit of the titled yogurt in the picture', { title: 'Strawberry yogurt 4 x 125 g', seen: STRAWBERRIES, p: 0.95 }],
    ['a flavour on the screen of an untitled yogurt', { seen: YOGURT, p: 0.9, screen: ['Strawberry'] }],
    ['a print', { title: 'T-shirt for men', seen: T_SHIRT, p: 0.9, screen: ['COFFEE'] }],
    ['a print on an untitled shirt', { seen: T_SHIRT, p: 0.9, screen: ['COFFEE'] }],
    ['the printed fruit of a titled print', { title: 'T-shirt with banana print', seen: T_SHIRT, p: 0.9, screen: ['BANANA'] }],
    ['a brand that is a fruit', { title: 'MANGO Vestido midi', seen: DRESS, p: 0.9, screen: ['MANGO'] }],
    ['a brand that is a fruit, by title alone', { title: 'MANGO Vestido midi', seen: DRESS, p: 0.9 }],
    ['a brand of two words', { title: 'Banana Republic t-shirt', seen: T_SHIRT, p: 0.9 }],
    ['a colour, in another language than is spoken', { title: 'Orange dress', seen: DRESS, p: 0.9, screen: ['Orange'], spoken: 'de' }],
    ['a colour in Japanese', { title: 'オレンジ ワンピース', seen: DRESS, p: 0.9, spoken: 'ja' }],
    ['a colour in Chinese', { title: '橙色连衣裙', seen: DRESS, p: 0.9, spoken: 'zh' }],
    ['a colour and a print', { title: 'Olive green T-shirt with avocado print', seen: T_SHIRT, p: 0.9, screen: ['AVOCADO'] }],
    ['a pattern', { title: 'pineapple pattern shirt', seen: T_SHIRT, p: 0.9 }],
    ['what a case is made for', { title: 'Phone case with stand', seen: PHONE, p: 0.95, unknown: 0.03 }],
    ['one product word on the screen, with price and shop', { seen: BANANAS, p: 0.95, screen: ['Winterjacke', '59,90 €', 'www.laden.example'] }],
    ['a flavour twice on the screen', { seen: YOGURT, p: 0.9, screen: ['Strawberry', 'STRAWBERRY!'] }],
  ])('%s', (_, video) => {
    expect(product(video)).toEqual([]);
  });

  it.each([
    ['Matte liquid lipstick red'], ['Electric kettle 1.7 L'], ['Bluetooth speaker waterproof'], ['Ergonomic office chair'], ['Teddy bear plush toy 40cm'], ['Mechanical keyboard RGB'], ['Wasserkocher Edelstahl'], ['口红 哑光'], ['ランドセル'], ['사무용 의자'],
  ])('a product of a kind that the picture model was never shown: %s', (title) => {
    expect(product({ title, seen: HAT, p: 0.65, unknown: 0.25 })).toEqual([]);
    expect(product({ title, seen: MILK, p: 0.68, unknown: 0.15 })).toEqual([]);
    expect(product({ title, seen: HAT, p: 0.75, unknown: 0.22 })).toEqual([]);
  });

  it('a fruit that the picture model was never shown, which looks like one that it knows', () => {
    expect(product({ title: 'Dragon fruit 1 kg', seen: BANANAS, p: 0.9, unknown: 0.08 })).toEqual([]);
  });

  it('a picture that shows nothing clearly', () => {
    expect(product({ title: 'Running shoes for men', seen: BANANAS, p: 0.25, unknown: 0.05 })).toEqual([]);
  });

  it('is still told to those who look after doubts', () => {
    expect(understand({ title: 'Ergonomic office chair', seen: HAT, p: 0.65, unknown: 0.25 }).category.contradictionProbability).toBeGreaterThan(0.3);
  });
});

describe('a contradiction of the picture', () => {
  it.each<[string, Video]>([
    ['English title', { title: "STRIDEX Men's Running Shoes", seen: BANANAS, p: 0.97 }],
    ['German title', { title: 'NORDVAL Winterjacke für Herren', seen: BANANAS, p: 0.95 }],
    ['Spanish title', { title: 'Zapatos de cuero para hombre', seen: BANANAS, p: 0.95 }],
    ['French title', { title: "Jus d'orange bio 1 L", seen: T_SHIRT, p: 0.95 }],
    ['Japanese title', { title: '新鮮バナナ 5本', seen: DRESS, p: 0.95 }],
    ['Chinese title', { title: '红富士苹果 5斤装', seen: SHOES, p: 0.95 }],
    ['Korean title', { title: '여성 원피스', seen: BANANAS, p: 0.95 }],
    ['a listed category without a title', { categoryId: 'gid://shopify/TaxonomyCategory/aa-8', seen: BANANAS, p: 0.97 }],
    ['title and picture of a fruit, a sure picture of an unseen kind', { title: 'Ergonomic office chair', seen: BANANAS, p: 0.97, unknown: 0.01 }],
    ['a product of another vertical, of an unseen kind', { title: 'Ergonomic office chair', seen: BANANAS, p: 0.8, unknown: 0.15 }],
    ['two phrases on the screen, no listing', { seen: BANANAS, p: 0.97, screen: ['Laufschuhe', 'Sneaker für Herren'] }],
    ['a clear title against screen and picture', { title: 'Running shoes for men', seen: BANANAS, p: 0.97, screen: ['BANANAS'] }],
    ['a product that shares its colour word', { title: 'Orange dress for women', seen: SHOES, p: 0.95 }],
  ])('%s', (_, video) => {
    expect(product(video)).toHaveLength(1);
  });
});
