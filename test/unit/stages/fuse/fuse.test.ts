import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CategoryVote, Perception, ReadText } from '../../../../src/domain/perception.js';
import type { Listing } from '../../../../src/domain/product-video-uploaded.js';
import type { Understanding } from '../../../../src/domain/understanding.js';
import { createFuse } from '../../../../src/stages/fuse/fuse.js';
import { aliases, taxonomy } from './lexicon-fixture.js';
import { cases } from '../../../support/property-search.js';

const fuse = createFuse(taxonomy, aliases);
const BANANAS = 'fb-2-10-7-5';
const SHOES = 'aa-8';
const RUNNING_SHOES = 'aa-8-1';

const listing = (fields: Partial<Listing>): Listing => ({ title: null, description: null, categoryId: null, brand: null, price: null, currency: null, attributes: {}, locale: null, ...fields });
const vote = (categoryId: string, probability: number): CategoryVote => ({ categoryId, probability, seen: [{ startS: 1, endS: 4, box: null }] });
const shown = (text: string, startS = 0): ReadText => ({ text, startS, endS: startS + 3, confidence: 0.95, box: [0.1, 0.1, 0.5, 0.2], script: 'Latn' });

function perception({ seen = [], texts = [], spoken = [] }: { seen?: CategoryVote[]; texts?: ReadText[]; spoken?: string[] }): Perception {
  return {
    sightings: {
      categories: seen, unknownProbability: Math.max(0, 1 - seen.reduce((sum, one) => sum + one.probability, 0)), attributes: [], objects: [], codes: [], nsfwScore: 0.01, framesLookedAt: 6,
      quality: { static: false, dark: false, blurry: false, duplicateFrameShare: 0.2 },
    },
    reading: { texts, doubts: [] },
    hearing: { languages: [{ language: 'en', seconds: 5, confidence: 0.9 }], segments: spoken.map((text, i) => ({ startS: i, endS: i + 1, language: 'en', text, confidence: 0.9 })), silent: false, noSpeech: spoken.length === 0, doubts: [] },
  };
}

const understand = (seen: CategoryVote[], fields: Partial<Listing>, texts: ReadText[] = [], spoken: string[] = []): Understanding =>
  fuse(perception({ seen, texts, spoken }), { listing: listing(fields), market: null, notices: [] });
const categoryOf = (understanding: Understanding): string | undefined => understanding.tags.find((tag) => tag.kind === 'category')?.id.replace('gid://shopify/TaxonomyCategory/', '');
const attribute = (understanding: Understanding, name: string): (string | number)[][] => understanding.tags.filter((tag) => tag.kind === 'attribute' && tag.id === name).map((tag) => [tag.value, ...tag.sources]);

