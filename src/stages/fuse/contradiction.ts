import type { CategoryVote } from '../../domain/perception.js';
import { agree } from './kin.js';
import type { TextVote } from './text-votes.js';

/** Weaker texts are noise: they neither claim what the product is nor excuse a picture. */
const LEAST_TEXT = 0.4;
/** A listing that says so this clearly is no longer excused by what the screen shows. */
const CLEAR_LISTING = 0.7;
/** `ORANGE`, `COFFEE`, `Strawberry` on a screen are prints, flavours, colours and brands as often as products. */
const LEAST_SCREEN_PHRASES = 2;
/** A picture that shows nothing more likely than this shows nothing that could contradict a text. */
export const LEAST_PICTURE = 0.3;
/**
 * What a picture must show of a known product before it can speak against a text that names a kind that its model was
 * never shown. A mango can look like any other fruit; a lamp looks like none.
 */
const SURE_PICTURE = { ofAnother: { seen: 0.7, known: 0.8 }, ofTheSame: { seen: 0.85, known: 0.95 } } as const;

/**
 * What the texts claim that the product is: the listing's word, else what at least two different phrases on the screen
 * say. Speech and a single word on the screen claim nothing.
 */
export function claimOf(texts: readonly TextVote[]): TextVote | null {
  const listed = texts.reduce<TextVote | null>((most, vote) => (vote.listed > (most?.listed ?? 0) ? vote : most), null);
  if (listed !== null && listed.listed >= LEAST_TEXT) return listed;
  return texts.find((vote) => vote.strength >= LEAST_TEXT && vote.screenPhrases >= LEAST_SCREEN_PHRASES) ?? null;
}

/** The claim that the picture disagrees with, null where there is none or another text explains the picture. */
export function contradictedClaim(seen: CategoryVote | null, texts: readonly TextVote[], beside: readonly string[]): TextVote | null {
  const claim = claimOf(texts);
  if (seen === null || claim === null || agree(seen.categoryId, claim.categoryId)) return null;
  const explained = texts.some((vote) => agree(vote.categoryId, seen.categoryId) && (vote.listed >= LEAST_TEXT || (vote.strength >= LEAST_TEXT && claim.listed < CLEAR_LISTING)));
  return explained || beside.some((id) => agree(id, seen.categoryId)) ? null : claim;
}

/** Whether the picture is sure enough to speak against a kind of product that its model was never shown, of another vertical or of the same. */
export function speaksOfUnseenKinds(seenProbability: number, unknownProbability: number, apart: boolean): boolean {
  const { seen, known } = apart ? SURE_PICTURE.ofAnother : SURE_PICTURE.ofTheSame;
  return seenProbability >= seen && unknownProbability <= 1 - known;
}
