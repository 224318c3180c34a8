import type { SampledFrame } from '../../domain/frame.js';
import type { ProductVideoEnriched } from '../../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../../domain/product-video-uploaded.js';

/** What the command line needs of the app to enrich videos. */
export interface VideoEnricher {
  /** Videos in flight that keep this machine busy. */
  readonly suggestedConcurrency: number;
  /** Rejects with a ThalwegError; one video's failure says nothing about the next. */
  enrich(uploaded: ProductVideoUploaded, options: EnrichOptions): Promise<ProductVideoEnriched>;
  close(): Promise<void>;
}

export interface EnrichOptions {
  readonly signal: AbortSignal;
  /** Told of each sampled moment, in order, and of the video's length; the pixels are only there during the call. */
  readonly onMoment?: (moment: SampledFrame, durationS: number) => void;
}

/** @param models which model plays a role when it is not the embedded one, by role  @throws ThalwegError MODEL_MISSING, CONFIG_INVALID */
export type OpenEnricher = (models: Readonly<Record<string, string>>) => Promise<VideoEnricher>;