describe('category', () => {
  it('is what picture and title agree on, surer than either alone', () => {
    const both = understand([vote(BANANAS, 0.8)], { title: 'Fresh bananas, 1 kg' });
    const picture = understand([vote(BANANAS, 0.8)], {});
    expect(categoryOf(both)).toBe(BANANAS);
    expect(both.category.confidence).toBeGreaterThan(picture.category.confidence);
    expect(both.tags.find((tag) => tag.kind === 'category')).toMatchObject({ value: 'Bananas', taxonomy: 'shopify', taxonomyVersion: '2025-08-unstable', sources: expect.arrayContaining(['vision', 'listing']) });
    expect(both.consistency).toEqual({ score: 1, conflicts: [] });
  });

  it('is the finer one that the title names, where the picture shows its parent', () => {
    expect(categoryOf(understand([vote(SHOES, 0.9)], { title: "Men's running shoes" }))).toBe(RUNNING_SHOES);
  });

  it('is the finer one that the picture shows, where the title names its parent', () => {
    expect(categoryOf(understand([vote('fb-2-10-7-19', 0.9)], { title: 'Fresh & frozen fruits' }))).toBe('fb-2-10-7-19');
  });

  it('is what the picture shows where a sure picture contradicts the title, and the conflict is told', () => {
    const understanding = understand([vote(BANANAS, 0.97)], { title: "STRIDEX Men's Running Shoes" }, [shown('Running shoes -50%')]);
    expect(categoryOf(understanding)).toBe(BANANAS);
    expect(understanding.consistency.score).toBeLessThan(0.5);
    expect(understanding.consistency.conflicts).toEqual([expect.objectContaining({ between: ['listing', 'screen-text', 'vision'], detail: expect.stringMatching(/^product: the text says Athletic Shoes.*Bananas/) })]);
    const modalities = understanding.consistency.conflicts[0]?.evidence.map((one) => one.modality) ?? [];
    expect(modalities).toEqual(expect.arrayContaining(['listing', 'vision']));
  });

  it('is what the title names where the picture is unsure, without a conflict', () => {
    const understanding = understand([vote('hg-11-3-11', 0.12), vote(BANANAS, 0.06)], { title: 'Mechanical keyboard with backlight' });
    expect(categoryOf(understanding)).toBe('el-7-9-12-8');
    expect(understanding.consistency.conflicts).toEqual([]);
  });

  it('is what the screen says where there is no listing', () => {
    expect(categoryOf(fuse(perception({ texts: [shown('Winterjacke')] }), { listing: null, market: null, notices: [] }))).toBe('aa-1-10-2');
  });

  it('takes no notice of what is said in passing', () => {
    expect(categoryOf(understand([vote(BANANAS, 0.7)], {}, [], ['I bought a sofa yesterday.', 'The weather is nice.']))).toBe(BANANAS);
    expect(categoryOf(understand([], {}, [], ['I bought a sofa yesterday.']))).toBeUndefined();
    expect(categoryOf(understand([], {}, [], ['This sofa is soft.', 'A sofa for the whole family.', 'Get this sofa.']))).toBe('fr-22');
  });

  it('has no tag where nothing names or shows a product', () => {
    const understanding = understand([], { title: 'New arrival' });
    expect(categoryOf(understanding)).toBeUndefined();
    expect(understanding.category).toMatchObject({ categoryId: null, confidence: 0 });
  });

  it('does not take the title for subtitles', () => {
    const understanding = understand([vote(BANANAS, 0.9)], {}, [shown('Sit down on the sofa with me')], ['Sit down on the sofa with me', 'and listen']);
    expect(understanding.consistency.conflicts).toEqual([]);
    expect(categoryOf(understanding)).toBe(BANANAS);
  });
});

describe('prices', () => {
  it('agree, are told once with both sources, and are sure', () => {
    const understanding = understand([], { title: 'Shoes', price: 39.99, currency: 'EUR' }, [shown('39,99 €')]);
    expect(attribute(understanding, 'price')).toEqual([['39.99 EUR', 'listing', 'screen-text']]);
    expect(understanding.consistency.conflicts).toEqual([]);
  });

  it('contradict', () => {
    const understanding = understand([], { title: 'Shoes', price: 59, currency: 'EUR' }, [shown('39,99 €')]);
    expect(understanding.consistency.conflicts).toEqual([expect.objectContaining({ between: ['listing', 'screen-text'], detail: 'price: the listing says 59 EUR, the screen shows 39.99 EUR' })]);
  });

  it('in a currency that shares its sign are of the listing\'s', () => {
    const understanding = understand([], { title: 'ワンピース', price: 4980, currency: 'JPY' }, [shown('¥4,980')]);
    expect(attribute(understanding, 'price')).toEqual([['4980 JPY', 'listing', 'screen-text']]);
    expect(understand([], { title: 'ワンピース', price: 3980, currency: 'JPY' }, [shown('¥4,980')]).consistency.conflicts).toHaveLength(1);
  });

  it('publishes no discount as a price', () => {
    expect(attribute(understand([], {}, [shown('Save $10'), shown('$39')]), 'price')).toEqual([['39 USD', 'screen-text']]);
  });

  it.each([['other currency', '$49.90'], ['a unit price', '3,99 €/kg'], ['old and new price', '79 € 59 €'], ['no price at all', 'New arrival'], ['a discount', '10 € Rabatt'], ['a least order', 'Free shipping over 35 €'], ['an instalment', '9,90 € im Monat'], ['a price of before', 'UVP 79 €']])('do not contradict: %s', (_, text) => {
    expect(understand([], { title: 'Shoes', price: 59, currency: 'EUR' }, [shown(text)]).consistency.conflicts).toEqual([]);
  });
});

