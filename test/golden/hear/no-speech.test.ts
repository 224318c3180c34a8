import { beforeAll, expect, it } from '@jest/globals';
import type { AudioTrack } from '../../../src/domain/frame.js';
import { SileroVoiceActivity } from '../../../src/inference/silero-vad/silero-voice-activity.js';
import { voiceActivityModel } from '../../../src/inference/silero-vad/voice-activity-model.js';
import { seededUniform } from '../../../src/inference/whisper/seeded-uniform.js';
import { listenModel } from '../../../src/inference/whisper/listen-model.js';
import { transcribeModel } from '../../../src/inference/whisper/transcribe-model.js';
import { WhisperSpeech } from '../../../src/inference/whisper/whisper-speech.js';
import type { PerceptionContext } from '../../../src/stages/frame-observer.js';
import { hear, type HearModels } from '../../../src/stages/hear/hear.js';
import { direct, directHost, modelFile, wavSamples } from '../../support/direct-models.js';

const SECONDS = 12;
const context: PerceptionContext = { videoId: 'test', listingTexts: [], locale: null, market: null, width: 0, height: 0, durationS: SECONDS, priority: 0, effort: 'fast' };
const signal = new AbortController().signal;
const speech = wavSamples(modelFile('whisper-base', 'golden/speech.wav'));

let models: HearModels;
beforeAll(async () => {
  const host = directHost();
  models = {
    voiceActivity: new SileroVoiceActivity(await direct(voiceActivityModel, host)),
    speech: new WhisperSpeech({ listen: await direct(listenModel('whisper-base'), host), transcribe: await direct(transcribeModel('whisper-base'), host) }),
  };
});

function track(sampleAt: (seconds: number, index: number) => number, seconds = SECONDS): AudioTrack {
  const samples = Float32Array.from({ length: seconds * 16000 }, (_, i) => sampleAt(i / 16000, i));
  return { sampleRate: 16000, sampleCount: samples.length, read: async (start, end) => samples.slice(start, end) };
}

const noise = seededUniform(1);
const CHORDS = [[262, 330, 392], [220, 262, 330], [175, 220, 262], [196, 247, 294]];

it.each<[string, boolean, (seconds: number, index: number) => number]>([
  ['digital silence', true, () => 0],
  ['the noise floor of a quiet microphone', true, () => (noise() - 0.5) * 0.0005],
  ['white noise', false, () => (noise() - 0.5) * 0.2],
  ['mains hum', false, (t) => 0.2 * Math.sin(2 * Math.PI * 50 * t) + 0.05 * Math.sin(2 * Math.PI * 150 * t)],
  ['chords', false, (t) => (CHORDS[Math.floor(t) % 4] ?? []).reduce((sum, hertz) => sum + 0.15 * Math.exp(-2 * (t % 1)) * Math.sin(2 * Math.PI * hertz * t), 0)],
  ['a beat', false, (t) => Math.exp(-30 * (t % 0.5)) * 0.8 * Math.sin(2 * Math.PI * 60 * t) + Math.exp(-60 * ((t + 0.25) % 0.5)) * (noise() - 0.5)],
])('hears no words in %s', async (_name, silent, sampleAt) => {
  expect(await hear(track(sampleAt), context, models, signal)).toMatchObject({ languages: [], segments: [], silent, noSpeech: true });
});

it('hears no words without a track', async () => {
  expect(await hear(null, context, models, signal)).toEqual({ languages: [], segments: [], silent: true, noSpeech: true, doubts: [] });
});

it('finds the times of speech after a cut-out pause of half a minute', async () => {
  const pauseS = 30;
  const { segments, languages } = await hear(track((t, i) => (t < 10 ? (speech[i] ?? 0) : (speech[i - (10 + pauseS) * 16000] ?? 0)), 20 + pauseS), context, models, signal);
  expect(languages.map(({ language }) => language)).toEqual(['en']);
  expect(segments[0]?.startS).toBeCloseTo(0.1, 1);
  expect(segments.filter(({ startS }) => startS > 10).map(({ startS }) => startS)[0]).toBeCloseTo(10 + pauseS + 0.1, 1);
  expect(segments.every(({ startS, endS }) => endS < 10 || startS > 10 + pauseS)).toBe(true);
});
