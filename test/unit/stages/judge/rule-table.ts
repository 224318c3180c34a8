import { describe, expect, it } from '@jest/globals';
import type { TextOrigin, TextRule } from '../../../../src/stages/judge/finding.js';

/** The judge drops findings below this, and leaves those below `SURE` to a person. */
const LEAST = 0.5;
const SURE = 0.75;

export interface RuleCases {
  /** Become a flag without a person's look. */
  readonly flagged?: string;
  /** Worth a person's look at least. */
  readonly raised?: string;
  /** Worth a person's look, and no more. */
  readonly looked?: string;
  readonly passed: string;
}

const surest = (rule: TextRule, text: string, origin: TextOrigin): number => Math.max(0, ...rule(text, origin).map((finding) => finding.confidence));
const lines = (table: string | undefined): readonly string[] => (table ?? '').split('\n').map((line) => line.trim()).filter((line) => line !== '');

/** One test a line of each table. */
export function ruleTable(rule: TextRule, cases: Readonly<Record<string, RuleCases>>, origin: TextOrigin = { regions: [] }): void {
  describe.each(Object.entries(cases))('%s', (_, { flagged, raised, looked, passed }) => {
    if (flagged !== undefined) it.each(lines(flagged))('flags: %s', (text) => expect(surest(rule, text, origin)).toBeGreaterThanOrEqual(SURE));
    if (raised !== undefined) it.each(lines(raised))('raises: %s', (text) => expect(surest(rule, text, origin)).toBeGreaterThanOrEqual(LEAST));
    if (looked !== undefined) {
      it.each(lines(looked))('asks a person about: %s', (text) => {
        expect(surest(rule, text, origin)).toBeGreaterThanOrEqual(LEAST);
        expect(surest(rule, text, origin)).toBeLessThan(SURE);
      });
    }
    it.each(lines(passed))('passes: %s', (text) => expect(rule(text, origin).filter((finding) => finding.confidence >= LEAST)).toEqual([]));
  });
}
