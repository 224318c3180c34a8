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

/** Below this mean log-probability a wider search is worth its time. */
const DOUBTFUL_LOG_PROBABILITY: Readonly<Record<Effort, number>> = { fast: -0.25, low: -0.1, medium: 0, high: 0 };
const BEAMS: Readonly<Record<Effort, number>> = { fast: 5, low: 5, medium: 5, high: 8 };
const TEMPERATURES: Readonly<Record<Effort, readonly number[]>> = { fast: [0.4], low: [0.4, 0.8], medium: [0.2, 0.4, 0.6, 0.8], high: [0.2, 0.4, 0.6, 0.8, 1] };

/** Faster than any auctioneer: letters a second, twice that for alphabets than for characters that are syllables. */
const LETTERS_PER_SECOND = 35;

export function judge(transcription: Transcription, speechS: number): Judged {
  const doubts: SpeechDoubt[] = [];
  const { compressionRatio, looped, noSpeechProbability, meanLogProbability, text } = transcription;
  if (looped || compressionRatio > MOST_COMPRESSION) doubts.push('speech-repetition');
  if (noSpeechProbability > NO_SPEECH_PROBABILITY && meanLogProbability < LOW_LOG_PROBABILITY) doubts.push('speech-no-speech');
  else if (meanLogProbability < LOW_LOG_PROBABILITY) doubts.push('speech-low-confidence');
  if (text.length > LETTERS_PER_SECOND * Math.max(1, speechS)) doubts.push('speech-implausible-rate');
  return { transcription, doubts };
}

/**
 * Greedy first. Only where that is doubtful, a beam search, and only where the text still loops or is no better than
 * noise, draws at rising temperatures. Returns the best of what was tried.
 */
export async function transcribeCarefully(decode: (decoding: Decoding) => Promise<Transcription>, speechS: number, effort: Effort): Promise<Judged> {
  const tried = [judge(await decode({ kind: 'greedy' }), speechS)];
  const first = tried[0];
  if (first !== undefined && sure(first, effort)) return first;
  tried.push(judge(await decode({ kind: 'beam', width: BEAMS[effort] }), speechS));
  for (const [index, temperature] of TEMPERATURES[effort].entries()) {
    if (tried.some(({ doubts }) => doubts.length === 0)) break;
    tried.push(judge(await decode({ kind: 'sample', temperature, seed: index + 1 }), speechS));
  }
  return tried.reduce((best, next) => (better(next, best) ? next : best));
}

function sure({ transcription, doubts }: Judged, effort: Effort): boolean {
  return doubts.length === 0 && transcription.ended && transcription.meanLogProbability >= DOUBTFUL_LOG_PROBABILITY[effort];
}

/** Fewer guards fired; then, a finished text; then, a likelier one. */
function better(a: Judged, b: Judged): boolean {
  if (a.doubts.length !== b.doubts.length) return a.doubts.length < b.doubts.length;
  if (a.transcription.ended !== b.transcription.ended) return a.transcription.ended;
  return a.transcription.meanLogProbability > b.transcription.meanLogProbability;
}
