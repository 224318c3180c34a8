import type { Perception } from '../../domain/perception.js';
import type { Listing, ThinkingLevel } from '../../domain/product-video-uploaded.js';
import type { Sense } from '../frame-observer.js';

/** A level at which thinking happens. */
export type DeepLevel = Exclude<ThinkingLevel, 'none'>;

/**
 * A provider of deep thinking. Called at most once a video, after the fast pass was routed to a level above `none`.
 * Rejects with THINKER_UNAVAILABLE (retryable) or THINKER_REFUSED (permanent: the answer of the fast pass stands).
 * Must stop when `signal` aborts.
 */
export interface Thinker {
  readonly provider: string;
  readonly model: string;
  think(hardCase: HardCase, level: DeepLevel, signal: AbortSignal): Promise<Thought>;
}

/** What the thinker may use: what the fast pass knows, why it was not enough, and a way to look again. */
export interface HardCase {
  readonly videoId: string;
  readonly listing: Listing | null;
  readonly reasons: readonly string[];
  /** Null where the fast pass ran in another process and its perception was not kept. */
  readonly perception: Perception | null;
  /**
   * The same video again: the given senses work harder (denser frames, larger text detection, wider decoding), the
   * others keep what the fast pass found.
   */
  lookAgain(level: DeepLevel, harder: ReadonlySet<Sense>, signal: AbortSignal): Promise<Perception>;
}

export interface Thought {
  /** What is now known of the video; the fuse stage turns it into an understanding as it does for the fast pass. */
  readonly perception: Perception;
  readonly promptTokens: number;
  readonly completionTokens: number;
}
