import { boundsOf, insideShare, movedBy, overlap } from './geometry.js';
import { shareFoundIn } from './part-of.js';
import { wantsVote, type Vote } from './reading-vote.js';
import { foldText, textLikeness } from './same-text.js';
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

/** Found wider than it is known to be, on the same line: a text that slid or was wiped in since it was read. */
const GROWN = 1.12;
const SAME_LINE = 0.75;

export function hasGrown(track: TextTrack, quad: Quad): boolean {
  const known = boundsOf(track.quad);
  const found = boundsOf(quad);
  const heights = [known.y1 - known.y0, found.y1 - found.y0];
  const sameLine = Math.min(...heights) >= SAME_LINE * Math.max(...heights) && Math.min(known.y1, found.y1) - Math.max(known.y0, found.y0) >= SAME_LINE * Math.min(...heights);
  return sameLine && insideShare(known, found) >= 0.8 && found.x1 - found.x0 >= GROWN * (known.x1 - known.x0);
}

/** A text that was lost from sight and one read now are the same: like words, or more of them, at about the same place. */
export function isContinuedBy(track: TextTrack, quad: Quad, text: string): boolean {
  const a = boundsOf(track.quad);
  const b = boundsOf(quad);
  const reach = 1.5 * Math.max(a.y1 - a.y0, b.y1 - b.y0);
  const near = Math.abs(a.x0 + a.x1 - b.x0 - b.x1) / 2 < Math.max(reach, (a.x1 - a.x0) * 0.3) && Math.abs(a.y0 + a.y1 - b.y0 - b.y1) / 2 < reach;
  return (near || insideShare(a, b) >= 0.8) && track.votes.some((vote) => textLikeness(vote.text, text) >= 0.75 || isPartOf(vote.text, text));
}

/** A reading of the whole text takes the place of readings of parts of it; another reading of the same is one more vote. */
export function votesWith(track: TextTrack, vote: Vote): readonly Vote[] {
  if (track.votes.every((known) => isPartOf(known.text, vote.text))) return [vote];
  return wantsVote(track.votes) ? [...track.votes, vote] : track.votes;
}

const PART = 0.75;

function isPartOf(part: string, whole: string): boolean {
  const share = foldText(part).length / Math.max(1, foldText(whole).length);
  return share >= 0.25 && share < 0.97 && shareFoundIn(part, whole) >= PART;
}
