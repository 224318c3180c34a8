import { describe, expect, it } from '@jest/globals';
import type { Flag, ProductVideoEnriched, Tag } from '../../../src/domain/product-video-enriched.js';
import { isRightCategory, type Truth } from '../../../bench/eval/truth.js';
import { scoreCategories, scoreConflicts, scoreFlags, type Judged } from '../../../bench/eval/understanding.js';

const truth = (fields: Partial<Truth>): Truth => ({
  file: 'videos/a.mp4', path: '/a.mp4', title: 't', productLabel: 'shoes', coarseLabel: 'Clothing', shopifyCategoryId: 'aa-8', alsoAccept: ['aa-8-'], speech: [], screenText: [], expectedFlags: [], contradiction: false, traits: [], displayWidth: 1, displayHeight: 1, ...fields,
});
const category = (id: string, confidence: number): Tag => ({ kind: 'category', id: `gid://shopify/TaxonomyCategory/${id}`, value: id, path: null, taxonomy: 'shopify', taxonomyVersion: 'v', confidence, sources: ['vision'], evidence: [] });
const flag = (name: Flag['class'], severity: Flag['severity'] = 'warn', decision: Flag['decision'] = 'flag'): Flag => ({ flagId: name, policy: 'p', policyVersion: '1', rule: name, class: name, severity, decision, confidence: 0.9, evidence: [] });
const judged = (one: Partial<Truth>, found: { tags?: Tag[]; flags?: Flag[]; conflict?: string } | null): Judged => ({
  truth: truth(one),
  found: found === null ? null : ({ tags: found.tags ?? [], flags: found.flags ?? [], consistency: { score: 1, conflicts: found.conflict === undefined ? [] : [{ between: ['listing', 'vision'], detail: found.conflict, evidence: [] }] } } as unknown as ProductVideoEnriched),
});

describe('eval', () => {
  it.each([['aa-8', true], ['gid://shopify/TaxonomyCategory/aa-8-1', true], ['aa-88', false], ['aa', false]])('category %s is right: %s', (id, right) => {
    expect(isRightCategory(truth({}), id)).toBe(right);
  });

  it('counts the first category tag, and a failed video as wrong', () => {
    const score = scoreCategories([judged({}, { tags: [category('aa-8-1', 0.9), category('fb-1', 0.1)] }), judged({ file: 'b' }, { tags: [category('fb-1', 0.6)] }), judged({ file: 'c' }, null), judged({ file: 'd', shopifyCategoryId: null }, null)]);
    expect(score.overall).toEqual({ right: 1, of: 3 });
    expect(score.misses.map((miss) => [miss.file, miss.found])).toEqual([['b', 'gid://shopify/TaxonomyCategory/fb-1 fb-1'], ['c', 'none']]);
    expect(score.ece).toBeCloseTo((0.1 + 0.6 + 0) / 3, 6);
  });

  it('counts conflicts of the product only', () => {
    const score = scoreConflicts([judged({ contradiction: true }, { conflict: 'product: x' }), judged({ contradiction: true, file: 'missed' }, { conflict: 'price: x' }), judged({ file: 'alarm' }, { conflict: 'product: y' }), judged({}, {})]);
    expect(score.contradicting).toEqual({ right: 1, of: 2 });
    expect(score.falseAlarms).toEqual({ right: 1, of: 2 });
    expect(score.misses.map((miss) => [miss.file, miss.what])).toEqual([['missed', 'missed'], ['alarm', 'false alarm']]);
  });

  it('counts flags by class, without information and cleared ones', () => {
    const score = scoreFlags([
      judged({ expectedFlags: ['contact_info', 'medical_claim'] }, { flags: [flag('contact-info'), flag('external-url'), flag('picture-quality', 'info'), flag('adult', 'block', 'cleared')] }),
      judged({ expectedFlags: ['contact_info'] }, null),
    ]);
    expect(Object.fromEntries(score.byClass)).toEqual({ 'contact-info': { hit: 1, missed: 1, wrong: 0 }, 'medical-claim': { hit: 0, missed: 1, wrong: 0 }, 'external-url': { hit: 0, missed: 0, wrong: 1 } });
  });
});
