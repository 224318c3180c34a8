/**
 * One upright, sampled picture of a video. `pixels` is 8-bit RGB, row by row, `width * height * 3` bytes, over a
 * SharedArrayBuffer so that worker threads read it without a copy. Whoever got the frame from the demuxer calls
 * `release()` once, after every stage is done with it; the pixels must not be touched after that.
 */
export interface Frame {
  readonly kind: 'frame';
  /** 0, 1, 2 … in order of presentation. */
  readonly index: number;
  /** Presentation time in seconds from the start of the video. */
  readonly timestampS: number;
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
  /** First sampled frame after a scene cut (the very first frame counts as one). */
  readonly sceneCut: boolean;
  /** 32 × 32 luma thumbnail, 1024 bytes: cheap comparison without the pixels. */
  readonly luma: Uint8Array;
  release(): void;
}

/** A sampled moment that shows the same picture as an earlier frame (perceptual hash): its time counts, its pixels were dropped. */
export interface RepeatedFrame {
  readonly kind: 'repeat';
  readonly timestampS: number;
  /** `timestampS` of the frame that it repeats. */
  readonly ofTimestampS: number;
}

export type SampledFrame = Frame | RepeatedFrame;

/** The sound of a video as 16 kHz mono float samples in −1…1, kept on disk so that its length does not matter. */
export interface AudioTrack {
  readonly sampleRate: 16000;
  readonly sampleCount: number;
  /** Samples [start, end), clipped to what is there. */
  read(start: number, end: number): Promise<Float32Array>;
}
