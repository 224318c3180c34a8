import type { ProductVideoUploaded, ThinkingLevel } from './product-video-uploaded.js';

/** A video that the fast pass sends on to deep thinking. Carries the upload as it came, so that the thinker can look again. */
export interface ProductVideoEscalation {
  readonly videoId: string;
  /** Result of the fast pass that this follows. */
  readonly resultId: string;
  readonly revision: number;
  readonly level: Exclude<ThinkingLevel, 'none'>;
  /** Reason codes (`ESCALATION_REASONS`). */
  readonly reasons: readonly string[];
  readonly uploaded: ProductVideoUploaded;
  /** RFC 3339. */
  readonly escalatedAt: string;
}
