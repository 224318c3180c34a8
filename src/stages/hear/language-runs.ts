import type { HeardStretch } from './speech-model.js';
import type { Utterance } from './speech-activity.js';

export interface LanguageEvidence extends Utterance {
  readonly heard: HeardStretch;
}

export interface DecidedLanguage {
  readonly language: string;
  /** Its share of the evidence of this phrase and of its neighbours in the same language, 0…1. */
  readonly confidence: number;
}

export interface LanguageRules {
  /** Log-odds that it takes to change the language after a pause of `pauseS` or more; twice that without a pause. */
  readonly switchCost: number;
  readonly pauseS: number;
  /** A phrase counts once for so much of it, shorter ones less … */
  readonly fullWeightS: number;
  /** … and longer ones more, up to this often: what is clear for long must not drown between neighbours. */
  readonly mostWeight: number;
  /** Log-odds for languages that the listing hints at. */
  readonly hintBonus: number;
}

/**
 * Whisper's languages that few product videos are spoken in and that it falsely hears in accents, noise and names.
 * They need more evidence than the others.
 */
const RARELY_SPOKEN: ReadonlySet<string> = new Set([
  'af', 'as', 'ba', 'bo', 'br', 'cy', 'eu', 'fo', 'gl', 'ha', 'haw', 'ht', 'is', 'jw', 'la', 'lb', 'ln', 'mg', 'mi', 'mt',
  'nn', 'oc', 'ps', 'sa', 'sd', 'sn', 'so', 'su', 'tg', 'tk', 'tt', 'yi', 'yo',
]);
const RARE_COST = 2.5;

/** Below this, less probability says nothing more against a language. */
const LEAST_PROBABILITY = 1e-3;

/**
 * The likeliest language of each phrase, given that speakers seldom change it (Viterbi over the candidates, with a cost
 * for each change).
 */
export function decideLanguages(phrases: readonly LanguageEvidence[], hints: readonly string[], rules: LanguageRules): readonly DecidedLanguage[] {
  const candidates = Array.from(new Set(phrases.flatMap(({ heard }) => heard.languages.slice(0, 4).map(({ language }) => language))));
  if (candidates.length === 0) return [];
  const scores = phrases.map((phrase) => candidates.map((language) => score(phrase, language, hints, rules)));
  const path = likeliestPath(phrases, scores, rules);
  return phrases.map((_, index) => {
    const chosen = path[index] ?? 0;
    let first = index;
    let last = index;
    while (first > 0 && path[first - 1] === chosen) first -= 1;
    while (last + 1 < path.length && path[last + 1] === chosen) last += 1;
    const together = candidates.map((_language, candidate) => scores.slice(first, last + 1).reduce((sum, row) => sum + (row[candidate] ?? 0), 0));
    return { language: candidates[chosen] ?? '', confidence: softmaxAt(together, chosen) };
  });
}

function score({ startS, endS, heard }: LanguageEvidence, language: string, hints: readonly string[], rules: LanguageRules): number {
  const probability = heard.languages.find((guess) => guess.language === language)?.probability ?? 0;
  const weight = Math.min(rules.mostWeight, (endS - startS) / rules.fullWeightS);
  const prior = hints.includes(language) ? rules.hintBonus : RARELY_SPOKEN.has(language) ? -RARE_COST : 0;
  return weight * Math.log(Math.max(probability, LEAST_PROBABILITY)) + Math.min(1, weight) * prior;
}

function likeliestPath(phrases: readonly Utterance[], scores: readonly (readonly number[])[], rules: LanguageRules): readonly number[] {
  let best = scores[0] ?? [];
  const cameFrom: number[][] = [];
  for (let index = 1; index < phrases.length; index += 1) {
    const gapS = (phrases[index]?.startS ?? 0) - (phrases[index - 1]?.endS ?? 0);
    const cost = rules.switchCost * (2 - Math.min(1, Math.max(0, gapS) / rules.pauseS));
    const likeliest = indexOfHighest(best);
    const from = best.map((value, candidate) => ((best[likeliest] ?? 0) - cost > value ? likeliest : candidate));
    best = (scores[index] ?? []).map((value, candidate) => {
      const origin = from[candidate] ?? candidate;
      return value + (best[origin] ?? 0) - (origin === candidate ? 0 : cost);
    });
    cameFrom.push(from);
  }
  const path = [indexOfHighest(best)];
  for (const from of cameFrom.reverse()) path.unshift(from[path[0] ?? 0] ?? 0);
  return path;
}

function indexOfHighest(values: readonly number[]): number {
  return values.reduce((highest, value, index) => (value > (values[highest] ?? -Infinity) ? index : highest), 0);
}

function softmaxAt(values: readonly number[], index: number): number {
  const highest = Math.max(...values);
  const sum = values.reduce((total, value) => total + Math.exp(value - highest), 0);
  return Math.exp((values[index] ?? -Infinity) - highest) / sum;
}
