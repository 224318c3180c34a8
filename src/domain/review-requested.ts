import type { Conflict, Flag } from './product-video-enriched.js';

/** A video that a person should look at: flags that are not sure, with what contradicts what. */
export interface ReviewRequested {
  readonly videoId: string;
  readonly productId: string | null;
  readonly resultId: string;
  readonly revision: number;
  readonly mediaUri: string;
  readonly flags: readonly Flag[];
  readonly conflicts: readonly Conflict[];
  /** RFC 3339. */
  readonly requestedAt: string;
}
