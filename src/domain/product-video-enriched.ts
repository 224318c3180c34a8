import type { ThinkingLevel } from './product-video-uploaded.js';

/** What Thalweg knows of one video, with the evidence for each fact. An absent thing is an empty list or null, never a missing field. */
export interface ProductVideoEnriched {
  readonly videoId: string;
  /** 1 for the fast pass, 2 after thinking. */
  readonly revision: number;
  readonly status: 'provisional' | 'final';
  /** UUIDv5 of (videoId, media version, pipeline name + version, revision). */
  readonly resultId: string;
  /** RFC 3339. */
  readonly producedAt: string;
  readonly media: MediaFacts;
  readonly languages: readonly LanguageShare[];
  readonly transcript: readonly TranscriptSegment[];
  readonly screenText: readonly ScreenText[];
  /** Sorted by confidence, highest first; the first `category` tag is the product's category. */
  readonly tags: readonly Tag[];
  readonly flags: readonly Flag[];
  readonly consistency: Consistency;
  readonly quality: Quality;
  readonly thinking: ThinkingRecord;
  readonly models: readonly ModelIdentity[];
  readonly pipeline: { readonly name: string; readonly version: string };
  readonly timings: Timings;
}

export interface MediaFacts {
  readonly uri: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly container: string;
  readonly durationS: number;
  /** Display size in pixels, after rotation. 0 without a picture. */
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly rotationDeg: number;
  readonly videoCodec: string | null;
  readonly audioCodec: string | null;
  readonly audioChannels: number;
}

export interface LanguageShare {
  /** BCP-47. */
  readonly language: string;
  readonly seconds: number;
  readonly confidence: number;
}

export interface TranscriptSegment {
  readonly startS: number;
  readonly endS: number;
  readonly language: string;
  readonly text: string;
  readonly confidence: number;
}

/** x0, y0, x1, y1 as fractions of the upright frame, y down. */
export type Box = readonly [number, number, number, number];

export interface ScreenText {
  readonly startS: number;
  readonly endS: number;
  readonly text: string;
  readonly confidence: number;
  readonly box: Box;
}

export type TagKind = 'category' | 'attribute' | 'brand' | 'object' | 'code';
export type TagSource = 'vision' | 'speech' | 'screen-text' | 'listing' | 'search' | 'thinking';

export interface Tag {
  readonly kind: TagKind;
  /** category: `gid://shopify/TaxonomyCategory/…`; attribute: its name (`color`, `price`, `material`, `size`); code: its symbology. */
  readonly id: string;
  readonly value: string;
  /** category: names from the root down joined with ` > `; else null. */
  readonly path: string | null;
  readonly taxonomy: string | null;
  readonly taxonomyVersion: string | null;
  /** Calibrated: P(this tag is right). */
  readonly confidence: number;
  readonly sources: readonly TagSource[];
  readonly evidence: readonly Evidence[];
}

export interface Evidence {
  readonly modality: 'vision' | 'speech' | 'screen-text' | 'listing' | 'search';
  readonly startS: number | null;
  readonly endS: number | null;
  readonly text: string | null;
  readonly box: Box | null;
}

export const FLAG_CLASSES = [
  'contact-info', 'external-url', 'absolute-claim', 'medical-claim', 'income-claim', 'endorsement-claim', 'product-mismatch',
  'price-mismatch', 'brand-mismatch', 'prohibited-goods', 'adult', 'harmful-language', 'picture-quality', 'other',
] as const;
export type FlagClass = (typeof FLAG_CLASSES)[number];

export interface Flag {
  readonly flagId: string;
  readonly policy: string;
  readonly policyVersion: string;
  readonly rule: string;
  readonly class: FlagClass;
  readonly severity: 'info' | 'warn' | 'block';
  readonly decision: 'flag' | 'review' | 'cleared';
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

export type Modality = 'vision' | 'speech' | 'screen-text' | 'listing';

export interface Conflict {
  readonly between: readonly Modality[];
  readonly detail: string;
  readonly evidence: readonly Evidence[];
}

export interface Consistency {
  /** 1: all sources agree; 0: they contradict each other. */
  readonly score: number;
  readonly conflicts: readonly Conflict[];
}

export interface Quality {
  /** No audible sound at all (or no audio track). */
  readonly silent: boolean;
  readonly noSpeech: boolean;
  readonly static: boolean;
  readonly dark: boolean;
  readonly blurry: boolean;
  /** Share of the sampled frames that repeat an earlier one, 0…1. */
  readonly duplicateFrameShare: number;
  /** open-nsfw's highest score over the frames looked at, 0…1; null without a picture. */
  readonly nsfwScore: number | null;
  /** What went wrong without ending the work: `no-picture`, `no-audio-track`, `truncated`, `decode-errors`, `duration-limited`. */
  readonly notices: readonly string[];
}

export interface ThinkingRecord {
  readonly level: ThinkingLevel;
  /** Why it was, or would be, escalated: reason codes. */
  readonly reasons: readonly string[];
  readonly provider: string | null;
  readonly model: string | null;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly latencyMs: number;
}

export interface ModelIdentity {
  readonly name: string;
  readonly version: string;
  readonly sha256: string;
}

/** Milliseconds of wall clock a stage took for this video; a stage that did not run is 0. */
export interface Timings {
  readonly fetchMs: number;
  readonly demuxMs: number;
  readonly seeMs: number;
  readonly readMs: number;
  readonly hearMs: number;
  readonly fuseMs: number;
  readonly judgeMs: number;
  readonly thinkMs: number;
  readonly totalMs: number;
}
