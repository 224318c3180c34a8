import { v5 as uuidV5 } from 'uuid';
import type { Evidence, Flag, FlagClass } from '../../domain/product-video-enriched.js';
import type { Listing } from '../../domain/product-video-uploaded.js';
import type { Understanding, Verdict } from '../../domain/understanding.js';
import { absoluteClaim } from './absolute-claim.js';
import { contactInfo } from './contact-info.js';
import { externalUrl } from './external-url.js';
import type { TextRule } from './finding.js';
import { judgedTexts, objections } from './judged-texts.js';
import { medicalClaim } from './medical-claim.js';
import { textOrigin } from './text-origin.js';

export const BUILTIN_POLICY = 'builtin';
export const BUILTIN_POLICY_VERSION = '2';

export interface JudgeContext {
  readonly videoId: string;
  readonly listing: Listing | null;
  /** Where the listing is sold; decides how telephone numbers are written. */
  readonly market?: string | null;
}

/** Fixed for ever: flag ids of the same video and rule must stay the same. */
const FLAG_NAMESPACE = '5d1f4a5e-97a2-5b0e-8c43-0d6f6c3f7a11';
/** Below this a finding is not worth a person's look; from `SURE` on it is flagged without one. */
const LEAST_CONFIDENCE = 0.5;
const SURE = 0.75;
const NSFW_REVIEW = 0.7;
const NSFW_SURE = 0.9;
const MOST_EVIDENCE = 6;
/** Clothing, health and beauty, mature, art: there a nude picture may well belong to the product. */
const NAKED_SKIN_PLAUSIBLE: readonly string[] = ['aa-', 'hb-', 'ma-', 'ae-', 'me-'];

interface Rule {
  readonly rule: string;
  readonly class: FlagClass;
  readonly severity: Flag['severity'];
}

const TEXT_RULES: readonly (Rule & { readonly find: TextRule })[] = [
  { rule: 'contact-info', class: 'contact-info', severity: 'warn', find: contactInfo },
  { rule: 'external-url', class: 'external-url', severity: 'warn', find: externalUrl },
  { rule: 'absolute-claim', class: 'absolute-claim', severity: 'warn', find: absoluteClaim },
  { rule: 'medical-claim', class: 'medical-claim', severity: 'block', find: medicalClaim },
];
/** A conflict's detail begins with what is in conflict. */
const CONFLICT_RULES: readonly (Rule & { readonly prefix: string; readonly confidence: (understanding: Understanding) => number })[] = [
  { rule: 'product-mismatch', class: 'product-mismatch', severity: 'warn', prefix: 'product:', confidence: (understanding) => understanding.category.contradictionProbability },
  { rule: 'price-mismatch', class: 'price-mismatch', severity: 'warn', prefix: 'price:', confidence: () => 0.8 },
  { rule: 'brand-mismatch', class: 'brand-mismatch', severity: 'warn', prefix: 'brand:', confidence: () => 0.6 },
];

/** The built-in policy: one flag a rule at most, with every place that broke it as evidence. Pure. */
export function judge(understanding: Understanding, context: JudgeContext): Verdict {
  const texts = judgedTexts(understanding, context.listing);
  const origin = textOrigin(understanding.languages, context.market ?? null, context.listing?.locale ?? null);
  const flags: Flag[] = [];
  const raise = (rule: Rule, confidence: number, evidence: readonly Evidence[]): void => {
    if (confidence < LEAST_CONFIDENCE) return;
    flags.push({
      flagId: uuidV5(`${context.videoId}\n${BUILTIN_POLICY}\n${rule.rule}`, FLAG_NAMESPACE),
      policy: BUILTIN_POLICY, policyVersion: BUILTIN_POLICY_VERSION, rule: rule.rule, class: rule.class, severity: rule.severity,
      decision: confidence >= SURE ? 'flag' : 'review', confidence: Math.min(1, confidence), evidence: evidence.slice(0, MOST_EVIDENCE),
    });
  };
  for (const rule of TEXT_RULES) {
    const hits = objections(texts, rule.find, origin, LEAST_CONFIDENCE);
    const [surest] = hits;
    if (surest !== undefined) raise(rule, surest.confidence, hits.map(({ evidence }) => evidence));
  }
  for (const rule of CONFLICT_RULES) {
    const conflicts = understanding.consistency.conflicts.filter((conflict) => conflict.detail.startsWith(rule.prefix));
    if (conflicts.length > 0) raise(rule, rule.confidence(understanding), conflicts.flatMap((conflict) => conflict.evidence));
  }
  judgePicture(understanding, raise);
  return { flags: flags.sort((a, b) => b.confidence - a.confidence || (a.rule < b.rule ? -1 : 1)) };
}

function judgePicture(understanding: Understanding, raise: (rule: Rule, confidence: number, evidence: readonly Evidence[]) => void): void {
  const { nsfwScore, dark, blurry, duplicateFrameShare, static: still } = understanding.quality;
  const whole: Evidence = { modality: 'vision', startS: null, endS: null, text: null, box: null };
  if (nsfwScore !== null && nsfwScore >= NSFW_REVIEW) {
    const confidence = (nsfwScore >= NSFW_SURE ? nsfwScore : 0.6) * (1 - harmlessness(understanding));
    raise({ rule: 'adult', class: 'adult', severity: 'block' }, confidence, [{ ...whole, text: `nsfw score ${nsfwScore.toFixed(2)}` }]);
  }
  const faults = [dark ? 'dark' : null, blurry ? 'blurry' : null, still && duplicateFrameShare > 0.9 ? 'static' : null].filter((fault): fault is string => fault !== null);
  if (faults.length > 0) raise({ rule: 'picture-quality', class: 'picture-quality', severity: 'info' }, 0.8, [{ ...whole, text: faults.join(', ') }]);
}

/**
 * How far the decided product explains skin colours away, 0…0.7: ginger, peaches and sausages look nude to a picture
 * classifier. Only where the picture itself shows the product, nothing contradicts it, and it is nothing that is worn or
 * put on skin.
 */
function harmlessness({ category }: Understanding): number {
  const { visionId, categoryId, contradictionProbability, confidence } = category;
  if (visionId === null || categoryId === null || !visionId.startsWith(categoryId.split('-')[0] ?? '-')) return 0;
  if (NAKED_SKIN_PLAUSIBLE.some((vertical) => visionId.startsWith(vertical))) return 0;
  return 0.7 * confidence * (1 - contradictionProbability);
}
