import type { ThinkingLevel, ThinkingRequest } from '../../domain/product-video-uploaded.js';
import { ESCALATION_REASONS, type EscalationReason, type Route, type Understanding, type Verdict } from '../../domain/understanding.js';

/** When the fast pass is not enough. Chosen so that plain videos stay cheap; a pipeline may set its own. */
export interface RoutingThresholds {
  /** Below this the category is looked at again. */
  readonly leastCategoryConfidence: number;
  /** From this unknownProbability on, without text that names the product, it is not one that the models know. */
  readonly unknownProduct: number;
  /** A contradiction this likely, though not sure, is worth a second look. */
  readonly contradiction: readonly [from: number, to: number];
}

export const DEFAULT_ROUTING: RoutingThresholds = { leastCategoryConfidence: 0.55, unknownProduct: 0.6, contradiction: [0.35, 0.85] };

/** How hard a reason makes a video: the hardest decides; three or more reasons lift the level by one. */
const LEVEL_OF: Readonly<Record<EscalationReason, 1 | 2 | 3>> = {
  'category-uncertain': 1, 'category-unknown': 2, 'product-conflict': 2, 'price-conflict': 1, 'brand-conflict': 1,
  'speech-low-confidence': 1, 'speech-compression-ratio': 1, 'speech-repetition': 1, 'speech-implausible-rate': 1, 'speech-no-speech': 1, 'speech-language-uncertain': 1,
  'text-script-unreadable': 1, 'text-low-confidence': 1, 'text-too-much': 1, 'policy-review': 2, 'adult-uncertain': 3, requested: 1, 'other-doubt': 1,
};
const LEVELS: readonly ThinkingLevel[] = ['none', 'low', 'medium', 'high'];

/**
 * Decides whether thinking follows the fast pass, at which level, and why. Pure. `requested` other than `auto` is
 * obeyed; the reasons then still say what the fast pass found wanting. A finished video has status `final`.
 */
export function route(understanding: Understanding, verdict: Verdict, requested: ThinkingRequest, thresholds: RoutingThresholds = DEFAULT_ROUTING): Route {
  const reasons = reasonsOf(understanding, verdict, thresholds);
  if (requested === 'none') return { status: 'final', level: 'none', reasons };
  if (requested !== 'auto') return { status: 'provisional', level: requested, reasons: ['requested', ...reasons] };
  const hardest = reasons.reduce<number>((level, reason) => Math.max(level, LEVEL_OF[reason]), 0);
  const level = LEVELS[Math.min(3, hardest + (reasons.length >= 3 ? 1 : 0))] ?? 'high';
  return { status: level === 'none' ? 'final' : 'provisional', level, reasons };
}

function reasonsOf(understanding: Understanding, verdict: Verdict, thresholds: RoutingThresholds): readonly EscalationReason[] {
  const { category, consistency, doubts } = understanding;
  const reasons = new Set<EscalationReason>();
  const [from, to] = thresholds.contradiction;
  if (category.confidence < thresholds.leastCategoryConfidence) reasons.add(category.unknownProbability >= thresholds.unknownProduct && category.textId === null ? 'category-unknown' : 'category-uncertain');
  if (category.contradictionProbability >= from && category.contradictionProbability < to) reasons.add('product-conflict');
  if (consistency.conflicts.some((conflict) => conflict.detail.startsWith('price:'))) reasons.add('price-conflict');
  if (consistency.conflicts.some((conflict) => conflict.detail.startsWith('brand:'))) reasons.add('brand-conflict');
  for (const doubt of doubts) reasons.add(isReason(doubt) && doubt !== 'requested' ? doubt : 'other-doubt');
  for (const flag of verdict.flags) {
    if (flag.decision !== 'review' || flag.severity === 'info') continue;
    if (flag.class === 'adult') reasons.add('adult-uncertain');
    else if (flag.class !== 'product-mismatch' && flag.class !== 'price-mismatch' && flag.class !== 'brand-mismatch') reasons.add('policy-review');
  }
  return ESCALATION_REASONS.filter((reason) => reasons.has(reason));
}

function isReason(code: string): code is EscalationReason {
  return (ESCALATION_REASONS as readonly string[]).includes(code);
}
