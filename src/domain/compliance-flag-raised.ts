import type { Flag } from './product-video-enriched.js';

/** One flag of one video, for feeds that want flags alone. */
export interface ComplianceFlagRaised {
  readonly videoId: string;
  readonly productId: string | null;
  readonly resultId: string;
  readonly revision: number;
  readonly mediaUri: string;
  readonly mediaSha256: string;
  readonly flag: Flag;
  /** The product's category when it was flagged: `gid://shopify/TaxonomyCategory/…`. */
  readonly categoryId: string | null;
  /** RFC 3339. */
  readonly raisedAt: string;
}
