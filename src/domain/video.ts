import type { AudioTrack, SampledFrame } from './frame.js';
import type { MediaFacts } from './product-video-enriched.js';
import type { ProductVideoUploaded } from './product-video-uploaded.js';

/** The way of one video narrows the type: ProductVideoUploaded → FetchedVideo → DemuxedVideo → Perception → Understanding → Verdict. */
export interface FetchedVideo {
  readonly uploaded: ProductVideoUploaded;
  /** From the request, or derived from the bytes. */
  readonly videoId: string;
  /** What identifies this version of the media: object version id, else the sha256. */
  readonly mediaVersion: string;
  readonly path: string;
  readonly bytes: number;
  /** Hex, of the bytes that were fetched. */
  readonly sha256: string;
  /** Removes the local copy where fetch made one; never touches the user's own file. Safe to call twice. */
  dispose(): Promise<void>;
}

export interface DemuxedVideo {
  readonly facts: Omit<MediaFacts, 'uri' | 'sha256' | 'bytes'>;
  /** In order of presentation; consume once. Ends early (without an error) where the media is damaged: see `notices()`. */
  readonly frames: AsyncIterable<SampledFrame>;
  /** Resolves once the whole file has been decoded (so: after `frames` was consumed); null without an audio track. */
  readonly audio: Promise<AudioTrack | null>;
  /** `no-picture`, `no-audio-track`, `truncated`, `decode-errors`, `duration-limited`; complete once `frames` and `audio` are done. */
  notices(): readonly string[];
  /** Ends the decoder and removes its files. Safe to call at any time and twice. */
  dispose(): Promise<void>;
}
