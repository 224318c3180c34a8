import { boundsOf, insideShare, overlap } from './geometry.js';
import { shareFoundIn } from './part-of.js';
import type { Vote } from './reading-vote.js';
import { FOREIGN_SCRIPTS } from './script-decision.js';
import type { Region } from './text-reader.js';

/** A text while it is read: its winning vote, and when it was seen. */
export interface SeenText {
  readonly vote: Vote;
  readonly firstSeenS: number;
  readonly lastSeenS: number;
}

/** A text on its way in or out of the picture is there for no longer than this … */
const PASSING_S = 0.8;
/** … and the whole of it follows, or came before, within this. */
const SOON_S = 0.7;
const PART = 0.6;
const MIN_HEIGHT_LIKENESS = 0.6;
/** Of the smaller extent, along one of the two directions that texts move in. */
const ALIGNED = 0.5;
/** How far a text moves between its passing and its whole reading, in its heights. */
const REACH_HEIGHTS = 3;

/** `passing` is `whole` as it slid, grew or was wiped in or out: read in part, for a moment, just before or after. */
export function isPassingReadingOf(passing: SeenText, whole: SeenText): boolean {
  if (passing.lastSeenS - passing.firstSeenS > PASSING_S || !follow(passing, whole)) return false;
  const a = boundsOf(passing.vote.quad);
  const b = boundsOf(whole.vote.quad);
  return isOnOneTrack(a, b) && shareFoundIn(passing.vote.text, whole.vote.text) >= PART;
}

/** `passing` is a blurred moment of another text at its place that was taken for a script that is not there. */
export function isMistakenScriptOf(passing: SeenText, whole: SeenText): boolean {
  const { script, quad } = passing.vote;
  if (!FOREIGN_SCRIPTS.includes(script) || script === whole.vote.script) return false;
  if (passing.lastSeenS - passing.firstSeenS > PASSING_S || !follow(passing, whole)) return false;
  const a = boundsOf(quad);
  const b = boundsOf(whole.vote.quad);
  return overlap(a, b) >= 0.3 || insideShare(a, b) >= 0.6;
}

function follow(a: SeenText, b: SeenText): boolean {
  const gapS = a.firstSeenS <= b.firstSeenS ? b.firstSeenS - a.lastSeenS : a.firstSeenS - b.lastSeenS;
  return gapS >= 0 && gapS <= SOON_S;
}

function isOnOneTrack(a: Region, b: Region): boolean {
  const heights = [a.y1 - a.y0, b.y1 - b.y0];
  const lower = Math.min(...heights);
  const higher = Math.max(...heights);
  if (lower < MIN_HEIGHT_LIKENESS * higher) return false;
  const shared = (from: number, to: number, otherFrom: number, otherTo: number): number => (Math.min(to, otherTo) - Math.max(from, otherFrom)) / Math.max(1, Math.min(to - from, otherTo - otherFrom));
  const apart = (from: number, to: number, otherFrom: number, otherTo: number): number => Math.max(0, Math.max(from, otherFrom) - Math.min(to, otherTo));
  const sideways = shared(a.y0, a.y1, b.y0, b.y1) >= ALIGNED && apart(a.x0, a.x1, b.x0, b.x1) <= REACH_HEIGHTS * higher;
  const upright = shared(a.x0, a.x1, b.x0, b.x1) >= ALIGNED && apart(a.y0, a.y1, b.y0, b.y1) <= REACH_HEIGHTS * higher;
  return sideways || upright;
}
