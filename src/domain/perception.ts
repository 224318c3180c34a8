import type { Box, LanguageShare, ScreenText, TranscriptSegment } from './product-video-enriched.js';

/** What the three senses report of one video, before anything is fused. Each sense says what it saw and how sure it is; none knows the others. */
export interface Perception {
  readonly sightings: Sightings;
  readonly reading: ScreenReading;
  readonly hearing: Hearing;
}

export interface Sightings {
  /** Shopify category id (without gid prefix) → P(category | the frames), highest first; what is missing to 1 is "none of the known". */
  readonly categories: readonly CategoryVote[];
  /** Highest when the product is outside the classes that the model knows, 0…1. */
  readonly unknownProbability: number;
  readonly attributes: readonly SeenAttribute[];
  /** Things recognised that are no product category of the taxonomy table, e.g. ImageNet classes. */
  readonly objects: readonly SeenObject[];
  readonly codes: readonly SeenCode[];
  readonly nsfwScore: number | null;
  readonly framesLookedAt: number;
  readonly quality: { readonly static: boolean; readonly dark: boolean; readonly blurry: boolean; readonly duplicateFrameShare: number };
}

export interface CategoryVote {
  readonly categoryId: string;
  readonly probability: number;
  readonly seen: readonly Sighting[];
}

/** When (and, where known, at which place in the picture) something is visible. */
export interface Sighting {
  readonly startS: number;
  readonly endS: number;
  readonly box: Box | null;
}

export interface SeenAttribute {
  /** `color`, … */
  readonly name: string;
  readonly value: string;
  readonly probability: number;
  readonly seen: readonly Sighting[];
}

export interface SeenObject {
  /** e.g. `imagenet:504` */
  readonly id: string;
  readonly label: string;
  readonly probability: number;
  readonly seen: readonly Sighting[];
}

export interface SeenCode {
  /** `QRCode`, `EAN-13`, … (zxing's names) */
  readonly symbology: string;
  readonly text: string;
  readonly seen: readonly Sighting[];
}

/** ISO 15924; Zyyy is what many scripts share (digits), Zzzz a script without a reader. */
export type Script = 'Latn' | 'Hani' | 'Jpan' | 'Kore' | 'Cyrl' | 'Thai' | 'Arab' | 'Deva' | 'Grek' | 'Zyyy' | 'Zzzz';

export interface ReadText extends ScreenText {
  readonly script: Script;
}

export interface ScreenReading {
  readonly texts: readonly ReadText[];
  /** Why the reading is doubtful, as escalation reason codes, e.g. `text-script-unreadable`. */
  readonly doubts: readonly string[];
}

export interface Hearing {
  readonly languages: readonly LanguageShare[];
  readonly segments: readonly TranscriptSegment[];
  readonly silent: boolean;
  readonly noSpeech: boolean;
  /** Guards that fired, as escalation reason codes: `speech-compression-ratio`, `speech-low-confidence`, … */
  readonly doubts: readonly string[];
}