describe('attributes', () => {
  it('that the picture shows and the title says are one tag with both sources', () => {
    const base = perception({});
    const seen = { ...base, sightings: { ...base.sightings, attributes: [{ name: 'color', value: 'Green', probability: 0.7, seen: [{ startS: 0, endS: 2, box: null }] }] } };
    const understanding = fuse(seen, { listing: listing({ title: 'Manzanas verdes 1 kg' }), market: null, notices: [] });
    expect(attribute(understanding, 'color')).toEqual([['Green', 'vision', 'listing']]);
    expect(attribute(understanding, 'weight')).toEqual([['1 kg', 'listing']]);
    expect(understanding.tags.find((tag) => tag.id === 'color')?.confidence).toBeGreaterThan(0.9);
  });
});

describe('brand', () => {
  it.each([
    ['NOVARIA Pleated Skirt', 'NOVARIA', 'NOVARIA'], ['青禾 新鲜香蕉 5斤装', '青禾', '青禾'], ['Maison Belval – Chapeau', 'Maison Belval', 'Maison Belval'],
  ])('%s with %s on the screen', (title, text, brand) => {
    expect(understand([], { title }, [shown(text)]).tags).toContainEqual(expect.objectContaining({ kind: 'brand', value: brand, sources: ['screen-text', 'listing'] }));
  });

  it('is no product name and no price', () => {
    expect(understand([], { title: 'Running shoes for men' }, [shown('Running shoes'), shown('$12')]).tags.filter((tag) => tag.kind === 'brand')).toEqual([]);
  });

  it.each([
    ['Espresso coffee beans 250 g', 'ESPRESSO'], ['ESPRESSO dark roast coffee', 'ESPRESSO'], ['Coffee mug with cat', 'COFFEE'], ['Orange dress for women', 'Orange'], ['Yoga mat 6 mm', 'Yoga'], ['Kaffee ganze Bohne', 'Kaffee'], ['Zapatos de cuero', 'Zapatos'],
  ])('is no word for a product: %s with %s on the screen', (title, text) => {
    expect(understand([], { title }, [shown(text)]).tags.filter((tag) => tag.kind === 'brand')).toEqual([]);
  });

  it('may be a fruit that stands in capitals before another product', () => {
    expect(understand([], { title: 'MANGO Vestido midi' }, [shown('MANGO')]).tags).toContainEqual(expect.objectContaining({ kind: 'brand', value: 'MANGO' }));
  });

  it('contradicts the listing', () => {
    const understanding = understand([], { title: 'LUMIKO shoes', brand: 'Stridex' }, [shown('LUMIKO')]);
    expect(understanding.consistency.conflicts).toEqual([expect.objectContaining({ detail: 'brand: the listing says "Stridex", the screen shows "LUMIKO"' })]);
  });

  it('is surer when the screen shows it too', () => {
    const alone = understand([], { title: 'Shoes', brand: 'Lumiko' });
    const both = understand([], { title: 'Shoes', brand: 'Lumiko' }, [shown('LUMIKO')]);
    const confidence = (one: Understanding): number => one.tags.find((tag) => tag.kind === 'brand')?.confidence ?? 0;
    expect(confidence(both)).toBeGreaterThan(confidence(alone));
  });
});

