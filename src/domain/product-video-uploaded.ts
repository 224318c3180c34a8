/** One uploaded product video, as it enters the stream. Only `media.uri` is required of a producer; the rest defaults to null or as said. */
export interface ProductVideoUploaded {
  readonly videoId: string | null;
  readonly productId: string | null;
  readonly media: UploadedMedia;
  readonly listing: Listing | null;
  /** Market of the listing as an ISO 3166 code or a house code, e.g. `DE`, `CN`, `TW`. Decides the script of Chinese output. */
  readonly market: string | null;
  readonly lane: Lane;
  readonly thinking: ThinkingRequest;
  /** RFC 3339 time of the upload, or null. */
  readonly uploadedAt: string | null;
}

export interface UploadedMedia {
  /** file path or file:, https:, s3: URI. */
  readonly uri: string;
  readonly etag: string | null;
  readonly versionId: string | null;
  readonly sizeBytes: number | null;
  readonly sha256: string | null;
  readonly contentType: string | null;
}

/** What the seller wrote. Text is untrusted. */
export interface Listing {
  readonly title: string | null;
  readonly description: string | null;
  /** Shopify taxonomy category id, with or without the `gid://shopify/TaxonomyCategory/` prefix. */
  readonly categoryId: string | null;
  readonly brand: string | null;
  readonly price: number | null;
  readonly currency: string | null;
  readonly attributes: Readonly<Record<string, string>>;
  /** BCP-47. */
  readonly locale: string | null;
}

export type Lane = 'realtime' | 'backfill';
export type ThinkingLevel = 'none' | 'low' | 'medium' | 'high';
export type ThinkingRequest = 'auto' | ThinkingLevel;

export const LANES: readonly Lane[] = ['realtime', 'backfill'];
export const THINKING_REQUESTS: readonly ThinkingRequest[] = ['auto', 'none', 'low', 'medium', 'high'];
