import type { Box } from '../../domain/product-video-enriched.js';

/**
 * The eyes of see. Called from the main thread, several times a video and for many videos at once; every call must
 * return without blocking, and results do not depend on what else is under way. All calls reject with `MODEL_FAILED`
 * (retryable) when the model broke, `MODEL_MISSING` or `MODEL_CORRUPT` (fatal) when its files are not what they should
 * be, and with the reason of the signal when that was aborted.
 */
export interface VisionModel {
  /** One look at a frame. `views`: how many croppings of it are averaged, 1 or 2. */
  look(picture: SharedPicture, views: 1 | 2, options: CallOptions): Promise<Look>;
  /** What a video shows, from all looks at it (at least one). Called once a video. */
  weigh(looks: readonly LookOfShot[], options: CallOptions): Promise<Weighing>;
  /** P(pornographic), 0…1. */
  rateNudity(picture: SharedPicture, options: CallOptions): Promise<number>;
  /** QR codes and bar codes, each once. */
  readCodes(picture: SharedPicture, options: CallOptions): Promise<readonly FoundCode[]>;
}

export interface CallOptions {
  /** 0 realtime, 1 backfill. */
  readonly priority: number;
  readonly signal: AbortSignal;
}

/** 8-bit RGB over a SharedArrayBuffer; must stay untouched until the call has settled. */
export interface SharedPicture {
  readonly pixels: Uint8Array;
  readonly width: number;
  readonly height: number;
}

export interface Impression {
  readonly features: Float32Array;
  readonly logits: Float32Array;
  /** The frame in the space that a zero-shot model shares with texts; only where one was chosen. */
  readonly embedding?: Float32Array;
}

export interface Look {
  /** What the network made of the frame: only `weigh` reads it. */
  readonly impression: Impression;
  /** Fine detail of the picture; below `BLURRY_BELOW` a viewer calls it blurred. */
  readonly sharpness: number;
  /** Colours of what is in the middle and not like the border, largest share first. */
  readonly colours: readonly ColourShare[];
}

export interface ColourShare {
  /** A colour value of the Shopify taxonomy, in English: `Red`. */
  readonly name: string;
  /** Of the weighed pixels, 0…1. */
  readonly share: number;
  /** Mean of the pixels of that name, `#rrggbb`. */
  readonly hex: string;
}

export interface LookOfShot {
  readonly impression: Look['impression'];
  /** Number of the shot that the frame belongs to. */
  readonly shot: number;
}

export interface Weighing {
  /** Highest first, exclusive; what is missing to 1 is "none of these". */
  readonly categories: readonly { readonly categoryId: string; readonly probability: number; readonly looks: readonly number[] }[];
  /** Things that are no product of the category table, e.g. `imagenet:207`; `looks` are places in the list that was given. */
  readonly objects: readonly { readonly id: string; readonly label: string; readonly probability: number; readonly looks: readonly number[] }[];
}

export interface FoundCode {
  /** `QRCode`, `EAN-13`, … */
  readonly symbology: string;
  readonly text: string;
  readonly box: Box;
}
