import type { Utterance } from './speech-activity.js';
import type { Phrase } from './phrases.js';

export interface TimedSentence extends Utterance {
  readonly text: string;
}

/** A sentence that would end this near to a pause ends there. */
const SNAP_S = 1.2;
/** Shorter ones stay with their neighbour. */
const LEAST_LETTERS = 8;

/**
 * Sentences of a phrase with their times. The recogniser gives none, so a sentence ends where its share of the letters
 * ends in the spoken time, moved to the nearest pause where one is near; with no pause near, it stays with the next.
 */
export function timedSentences(text: string, phrase: Phrase, language: string): readonly TimedSentence[] {
  const sentences = sentencesOf(text, language);
  const letters = sentences.reduce((sum, sentence) => sum + sentence.length, 0);
  const timed: TimedSentence[] = [];
  let startS = phrase.startS;
  let pending = '';
  let before = 0;
  let pauses = phrase.pauses;
  sentences.forEach((sentence, index) => {
    pending = pending === '' ? sentence : `${pending}${separator(language)}${sentence}`;
    before += sentence.length;
    if (index === sentences.length - 1) return;
    const expectedS = spokenMoment(phrase, before / letters);
    const pause = nearest(pauses, expectedS);
    if (pause === null || Math.abs((pause.startS + pause.endS) / 2 - expectedS) > SNAP_S) return;
    timed.push({ startS, endS: pause.startS, text: pending });
    startS = pause.endS;
    pending = '';
    pauses = pauses.filter((other) => other.startS >= pause.endS);
  });
  if (pending !== '') timed.push({ startS, endS: phrase.endS, text: pending });
  return timed;
}

function sentencesOf(text: string, language: string): readonly string[] {
  const found: string[] = [];
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    const sentence = segment.trim();
    const last = found.at(-1);
    if (sentence === '') continue;
    if (last !== undefined && last.length < LEAST_LETTERS) found[found.length - 1] = `${last}${separator(language)}${sentence}`;
    else found.push(sentence);
  }
  return found;
}

function separator(language: string): string {
  return ['zh', 'yue', 'ja', 'th', 'lo', 'km', 'my'].includes(language) ? '' : ' ';
}

/** When so much of the speaking, pauses left out, is done. */
function spokenMoment(phrase: Phrase, share: number): number {
  const paused = phrase.pauses.reduce((sum, pause) => sum + pause.endS - pause.startS, 0);
  let atS = phrase.startS + share * (phrase.endS - phrase.startS - paused);
  for (const pause of phrase.pauses) if (pause.startS < atS) atS += pause.endS - pause.startS;
  return atS;
}

function nearest(pauses: readonly Utterance[], momentS: number): Utterance | null {
  const distance = (pause: Utterance): number => Math.abs((pause.startS + pause.endS) / 2 - momentS);
  return pauses.reduce<Utterance | null>((best, pause) => (best === null || distance(pause) < distance(best) ? pause : best), null);
}
