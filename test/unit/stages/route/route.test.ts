import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Flag } from '../../../../src/domain/product-video-enriched.js';
import { THINKING_REQUESTS } from '../../../../src/domain/product-video-uploaded.js';
import { ESCALATION_REASONS, type Understanding } from '../../../../src/domain/understanding.js';
import { route } from '../../../../src/stages/route/route.js';
import { understanding } from '../understanding-fixture.js';

const flag = (fields: Partial<Flag>): Flag => ({ flagId: 'f', policy: 'builtin', policyVersion: '1', rule: 'r', class: 'medical-claim', severity: 'block', decision: 'review', confidence: 0.6, evidence: [], ...fields });
const conflict = (detail: string): Partial<Understanding> => ({ consistency: { score: 0.5, conflicts: [{ between: ['listing', 'screen-text'], detail, evidence: [] }] } });

describe('route', () => {
  it.each<[string, Understanding, readonly Flag[], string, readonly string[]]>([
    ['a plain video stays with the fast pass', understanding({}), [], 'none', []],
    ['an unsure category', understanding({}, { confidence: 0.4 }), [], 'low', ['category-uncertain']],
    ['a product that nobody knows', understanding({}, { confidence: 0.2, unknownProbability: 0.9, textId: null }), [], 'medium', ['category-unknown']],
    ['a likely contradiction', understanding({}, { contradictionProbability: 0.6 }), [], 'medium', ['product-conflict']],
    ['a sure contradiction needs no thought', understanding({}, { contradictionProbability: 0.97 }), [], 'none', []],
    ['prices that differ', understanding(conflict('price: a, b')), [], 'low', ['price-conflict']],
    ['brands that differ', understanding(conflict('brand: a, b')), [], 'low', ['brand-conflict']],
    ['a guard of the speech', understanding({ doubts: ['speech-low-confidence'] }), [], 'low', ['speech-low-confidence']],
    ['a script that nobody reads', understanding({ doubts: ['text-script-unreadable'] }), [], 'low', ['text-script-unreadable']],
    ['a doubt that this page does not know', understanding({ doubts: ['new-doubt'] }), [], 'low', ['other-doubt']],
    ['a claim that a person should see', understanding({}), [flag({})], 'medium', ['policy-review']],
    ['a sure claim', understanding({}), [flag({ decision: 'flag' })], 'none', []],
    ['information', understanding({}), [flag({ severity: 'info' })], 'none', []],
    ['a doubtful nude', understanding({}), [flag({ class: 'adult' })], 'high', ['adult-uncertain']],
    ['three doubts lift the level', understanding({ doubts: ['speech-repetition', 'text-script-unreadable'] }, { confidence: 0.4 }), [], 'medium', ['category-uncertain', 'speech-repetition', 'text-script-unreadable']],
  ])('%s', (_, one, flags, level, reasons) => {
    expect(route(one, { flags }, 'auto')).toEqual({ status: level === 'none' ? 'final' : 'provisional', level, reasons });
  });

  it('obeys what is asked for, and still says why', () => {
    const hard = understanding({}, { confidence: 0.1 });
    expect(route(hard, { flags: [] }, 'none')).toEqual({ status: 'final', level: 'none', reasons: ['category-uncertain'] });
    expect(route(understanding({}), { flags: [] }, 'high')).toEqual({ status: 'provisional', level: 'high', reasons: ['requested'] });
  });

  it('gives only reasons of the closed list, once each, whatever comes in', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.constantFrom(...ESCALATION_REASONS))), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...THINKING_REQUESTS), (doubts, confidence, contradictionProbability, requested) => {
      const { reasons, level, status } = route(understanding({ doubts }, { confidence, contradictionProbability }), { flags: [] }, requested);
      expect(new Set(reasons).size).toBe(reasons.length);
      for (const reason of reasons) expect(ESCALATION_REASONS).toContain(reason);
      expect(status === 'final').toBe(level === 'none');
    }));
  });
});
