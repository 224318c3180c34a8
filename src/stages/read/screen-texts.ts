import type { ReadText } from '../../domain/perception.js';
import { inOneChineseForm } from './chinese-form.js';
import { withCurrencySigns } from './currency-signs.js';
import { inGreekLetters } from './greek-letters.js';
import { boundsOf, boxOf, insideShare, overlap } from './geometry.js';
import { isMistakenScriptOf, isPassingReadingOf, type SeenText } from './passing-readings.js';
import { isPublishable } from './publishable.js';
import { winner } from './reading-vote.js';
import { foldText, textLikeness } from './same-text.js';
import { scriptOf } from './script-decision.js';
import type { TextTrack } from './text-track.js';
import type { Alphabet } from './text-reader.js';

/** Sampled moments of a video, ascending, and what its texts are measured against. */
export interface Timeline {
  readonly sampledS: readonly number[];
  readonly durationS: number;
  readonly width: number;
  readonly height: number;
  /** Scripts that the listing makes likely. */
  readonly expected: ReadonlySet<Alphabet>;
  readonly listingTexts: readonly string[];
}

/** The same text gone for no longer than this was only covered or misread. */
const JOIN_GAP_S = 1.2;
/** Beyond this a sampled gap says nothing about the moment between. */
const MAX_HALF_GAP_S = 0.5;

/** One item a text, in order of appearance, then from the top. */
export function screenTexts(tracks: readonly TextTrack[], timeline: Timeline): readonly ReadText[] {
  const candidates = tracks.flatMap((track): SeenText[] => {
    const vote = winner(track.votes);
    if (vote === null || vote.unreadable || !isPublishable(vote.text, vote.confidence, vote.script, timeline.expected)) return [];
    return [{ vote, firstSeenS: track.firstSeenS, lastSeenS: track.lastSeenS }];
  });
  const scripts = new Set<Alphabet>([...timeline.expected, ...candidates.map(({ vote }) => vote.script)]);
  const items = withoutFragments(settled(joined(candidates)));
  const texts = inOneChineseForm(items.map(({ vote }) => withCurrencySigns(cleaned(vote.text), scripts)), timeline.listingTexts);
  return items
    .map((candidate, i): ReadText => ({
      startS: startOf(candidate.firstSeenS, timeline),
      endS: endOf(candidate.lastSeenS, timeline),
      text: texts[i] ?? '',
      confidence: Math.round(candidate.vote.confidence * 1e4) / 1e4,
      box: boxOf(boundsOf(candidate.vote.quad), timeline.width, timeline.height),
      script: scriptOf(candidate.vote.text),
    }))
    .sort((a, b) => a.startS - b.startS || a.box[1] - b.box[1] || a.box[0] - b.box[0]);
}

function joined(candidates: readonly SeenText[]): readonly SeenText[] {
  const items: SeenText[] = [];
  for (const next of [...candidates].sort((a, b) => a.firstSeenS - b.firstSeenS)) {
    const at = items.findIndex((item) => isSame(item, next));
    const item = items[at];
    if (item === undefined) items.push(next);
    else {
      items[at] = {
        vote: next.vote.confidence > item.vote.confidence ? next.vote : item.vote,
        firstSeenS: item.firstSeenS,
        lastSeenS: Math.max(item.lastSeenS, next.lastSeenS),
      };
    }
  }
  return items;
}

function isSame(a: SeenText, b: SeenText): boolean {
  if (b.firstSeenS - a.lastSeenS > JOIN_GAP_S) return false;
  return overlap(boundsOf(a.vote.quad), boundsOf(b.vote.quad)) >= 0.3 && textLikeness(a.vote.text, b.vote.text) >= 0.8;
}

/** Gives the moments in which a text came or went to the text itself, and drops those that were read in a script that is not there. */
function settled(items: readonly SeenText[]): readonly SeenText[] {
  const passing = new Map<SeenText, SeenText>();
  for (const item of items) {
    const whole = items.find((other) => other !== item && !passing.has(other) && isPassingReadingOf(item, other) && (lengthOf(other) > lengthOf(item) || spanOf(other) > spanOf(item)));
    if (whole !== undefined) passing.set(item, whole);
  }
  const stay = items.filter((item) => !passing.has(item) && !items.some((other) => other !== item && spanOf(other) > spanOf(item) && isMistakenScriptOf(item, other)));
  return stay.map((item) => {
    const moments = [item, ...items.filter((other) => passing.get(other) === item)];
    return { vote: item.vote, firstSeenS: Math.min(...moments.map(({ firstSeenS }) => firstSeenS)), lastSeenS: Math.max(...moments.map(({ lastSeenS }) => lastSeenS)) };
  });
}

function lengthOf({ vote }: SeenText): number {
  return foldText(vote.text).length;
}

function spanOf({ firstSeenS, lastSeenS }: SeenText): number {
  return lastSeenS - firstSeenS;
}

/** Drops what is a part of a longer text at the same place and time. */
function withoutFragments(items: readonly SeenText[]): readonly SeenText[] {
  return items.filter((item) => {
    const text = foldText(item.vote.text);
    return !items.some((other) => {
      if (other === item || foldText(other.vote.text).length <= text.length) return false;
      const together = Math.min(item.lastSeenS, other.lastSeenS) - Math.max(item.firstSeenS, other.firstSeenS);
      return together >= 0 && together >= 0.5 * (item.lastSeenS - item.firstSeenS) && foldText(other.vote.text).includes(text) && insideShare(boundsOf(item.vote.quad), boundsOf(other.vote.quad)) >= 0.6;
    });
  });
}

/** Half the gap before the first sighting was probably its own; the first sampled moment stands for the start. */
function startOf(firstSeenS: number, { sampledS }: Timeline): number {
  const at = sampledS.indexOf(firstSeenS);
  const before = sampledS[at - 1];
  return rounded(before === undefined ? Math.min(firstSeenS, firstSeenS < 0.5 ? 0 : firstSeenS) : firstSeenS - Math.min(MAX_HALF_GAP_S, (firstSeenS - before) / 2));
}

function endOf(lastSeenS: number, { sampledS, durationS }: Timeline): number {
  const after = sampledS[sampledS.lastIndexOf(lastSeenS) + 1];
  const end = after === undefined ? Math.max(lastSeenS, durationS - lastSeenS <= 2 * MAX_HALF_GAP_S ? durationS : lastSeenS) : lastSeenS + Math.min(MAX_HALF_GAP_S, (after - lastSeenS) / 2);
  return rounded(end);
}

/** Composed form; a curly quote that was read as two straight ones is one; Greek words in Greek letters. */
function cleaned(text: string): string {
  return inGreekLetters(text).replace(/"'|'"/gu, '"').trim();
}

function rounded(seconds: number): number {
  return Math.round(seconds * 1000) / 1000;
}
