import type { Consistency, Flag, LanguageShare, Quality, ScreenText, Tag, TranscriptSegment } from './product-video-enriched.js';
import type { ThinkingLevel } from './product-video-uploaded.js';

/** What the senses and the listing say together: the facts of one video with their evidence, before policy. */
export interface Understanding {
  readonly languages: readonly LanguageShare[];
  readonly transcript: readonly TranscriptSegment[];
  readonly screenText: readonly ScreenText[];
  /** Sorted by confidence; the category decided for is the first `category` tag. */
  readonly tags: readonly Tag[];
  readonly consistency: Consistency;
  readonly quality: Quality;
  readonly category: CategoryDecision;
  /** What the senses doubted, as escalation reason codes. */
  readonly doubts: readonly string[];
}

/** How the category was decided, for policy and routing. */
export interface CategoryDecision {
  /** Bare id, or null where neither picture nor text names a product. */
  readonly categoryId: string | null;
  /** Calibrated P(right). */
  readonly confidence: number;
  /** What the picture alone and the text alone would say. */
  readonly visionId: string | null;
  readonly textId: string | null;
  /** Calibrated P(text and picture speak of different products). */
  readonly contradictionProbability: number;
  /** The vision model's own: highest when the product is outside the classes that it knows. */
  readonly unknownProbability: number;
}

/** What policy says of one video. */
export interface Verdict {
  readonly flags: readonly Flag[];
}

/** Why a video is escalated, or would be. A closed list. */
export const ESCALATION_REASONS = [
  'category-uncertain', 'category-unknown', 'product-conflict', 'price-conflict', 'brand-conflict',
  'speech-low-confidence', 'speech-compression-ratio', 'speech-repetition', 'speech-implausible-rate', 'speech-no-speech', 'speech-language-uncertain',
  'text-script-unreadable', 'text-low-confidence', 'text-too-much', 'policy-review', 'adult-uncertain', 'requested', 'other-doubt',
] as const;
export type EscalationReason = (typeof ESCALATION_REASONS)[number];

export interface Route {
  /** `final`: the fast pass is the answer. `provisional`: thinking follows at `level`. */
  readonly status: 'provisional' | 'final';
  readonly level: ThinkingLevel;
  readonly reasons: readonly EscalationReason[];
}
