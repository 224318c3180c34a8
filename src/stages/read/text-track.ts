import { boundsOf, insideShare, movedBy, overlap } from './geometry.js';
import type { Vote } from './reading-vote.js';
import { textLikeness } from './same-text.js';
import type { Presence, Quad, TextSignature } from './text-reader.js';

/** One text followed through the video. */
export interface TextTrack {
  readonly id: number;
  /** Where it is now (or was last), in picture pixels. */
  readonly quad: Quad;
  readonly signature: TextSignature;
  /** Timestamps of the sampled moments that show it. */
  readonly firstSeenS: number;
  readonly lastSeenS: number;
  readonly votes: readonly Vote[];
}

/** A text with at least this share of its strokes in place is there (measured: present ≥ 0.60, absent ≤ 0.34). */
export const PRESENT = 0.47;

export function seenAt(track: TextTrack, timestampS: number): TextTrack {
  return { ...track, lastSeenS: timestampS };
}

/** The track after one look: still there (maybe elsewhere), or null. `scale`: picture pixels a plane pixel. */
export function followed(track: TextTrack, presence: Presence, timestampS: number, scale: number): TextTrack | null {
  if (presence.score < PRESENT) return null;
  if (presence.dx === 0 && presence.dy === 0) return seenAt(track, timestampS);
  return {
    ...track,
    lastSeenS: timestampS,
    quad: movedBy(track.quad, presence.dx * scale, presence.dy * scale),
    signature: { points: movedPoints(track.signature.points, presence), gradients: track.signature.gradients },
  };
}

function movedPoints(points: Int16Array, { dx, dy }: Presence): Int16Array {
  return points.map((value, i) => value + (i % 2 === 0 ? dx : dy));
}

/** The detected box shows a text that is being followed: no need to read it. */
export function isAt(track: TextTrack, quad: Quad): boolean {
  const known = boundsOf(track.quad);
  const found = boundsOf(quad);
  return overlap(known, found) >= 0.5 || (insideShare(found, known) >= 0.8 && overlap(known, found) >= 0.25);
}

/** A text that was lost from sight and one read now are the same: like words at about the same place. */
export function isContinuedBy(track: TextTrack, quad: Quad, text: string): boolean {
  const a = boundsOf(track.quad);
  const b = boundsOf(quad);
  const reach = 1.5 * Math.max(a.y1 - a.y0, b.y1 - b.y0);
  const near = Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2 < Math.max(reach, (a.x1 - a.x0) * 0.3) && Math.abs(a.y0 + a.y1 - b.y0 - b.y1) / 2 < reach;
  return near && track.votes.some((vote) => textLikeness(vote.text, text) >= 0.75);
}
