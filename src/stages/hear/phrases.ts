import type { Utterance } from './speech-activity.js';

/** Neighbouring utterances that belong together: what a language is decided for. `pauses` lie inside it. */
export interface Phrase extends Utterance {
  readonly pauses: readonly Utterance[];
}

export interface PhraseRules {
  /** Utterances closer than this are always one phrase. */
  readonly closeS: number;
  /** A phrase shorter than `shortS` also takes a neighbour that is this near: too little sound tells no language. */
  readonly nearS: number;
  readonly shortS: number;
  readonly maxS: number;
}

/** Joins utterances across the shortest pauses first, so that a short one goes with the neighbour that it is nearest to. */
export function phrasesOf(utterances: readonly Utterance[], rules: PhraseRules): readonly Phrase[] {
  const phrases: Phrase[] = utterances.map(({ startS, endS }) => ({ startS, endS, pauses: [] }));
  for (;;) {
    const at = nearestJoin(phrases, rules);
    const [first, second] = phrases.slice(at, at + 2);
    if (at < 0 || first === undefined || second === undefined) return phrases;
    phrases.splice(at, 2, joined(first, second));
  }
}

/** Index of the phrase that is to be joined with the one after it, −1 if none is. */
function nearestJoin(phrases: readonly Phrase[], rules: PhraseRules): number {
  let best = -1;
  let bestGapS = rules.nearS;
  phrases.forEach((phrase, index) => {
    const next = phrases[index + 1];
    if (next === undefined || next.endS - phrase.startS > rules.maxS) return;
    const gapS = next.startS - phrase.endS;
    const short = Math.min(phrase.endS - phrase.startS, next.endS - next.startS) < rules.shortS;
    if (gapS < bestGapS && (gapS < rules.closeS || short)) {
      best = index;
      bestGapS = gapS;
    }
  });
  return best;
}

/** Two phrases, one after the other, as one with a pause between them. */
export function joined(first: Phrase, second: Phrase): Phrase {
  const pause = { startS: first.endS, endS: second.startS };
  return { startS: first.startS, endS: second.endS, pauses: [...first.pauses, ...(pause.endS > pause.startS ? [pause] : []), ...second.pauses] };
}
