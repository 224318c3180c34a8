import type { Effort } from '../frame-observer.js';
import type { Decoding, Transcription } from './speech-model.js';

/** A transcription with what made it doubtful; `doubts` are escalation reason codes. */
export interface Judged {
  readonly transcription: Transcription;
  readonly doubts: readonly SpeechDoubt[];
}

export type SpeechDoubt = 'speech-repetition' | 'speech-low-confidence' | 'speech-no-speech' | 'speech-implausible-rate';

/** Whisper's own limits (Radford et al. 2022, §4.5). */
const MOST_COMPRESSION = 2.4;
const NO_SPEECH_PROBABILITY = 0.6;
const LOW_LOG_PROBABILITY = -1;
/** A burst this short that may be no speech has to be surer: beats and effects make `you` and `Bye.` of themselves. */
const BRIEF_S = 1.5;
const LOW_LOG_PROBABILITY_BRIEF = -0.6;

/** How much more is done for a text, by its mean log-probability. */
export interface CarePolicy {
  readonly beams: number;
  /** Below this the phrase is listened to again by itself … */
  readonly listenAgainBelow: number;
  /** … slowed by each of these, until a text is surer. */
  readonly slowedBy: readonly number[];
  /** Draws, one after the other, while every text so far makes a guard fire. */
  readonly temperatures: readonly number[];
}

/**
 * Measured on 27 composed videos (word and character error): the likeliest token each time 13.5 %, a search 12.3 %, listening
 * again below −0.2 (one in four) 11.6 %. On 29 videos and 97 clips, of 4,073 words and characters wrong: 491 with three
 * beams, 477 with four, 473 with five (a step of three takes 8.1 ms, of four 8.7, of five 9.9). Of four beams and a second
 * hearing slowed by 1.15: 476; `low` 461, `medium` 460, `high` 462. Listening again where the text is surer makes it worse,
 * since a phrase alone sounds surer than it is: as `low` but below −0.1 487, as `low` in whole windows of 30 s 512.
 * Searching only where the likeliest tokens are doubtful saves nothing: nine of ten phrases are.
 */
export const CARE: Readonly<Record<Effort, CarePolicy>> = {
  fast: { beams: 4, listenAgainBelow: -0.22, slowedBy: [1.15], temperatures: [0.4] },
  low: { beams: 5, listenAgainBelow: -0.2, slowedBy: [1, 1.15], temperatures: [0.4, 0.8] },
  medium: { beams: 8, listenAgainBelow: -0.2, slowedBy: [1, 1.15], temperatures: [0.2, 0.4, 0.6, 0.8] },
  high: { beams: 8, listenAgainBelow: -0.2, slowedBy: [1, 1.15, 1.25], temperatures: [0.2, 0.4, 0.6, 0.8, 1] },
};

/** Faster than any auctioneer: letters a second of alphabets, and of characters that are syllables. */
const LETTERS_PER_SECOND = 35;
const SYLLABLES_PER_SECOND = 14;
const SYLLABIC: ReadonlySet<string> = new Set(['zh', 'yue', 'ja', 'ko']);

/** The phrase that is transcribed: how long it is and, as the recogniser's code, in which language. */
export interface Spoken {
  readonly seconds: number;
  readonly language: string;
}

export function judge(transcription: Transcription, spoken: Spoken): Judged {
  const doubts: SpeechDoubt[] = [];
  const { compressionRatio, looped, noSpeechProbability, meanLogProbability, text } = transcription;
  if (looped || compressionRatio > MOST_COMPRESSION || repeatsSentence(text)) doubts.push('speech-repetition');
  const low = spoken.seconds < BRIEF_S ? LOW_LOG_PROBABILITY_BRIEF : LOW_LOG_PROBABILITY;
  if (noSpeechProbability > NO_SPEECH_PROBABILITY && meanLogProbability < low) doubts.push('speech-no-speech');
  else if (meanLogProbability < LOW_LOG_PROBABILITY) doubts.push('speech-low-confidence');
  const perSecond = SYLLABIC.has(spoken.language) ? SYLLABLES_PER_SECOND : LETTERS_PER_SECOND;
  if (text.length > perSecond * Math.max(1, spoken.seconds)) doubts.push('speech-implausible-rate');
  return { transcription, doubts };
}

/** Decodes one phrase as asked. */
export type Decode = (decoding: Decoding) => Promise<Transcription>;

/**
 * A beam search; where its text is doubtful, another one after `listenAgain` (the
 * same phrase in a window of its own, slowed), and only where every text loops or is no better than noise, draws at rising
 * temperatures. Returns the best of what was tried.
 */
export async function transcribeCarefully(decode: Decode, listenAgain: (slowedBy: number) => Promise<Decode>, spoken: Spoken, care: CarePolicy): Promise<Judged> {
  let best = judge(await decode({ kind: 'beam', width: care.beams }), spoken);
  const consider = (transcription: Transcription): void => {
    const next = judge(transcription, spoken);
    if (better(next, best)) best = next;
  };
  let decodeAgain = decode;
  for (const slowedBy of care.slowedBy) {
    if (sureAbove(care.listenAgainBelow, best)) return best;
    decodeAgain = await listenAgain(slowedBy);
    consider(await decodeAgain({ kind: 'beam', width: care.beams }));
  }
  for (const [index, temperature] of care.temperatures.entries()) {
    if (best.doubts.length === 0) break;
    consider(await decodeAgain({ kind: 'sample', temperature, seed: index + 1 }));
  }
  return best;
}

function sureAbove(logProbability: number, { transcription, doubts }: Judged): boolean {
  return doubts.length === 0 && transcription.ended && transcription.meanLogProbability >= logProbability;
}

/** Fewer guards fired; then, a finished text; then, a likelier one. */
function better(a: Judged, b: Judged): boolean {
  if (a.doubts.length !== b.doubts.length) return a.doubts.length < b.doubts.length;
  if (a.transcription.ended !== b.transcription.ended) return a.transcription.ended;
  return a.transcription.meanLogProbability > b.transcription.meanLogProbability;
}

/** Letters of a sentence that nobody says twice in a row without meaning to. */
const LONG_SENTENCE = 24;

/** A loop too slow for the compression guard: a long sentence directly after itself. */
function repeatsSentence(text: string): boolean {
  const sentences = text.split(/[.!?。！？]+/u).map((sentence) => sentence.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase());
  return sentences.some((sentence, index) => sentence.length >= LONG_SENTENCE && sentence === sentences[index + 1]);
}
