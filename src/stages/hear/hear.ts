import type { AudioTrack } from '../../domain/frame.js';
import type { Hearing } from '../../domain/perception.js';
import type { LanguageShare, TranscriptSegment } from '../../domain/product-video-enriched.js';
import type { PerceptionContext } from '../frame-observer.js';
import { inScriptOfMarket, withChinesePunctuation } from './chinese-script.js';
import { bcp47, whisperCode } from './language-tags.js';
import { listenAlone, listenToRuns, type Listen, type ListeningRules } from './listening.js';
import { packWindows, type PackedWindow } from './packing.js';
import { phrasesOf, type Phrase, type PhraseRules } from './phrases.js';
import { timedSentences } from './sentences.js';
import { slowed } from './slowed.js';
import { isSilent, meanSpeech, scanSound, type SoundScan } from './sound-scan.js';
import { utterancesOf, type ActivityRules } from './speech-activity.js';
import type { HeardWindow, ModelCall, SpeechModel, Stretch, VoiceActivityModel } from './speech-model.js';
import { CARE, transcribeCarefully, type Decode } from './transcribing.js';

export interface HearModels {
  readonly voiceActivity: VoiceActivityModel;
  readonly speech: SpeechModel;
}

export interface HearRules extends ListeningRules {
  readonly activity: ActivityRules;
  readonly phrases: PhraseRules;
  /** Sound around a phrase that is listened to again: another cut than the first time. */
  readonly againEdgeS: number;
  /** Windows of one track under way at once. */
  readonly windowsAtOnce: number;
}

export const HEAR_RULES: HearRules = {
  activity: { speechThreshold: 0.5, silenceThreshold: 0.35, minSilenceS: 0.16, minSpeechS: 0.15, padS: 0.1, maxSpeechS: 20 },
  phrases: { closeS: 0.1, nearS: 0.7, shortS: 2, maxS: 6 },
  packing: { maxS: 26, maxPauseS: 1.2, edgeS: 0.4 },
  languages: { switchCost: 2.5, pauseS: 0.8, fullWeightS: 3, mostWeight: 3, hintBonus: 0.7 },
  clearLong: 0.9,
  clearShort: 0.85,
  longS: 3,
  sureLanguage: 0.6,
  togetherPauseS: 1.5,
  togetherS: 20,
  againEdgeS: 0.05,
  windowsAtOnce: 2,
};

const NOTHING_HEARD: Hearing = { languages: [], segments: [], silent: true, noSpeech: true, doubts: [] };

/**
 * Sound to transcript: voice activity → utterances → phrases → packed windows of at most 30 s → the language of each
 * phrase → transcription of each run of phrases in one language → sentences with times in the video. Memory is bounded
 * by `windowsAtOnce`, whatever the length. Fails with the models' errors; CANCELLED after an abort.
 */
export async function hear(audio: AudioTrack | null, context: PerceptionContext, models: HearModels, signal: AbortSignal, rules: HearRules = HEAR_RULES): Promise<Hearing> {
  if (audio === null || audio.sampleCount === 0) return NOTHING_HEARD;
  const call: ModelCall = { priority: context.priority, signal };
  const scan = await scanSound(audio, models.voiceActivity, call);
  if (isSilent(scan)) return NOTHING_HEARD;
  const phrases = phrasesOf(utterancesOf(scan.speech, scan.durationS, rules.activity), rules.phrases);
  const windows = packWindows(phrases, scan.durationS, rules.packing);
  const heard: WindowResult[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < windows.length; index = next++) {
      const window = windows[index];
      if (window !== undefined) heard[index] = await hearWindow(window, audio, scan, context, models, call, rules);
    }
  };
  await Promise.all(Array.from({ length: rules.windowsAtOnce }, worker));
  const segments = heard.flatMap((result) => result.segments);
  return {
    languages: sharesOf(heard.flatMap((result) => result.runs)),
    segments,
    silent: false,
    noSpeech: segments.length === 0,
    doubts: Array.from(new Set(heard.flatMap((result) => result.doubts))).sort(),
  };
}