describe('always', () => {
  const word = fc.constantFrom('Running shoes', 'Bananas', '香蕉', 'Winterjacke', '$12.99', '1 kg', 'NOVARIA', 'Best before 12/2027', '', 'https://x.example', '\u0000\uffff', '원피스', 'x'.repeat(300), 'cotton', '<b>', '%s', '100% cure');
  const id = fc.constantFrom(BANANAS, SHOES, RUNNING_SHOES, 'aa-1-4', 'hg-11-2-3-13', 'el-6-6', 'zz-9');
  const videos = fc.record({
    seen: fc.uniqueArray(fc.tuple(id, fc.double({ min: 0, max: 0.25, noNaN: true })), { selector: ([one]) => one, maxLength: 4 }),
    texts: fc.array(word, { maxLength: 5 }), spoken: fc.array(word, { maxLength: 4 }), title: fc.option(fc.array(word, { maxLength: 4 }).map((words) => words.join(' '))), price: fc.option(fc.double({ min: 0.01, max: 1e6, noNaN: true })),
  });

  it('what is said thrice and each time means little has its evidence', () => {
    const { tags } = understand([], { title: null, price: null, currency: 'EUR' }, [], ['100% cure', '100% cure', '100% cure']);
    expect(tags.filter(({ evidence, sources }) => evidence.length === 0 || sources.length === 0)).toEqual([]);
  });

  it('what speech and title together name has a source where neither says enough alone', () => {
    const { tags } = understand([], { title: '100% cure Running shoes', price: null, currency: 'EUR' }, [], ['100% cure', '100% cure']);
    expect(tags.filter(({ evidence, sources }) => evidence.length === 0 || sources.length === 0)).toEqual([]);
    expect(tags.flatMap(({ evidence, sources }) => evidence.filter(({ modality }) => !sources.includes(modality)))).toEqual([]);
  });

  it('confidences are probabilities, each tag has a source and evidence, and tags are sorted', () => {
    fc.assert(fc.property(videos, ({ seen, texts, spoken, title, price }) => {
      const understanding = understand(seen.map(([one, p]) => vote(one, p)), { title, price, currency: 'EUR' }, texts.map((text, i) => shown(text, i)), spoken);
      for (const tag of understanding.tags) {
        expect(tag.confidence).toBeGreaterThanOrEqual(0);
        expect(tag.confidence).toBeLessThanOrEqual(1);
        expect(tag.sources.length).toBeGreaterThan(0);
        expect(tag.evidence.length).toBeGreaterThan(0);
      }
      const confidences = understanding.tags.map((tag) => tag.confidence);
      expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
      expect(understanding.consistency.score).toBeGreaterThanOrEqual(0);
      expect(understanding.consistency.score).toBeLessThanOrEqual(1);
      const best = categoryOf(understanding);
      expect(best ?? null).toBe(understanding.category.categoryId);
    }), cases(150));
  });

  it('the order of the senses\' reports does not matter', () => {
    fc.assert(fc.property(videos, fc.infiniteStream(fc.nat(1000)), ({ seen, texts, title }, keys) => {
      const shuffled = <T>(items: readonly T[]): T[] => items.map((item) => ({ item, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ item }) => item);
      const reads = texts.map((text, i) => shown(text, i));
      // Votes come sorted from the vision model; texts may come in any order.
      const votes = seen.map(([one, p]) => vote(one, p)).sort((a, b) => b.probability - a.probability);
      const a = understand(votes, { title }, reads);
      const b = understand(votes, { title }, shuffled(reads));
      expect(categoryOf(b)).toBe(categoryOf(a));
      expect(b.category.confidence).toBeCloseTo(a.category.confidence, 9);
      expect(b.tags.map((tag) => `${tag.kind} ${tag.id} ${tag.value}`).sort()).toEqual(a.tags.map((tag) => `${tag.kind} ${tag.id} ${tag.value}`).sort());
    }), cases(60));
  });
});
