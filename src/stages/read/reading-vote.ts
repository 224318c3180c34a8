import type { Script } from '../../domain/perception.js';
import { foldText } from './same-text.js';
import { FOREIGN_SCRIPTS } from './script-decision.js';
import type { Quad } from './text-reader.js';

/** One reading of a text at one moment. */
export interface Vote {
  readonly text: string;
  /** Mean and lowest over the characters; the other scripts' reader tells one for the line. Of a line in a script without a reader: how surely it is that. */
  readonly confidence: number;
  readonly weakest: number;
  readonly script: Script;
  readonly quad: Quad;
  /** The line's script has no reader here: `text` is empty. */
  readonly unreadable: boolean;
}

/**
 * The winning reading: equal readings (blanks and case aside) add their confidences up; among the winners the most
 * confident speaks. Its confidence is its own, scaled by how much of all votes agreed.
 */
export function winner(votes: readonly Vote[]): Vote | null {
  const totals = new Map<string, number>();
  for (const vote of votes) totals.set(foldText(vote.text), (totals.get(foldText(vote.text)) ?? 0) + weight(vote));
  const all = votes.reduce((sum, vote) => sum + weight(vote), 0);
  let best: Vote | null = null;
  let bestTotal = -1;
  for (const vote of votes) {
    const total = totals.get(foldText(vote.text)) ?? 0;
    if (total > bestTotal || (total === bestTotal && best !== null && vote.confidence > best.confidence)) {
      best = vote;
      bestTotal = total;
    }
  }
  if (best === null) return null;
  return { ...best, confidence: best.confidence * (0.7 + 0.3 * (all === 0 ? 1 : bestTotal / all)) };
}

/** Steep: one clear reading outweighs two blurred ones. */
function weight(vote: Vote): number {
  return vote.confidence ** 4 * (0.5 + 0.5 * vote.weakest);
}

const MAX_VOTES = 3;
const CLEAR = 0.97;
const CLEAR_CHARACTER = 0.7;
/** The other scripts' reader is dearer and tells lower confidences. */
const CLEAR_FOREIGN = 0.85;

/** Another reading is worth its price: few so far and none of them clear, or those two that there are disagree. */
export function wantsVote(votes: readonly Vote[]): boolean {
  if (votes.length >= MAX_VOTES) return false;
  return !votes.some(isClear);
}

function isClear(vote: Vote): boolean {
  // A blurred moment may look like a script without a reader.
  if (vote.unreadable) return vote.script !== 'Zzzz';
  return FOREIGN_SCRIPTS.includes(vote.script) ? vote.confidence >= CLEAR_FOREIGN : vote.confidence >= CLEAR && vote.weakest >= CLEAR_CHARACTER;
}
