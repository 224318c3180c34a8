import type { ComplianceFlagRaised } from '../../domain/compliance-flag-raised.js';
import type { ProductVideoEscalation } from '../../domain/escalation.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';
import type { ReviewRequested } from '../../domain/review-requested.js';

/**
 * Bytes of one kind of record. `encode` rejects with REGISTRY_UNAVAILABLE (retryable) where the schema's id is not
 * known yet and the registry is out of reach. `decode` takes either framing and rejects with RECORD_MALFORMED,
 * RECORD_EMPTY, SCHEMA_UNKNOWN or SCHEMA_INCOMPATIBLE (permanent), REGISTRY_UNAVAILABLE (retryable).
 */
export interface RecordCodec<T> {
  encode(record: T, signal: AbortSignal): Promise<Uint8Array>;
  decode(value: Uint8Array | null, signal: AbortSignal): Promise<T>;
}

/**
 * What one intake record asks for: one upload; several parts, each of which is to be worked as a record of its own; or
 * nothing.
 */
export type Intake =
  | { readonly kind: 'upload'; readonly upload: ProductVideoUploaded }
  | { readonly kind: 'parts'; readonly parts: readonly IntakePart[] }
  | { readonly kind: 'ignored'; readonly why: string };

/** One part of a record of several: an upload, or the bytes of one that is none, which say so again when they are decoded alone. */
export type IntakePart = { readonly kind: 'upload'; readonly upload: ProductVideoUploaded } | { readonly kind: 'malformed'; readonly value: Uint8Array };

export interface RecordCodecs {
  /** Intake: Avro in either framing, plain JSON of the same shape, S3 event notifications. */
  intake(value: Uint8Array | null, signal: AbortSignal): Promise<Intake>;
  readonly uploaded: RecordCodec<ProductVideoUploaded>;
  readonly enriched: RecordCodec<ProductVideoEnriched>;
  readonly escalation: RecordCodec<ProductVideoEscalation>;
  readonly complianceFlag: RecordCodec<ComplianceFlagRaised>;
  readonly review: RecordCodec<ReviewRequested>;
}
