import { describe, expect, it } from '@jest/globals';
import { Taxonomy } from '../../../../src/domain/taxonomy.js';
import { comparedCategories } from '../../../../src/inference/siglip/compared-categories.js';
import { likeness } from '../../../../src/inference/siglip/likeness.js';
import type { LookOfShot } from '../../../../src/stages/see/vision-model.js';

const CATEGORIES = { categoryIds: ['a', 'b', 'c'], vectors: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1), width: 3 };
const look = (shot: number, ...embedding: readonly number[]): LookOfShot => ({ shot, impression: { features: new Float32Array(0), logits: new Float32Array(0), embedding: Float32Array.from(embedding) } });

describe('likeness', () => {
  it('ranks the categories by how near their texts are, together 1', () => {
    const { shares, perLook } = likeness([look(0, 0.2, 0.9, 0.1)], CATEGORIES);
    expect([...shares.entries()].sort((one, other) => other[1] - one[1]).map(([id]) => id)).toEqual(['b', 'a', 'c']);
    expect([...shares.values()].reduce((a, b) => a + b, 0)).toBeCloseTo(1, 6);
    expect(perLook('b')).toEqual([shares.get('b')]);
    expect(perLook('elsewhere')).toEqual([0]);
  });

  it('counts shots alike, however many looks each has', () => {
    const even = likeness([look(0, 1, 0, 0), look(1, 0, 1, 0)], CATEGORIES);
    const crowded = likeness([look(0, 1, 0, 0), look(0, 1, 0, 0), look(0, 1, 0, 0), look(1, 0, 1, 0)], CATEGORIES);
    expect(crowded.shares.get('a')).toBeCloseTo(even.shares.get('a')!, 6);
    expect(crowded.perLook('a').map((share) => share > 0.5)).toEqual([true, true, true, false]);
  });

  it('is sure of nothing where nothing stands out', () => {
    expect([...likeness([look(0, 0.5, 0.5, 0.5)], CATEGORIES).shares.values()]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });

  it('refuses a look of another width than the texts', () => {
    expect(() => likeness([look(0, 1, 0)], CATEGORIES)).toThrow('an embedding of 2 numbers; wanted 3');
  });
});

describe('the categories that are compared', () => {
  it('lie on the third level, none above another, and around what the head knows', () => {
    const ids = ['aa', 'aa-1', 'aa-1-4', 'aa-1-4-1', 'aa-2', 'fb', 'fb-2', 'fb-2-10', 'fb-2-10-7', 'fb-2-10-8', 'fb-2-10-7-5', 'fb-2-10-7-6', 'fb-2-11', 'fb-2-11-1', 'gc'];
    const taxonomy = new Taxonomy('1', ids.map((id) => ({ id, names: { en: `Name ${id}` } })));
    expect(comparedCategories(taxonomy, ['aa-1-4', 'fb-2-10-7-5']).map(({ categoryId }) => categoryId)).toEqual(['aa-1-4', 'aa-2', 'fb-2-10-8', 'fb-2-10-7-5', 'fb-2-10-7-6', 'fb-2-11', 'gc']);
    expect(comparedCategories(taxonomy, []).find(({ categoryId }) => categoryId === 'aa-2')?.prompt).toBe('This is a photo of Name aa-2.');
  });
});
