import type { DemuxedVideo, FetchedVideo } from '../../domain/video.js';

/**
 * Opens one local file. Called once a video, from the main thread, with several videos at once; must not block.
 * Rejects with MEDIA_* codes (permanent) when the file is not a readable video, `MEDIA_TOOL_FAILED` (retryable) when
 * the decoder itself broke, `TOOL_MISSING` (fatal) when it is not installed. After it resolved, damage further in ends
 * the frames early and is told by `notices()`.
 */
export interface Demuxer {
  open(video: Pick<FetchedVideo, 'path' | 'bytes'>, options: DemuxOptions, signal: AbortSignal): Promise<DemuxedVideo>;
}

export interface DemuxOptions {
  /** Private folder of this video for the sound and other temporary files. */
  readonly workFolder: string;
  /**
   * Makes sure of room in `workFolder` for this many bytes in all; called before anything is written there, and again
   * when it turned out to be more. What it rejects with (WORK_FOLDER_FULL) ends the video.
   */
  readonly reserve?: (totalBytes: number) => Promise<void>;
  /** No two sampled moments are further apart than this. */
  readonly maxGapS: number;
  /** Pictures are scaled down (never up) to at most this many pixels on the shorter side. */
  readonly maxShortSidePx: number;
  readonly maxDurationS: number;
  readonly maxPixels: number;
  readonly maxStreams: number;
  /** The most that decoding may take; what a file claims to hold may set it a tighter limit. */
  readonly timeoutMs: number;
}
