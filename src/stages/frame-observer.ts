import type { SampledFrame } from '../domain/frame.js';

/**
 * A stage that watches the frames of one video go by (see, read). The caller awaits `observe` for each sampled frame,
 * in order of presentation, and releases the frame after that: `observe` resolves when the observer no longer needs
 * the frame's pixels. The caller may have a small number of `observe` calls of one video under way at once; they are
 * started in order. `finish` is called once, after every `observe` has resolved.
 *
 * An error from `observe` or `finish` fails the video with the error's own kind.
 */
export interface FrameObserver<Result> {
  observe(frame: SampledFrame, signal: AbortSignal): Promise<void>;
  finish(signal: AbortSignal): Promise<Result>;
}

/** What the senses may know of a video before they start: hints, never truth. */
export interface PerceptionContext {
  readonly videoId: string;
  readonly listingTexts: readonly string[];
  /** BCP-47 from the listing, or null. */
  readonly locale: string | null;
  readonly market: string | null;
  readonly width: number;
  readonly height: number;
  readonly durationS: number;
  readonly priority: Priority;
  readonly effort: Effort;
}

/** Lower runs first. */
export type Priority = 0 | 1;

/** How hard to look: `fast` is the normal pass; the others are what deliberate thinking asks for. */
export type Effort = 'fast' | 'low' | 'medium' | 'high';

/** The three ways to perceive a video. */
export type Sense = 'see' | 'read' | 'hear';
