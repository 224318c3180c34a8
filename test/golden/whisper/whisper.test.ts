import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Decoder } from '../../../src/inference/whisper/decoder.js';
import { decodeStepwise } from '../../../src/inference/whisper/decoding.js';
import { DecoderBatch } from '../../../src/inference/whisper/decoder.js';
import { listenModel } from '../../../src/inference/whisper/listen-model.js';
import { decoderOf, setupOf, tokenTextOf } from '../../../src/inference/whisper/loaded-whisper.js';
import { LogMel } from '../../../src/inference/whisper/log-mel.js';
import { NextToken } from '../../../src/inference/whisper/next-token.js';
import { transcribeModel } from '../../../src/inference/whisper/transcribe-model.js';
import type { ListenInput, ListenOutput, TranscribeInput } from '../../../src/inference/whisper/whisper-tasks.js';
import type { Transcription } from '../../../src/stages/hear/speech-model.js';
import { direct, directHost, float32File, modelFile, wavSamples } from '../../support/direct-models.js';

const MODEL = 'whisper-base';
const golden = JSON.parse(readFileSync(modelFile(MODEL, 'golden/golden.json'), 'utf8')) as {
  prompt: number[];
  int8: { encoder_first64: number[]; language_top5: { token: string; probability: number }[]; first_step_top5_ids: number[]; greedy_ids: number[]; text: string };
};
const speech = wavSamples(modelFile(MODEL, 'golden/speech.wav'));
const host = directHost();

let listen: Awaited<ReturnType<typeof direct<ListenInput, ListenOutput>>>;
let transcribe: Awaited<ReturnType<typeof direct<TranscribeInput, Transcription>>>;
let heard: ListenOutput;
const options = { priority: 0, signal: new AbortController().signal };

beforeAll(async () => {
  listen = await direct(listenModel(MODEL), host);
  transcribe = await direct(transcribeModel(MODEL), host);
  heard = await listen.run({ samples: speech, wholeWindow: true, stretches: [{ startS: 0, endS: 30 }] }, options);
});

const LIKELIEST = { kind: 'beam', width: 1 } as const;

/** The whole window as one stretch. */
function whole(from: ListenOutput): TranscribeInput {
  return { sound: from.sound, firstState: 0, stateCount: 1500, tailStates: 0, speechS: 10, language: 'en', decoding: LIKELIEST };
}

describe('whisper-base against its golden clip', () => {
  it('makes the log-mel of the reference feature extractor', async () => {
    const setup = await setupOf(host, MODEL);
    const mel = new LogMel(setup);
    const made = new Float32Array(setup.melBins * mel.frames);
    mel.write(speech, made);
    const wanted = float32File(modelFile(MODEL, 'golden/log_mel_80x3000_f32.bin'));
    expect(made.length).toBe(wanted.length);
    expect(made.reduce((worst, value, i) => Math.max(worst, Math.abs(value - (wanted[i] ?? 0))), 0)).toBeLessThan(1e-4);
  });

  it('encodes it within int8 tolerance', () => {
    const wanted = golden.int8.encoder_first64;
    const error = Math.hypot(...wanted.map((value, i) => value - (heard.sound.states[i] ?? 0)));
    expect(error / Math.hypot(...wanted)).toBeLessThan(0.05);
  });

  it('hears the language with the golden probability', () => {
    const [best] = heard.stretches[0]?.languages ?? [];
    expect(best?.language).toBe('en');
    expect(Math.abs((best?.probability ?? 0) - (golden.int8.language_top5[0]?.probability ?? 0))).toBeLessThan(0.01);
  });

  it('decodes the golden token ids, and so their text', async () => {
    const decoder: Decoder = await decoderOf(host, MODEL);
    const states = Float32Array.from(heard.sound.states);
    const batch = await DecoderBatch.start(decoder, states, [golden.prompt]);
    const next = new NextToken(decoder.setup.tokens);
    const first = Float32Array.from(batch.logits(0));
    expect(next.top(first, 5).map(({ token }) => token)).toEqual(golden.int8.first_step_top5_ids);
    const [decoded] = await decodeStepwise(batch, next, { endOfText: decoder.setup.tokens.endOfText, maxTokens: [100] }, (logits) => next.best(logits));
    expect(decoded?.tokens).toEqual(golden.int8.greedy_ids);
    expect((await tokenTextOf(host, MODEL)).decode(decoded?.tokens ?? [])).toBe(golden.int8.text);
  });

  it('transcribes a stretch on its own states with the same words', async () => {
    const stretch: TranscribeInput = { ...whole(heard), stateCount: 460, tailStates: 190 };
    expect((await transcribe.run(stretch, options)).text).toBe(golden.int8.text.trim());
  });

  it('hears the same words in a window that is only as long as the sound', async () => {
    const short = await listen.run({ samples: speech, wholeWindow: false, stretches: [{ startS: 0, endS: 9 }] }, options);
    expect(short.sound.states.length).toBe(14 * 50 * 512);
    expect(short.stretches[0]?.languages[0]?.language).toBe('en');
    expect((await transcribe.run({ ...whole(short), stateCount: 700 }, options)).text).toBe(golden.int8.text.trim());
  });

  it('gives a row of a batch what it gives it alone', async () => {
    const louder = await listen.run({ samples: speech.slice(0, 16000 * 5), wholeWindow: true, stretches: [] }, options);
    const drawn = (seed: number) => ({ kind: 'sample', temperature: 0.6, seed }) as const;
    const rows = [whole(heard), { ...whole(louder), language: 'de', decoding: drawn(1) }, { ...whole(heard), decoding: drawn(2) }, { ...whole(louder), decoding: drawn(3) }];
    const alone: Transcription[] = [];
    for (const row of rows) alone.push(await transcribe.run(row, options));
    expect(new Set(alone.map(({ text }) => text)).size).toBeGreaterThan(1);
    const together = await transcribe.runtime.run(rows);
    together.forEach((result, i) => {
      if (result instanceof Error) throw result;
      expect(result.text).toBe(alone[i]?.text);
      expect(result.meanLogProbability).toBeCloseTo(alone[i]?.meanLogProbability ?? 0, 4);
    });
  });

  it('finds at least as likely a text with five beams', async () => {
    const likeliest = await transcribe.run(whole(heard), options);
    const searched = await transcribe.run({ ...whole(heard), decoding: { kind: 'beam', width: 5 } }, options);
    expect(searched.text).toBe(golden.int8.text.trim());
    // The 8-bit activations of the decoder amplify the last digits, in which sums over one row and over five differ.
    expect(searched.meanLogProbability).toBeGreaterThanOrEqual(likeliest.meanLogProbability - 2e-3);
  });

  it('refuses to go on with a batch whose memory another one has taken', async () => {
    const decoder = await decoderOf(host, MODEL);
    const states = Float32Array.from(heard.sound.states);
    const [one, other] = [await DecoderBatch.start(decoder, states, [golden.prompt]), await DecoderBatch.start(decoder, states, [golden.prompt])];
    await one.step([golden.int8.greedy_ids[0] ?? 0]);
    await other.step([golden.int8.greedy_ids[0] ?? 0]);
    await expect(one.step([golden.int8.greedy_ids[1] ?? 0])).rejects.toThrow('another batch of this decoder has begun to step');
  });
});
