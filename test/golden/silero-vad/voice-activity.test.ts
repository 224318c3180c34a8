import { readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { voiceActivityModel } from '../../../src/inference/silero-vad/voice-activity-model.js';
import { SileroVoiceActivity } from '../../../src/inference/silero-vad/silero-voice-activity.js';
import { ACTIVITY_WINDOW_S, utterancesOf } from '../../../src/stages/hear/speech-activity.js';
import { direct, directHost, float32File, modelFile, wavSamples } from '../../support/direct-models.js';

const speech = wavSamples(modelFile('silero-vad', 'golden/speech.wav'));
const wanted = float32File(modelFile('silero-vad', 'golden/probabilities_f32.bin'));
const call = { priority: 0, signal: new AbortController().signal } as const;

it('gives the golden speech probabilities, in one call or carried over several', async () => {
  const model = new SileroVoiceActivity(await direct(voiceActivityModel, directHost()));
  const whole = await model.probabilities(speech.slice(), null, call);
  const first = await model.probabilities(speech.slice(0, 512 * 100), null, call);
  const second = await model.probabilities(speech.slice(512 * 100), first.state, call);
  const worst = (found: ArrayLike<number>): number => Array.from(wanted, (value, i) => Math.abs(value - (found[i] ?? NaN))).reduce((a, b) => Math.max(a, b), 0);
  expect(whole.probabilities.length).toBe(wanted.length);
  expect(worst(whole.probabilities)).toBeLessThan(1e-4);
  expect(worst([...first.probabilities, ...second.probabilities])).toBeLessThan(1e-4);
});

it('finds the segments of the upstream function under its rules', () => {
  const golden = JSON.parse(readFileSync(modelFile('silero-vad', 'golden/golden.json'), 'utf8')) as { timestamps_samples: { start: number; end: number }[] };
  const found = utterancesOf(wanted, 10, { speechThreshold: 0.5, silenceThreshold: 0.35, minSilenceS: 0.1, minSpeechS: 0.25, padS: 0.03, maxSpeechS: 30 });
  expect(found.length).toBe(golden.timestamps_samples.length);
  golden.timestamps_samples.forEach(({ start, end }, i) => {
    expect(Math.abs((found[i]?.startS ?? NaN) - start / 16000)).toBeLessThanOrEqual(ACTIVITY_WINDOW_S + 1e-6);
    expect(Math.abs((found[i]?.endS ?? NaN) - end / 16000)).toBeLessThanOrEqual(ACTIVITY_WINDOW_S + 1e-6);
  });
});