interface WindowResult {
  readonly segments: readonly TranscriptSegment[];
  readonly runs: readonly LanguageShare[];
  readonly doubts: readonly string[];
}

async function hearWindow(window: PackedWindow<Phrase>, audio: AudioTrack, scan: SoundScan, context: PerceptionContext, models: HearModels, call: ModelCall, rules: HearRules): Promise<WindowResult> {
  call.signal.throwIfAborted();
  const listen: Listen = async (packed, stretches, care, slowedBy = 1) => models.speech.listen(slowed(await readPacked(packed, audio), slowedBy), stretches, care, call);
  const hints = context.locale === null ? [] : [whisperCode(context.locale)];
  const runs = await listenToRuns(window, scan.durationS, listen, hints, rules);
  const transcribed = await Promise.all(
    runs.map(async (run) => {
      const decoder = (heard: HeardWindow, stretch: Stretch): Decode => (decoding) => models.speech.transcribe(heard, stretch, run.language, decoding, call);
      const listenAgain = async (slowedBy: number): Promise<Decode> => {
        const { heard, stretch } = await listenAlone(run.phrase, scan.durationS, listen, 'quick', { ...rules.packing, edgeS: rules.againEdgeS }, slowedBy);
        return decoder(heard, stretch);
      };
      const judged = await transcribeCarefully(decoder(run.heard, run.stretch), listenAgain, { seconds: run.phrase.endS - run.phrase.startS, language: run.language }, CARE[context.effort]);
      return { run, judged };
    }),
  );
  const segments: TranscriptSegment[] = [];
  const spoken: LanguageShare[] = [];
  const doubts: string[] = [];
  for (const { run, judged } of transcribed) {
    doubts.push(...judged.doubts);
    if (run.confidence < rules.sureLanguage) doubts.push('speech-language-uncertain');
    const { text, meanLogProbability, noSpeechProbability } = judged.transcription;
    const language = bcp47(run.language);
    const words = language === 'zh' ? withChinesePunctuation(inScriptOfMarket(text, context.market ?? context.locale)) : text;
    if (!/[\p{L}\p{N}]/u.test(words) || judged.doubts.includes('speech-no-speech')) continue;
    const confidence = round(Math.exp(meanLogProbability) * (1 - noSpeechProbability * (1 - meanSpeech(scan, run.phrase.startS, run.phrase.endS))));
    segments.push(...timedSentences(words, run.phrase, language).map(({ startS, endS, text: sentence }) => ({ startS: round(startS), endS: round(endS), language, text: sentence, confidence })));
    spoken.push({ language, seconds: run.phrase.endS - run.phrase.startS, confidence: run.confidence });
  }
  return { segments, runs: spoken, doubts };
}

async function readPacked({ pieces, lengthS }: PackedWindow<Phrase>, audio: AudioTrack): Promise<Float32Array> {
  const rate = audio.sampleRate;
  const samples = new Float32Array(Math.ceil(lengthS * rate));
  for (const piece of pieces) {
    const sound = await audio.read(Math.round(piece.sourceStartS * rate), Math.round(piece.sourceEndS * rate));
    const at = Math.round(piece.windowStartS * rate);
    samples.set(sound.subarray(0, Math.max(0, samples.length - at)), at);
  }
  return samples;
}

function sharesOf(runs: readonly LanguageShare[]): readonly LanguageShare[] {
  const shares = new Map<string, { seconds: number; weighed: number }>();
  for (const { language, seconds, confidence } of runs) {
    const share = shares.get(language) ?? { seconds: 0, weighed: 0 };
    shares.set(language, { seconds: share.seconds + seconds, weighed: share.weighed + seconds * confidence });
  }
  return Array.from(shares, ([language, { seconds, weighed }]) => ({ language, seconds: round(seconds), confidence: round(weighed / Math.max(seconds, 1e-9)) })).sort((a, b) => b.seconds - a.seconds);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
