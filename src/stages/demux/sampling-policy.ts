/** Which pictures of a video are decoded, and at which moments one is looked at. */
export interface SamplingPolicy {
  /** `keyframes`: nothing else is decoded. `references`: all but the frames that no other frame needs. */
  readonly decode: 'keyframes' | 'references';
  /** Distance of the sampling ticks, whole microseconds. At each tick the picture then on the screen is sampled. */
  readonly tickUs: number;
  /** No two sampled moments shall be further apart than this. */
  readonly maxGapUs: number;
}

/** Where frames that are no reference are skipped, at most about this many frame lengths lie between two decoded ones. */
const FRAMES_BETWEEN_REFERENCES = 2;
const USUAL_FRAME_S = 0.04;
const LEAST_TICK_US = 20_000;

/**
 * Keyframes first: they alone are decoded where they are never further apart than `maxGapS`, for a third of the cost.
 * Else every reference frame is decoded and one is sampled a tick. The picture of a tick may be up to one decoded frame
 * old, so the ticks are closer than `maxGapS` by that much: two sampled pictures are then never further apart than it.
 *
 * @param longestKeyframeGapS longest time between neighbouring keyframes, the ends of the video included; null: not known
 */
export function samplingPolicy(fps: number, longestKeyframeGapS: number | null, maxGapS: number): SamplingPolicy {
  const keyframesDo = longestKeyframeGapS !== null && longestKeyframeGapS <= maxGapS;
  const frameS = fps > 0 ? 1 / fps : USUAL_FRAME_S;
  const tickS = keyframesDo ? Math.max(maxGapS / 8, maxGapS - longestKeyframeGapS) : maxGapS - Math.min(FRAMES_BETWEEN_REFERENCES * frameS, maxGapS / 4);
  return { decode: keyframesDo ? 'keyframes' : 'references', tickUs: Math.max(LEAST_TICK_US, Math.floor(tickS * 1e6)), maxGapUs: Math.round(maxGapS * 1e6) };
}
