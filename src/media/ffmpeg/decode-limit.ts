import { displaySize } from './decode-plan.js';
import type { MediaDescription } from './media-description.js';

const BASE_MS = 15_000;
/** Ten times what a plain laptop core takes for full HD; more pixels may take more. */
const MS_A_SECOND = 2_000;
const FULL_HD_PIXELS = 1920 * 1080;

/**
 * How long the decoder of a video may be waited for, and how long it may compute: in proportion to what the file claims to
 * hold, so that a small file that keeps a decoder busy is given up soon; `mostMs` at most, and where nothing is claimed.
 */
export function decodeLimitMs({ video, durationS }: Pick<MediaDescription, 'video' | 'durationS'>, mostMs: number): number {
  if (durationS <= 0) return mostMs;
  const size = video === null ? null : displaySize(video);
  const heaviness = size === null ? 1 : Math.max(1, (size.width * size.height) / FULL_HD_PIXELS);
  return Math.min(mostMs, BASE_MS + MS_A_SECOND * durationS * heaviness);
}
