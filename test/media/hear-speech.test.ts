import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { errorRate, evaluateSpeech, type HeardSpeech } from '../../bench/eval/speech.js';
import type { AudioTrack } from '../../src/domain/frame.js';
import type { Hearing } from '../../src/domain/perception.js';
import { SileroVoiceActivity } from '../../src/inference/silero-vad/silero-voice-activity.js';
import { voiceActivityModel } from '../../src/inference/silero-vad/voice-activity-model.js';
import { listenModel } from '../../src/inference/whisper/listen-model.js';
import { transcribeModel } from '../../src/inference/whisper/transcribe-model.js';
import { WhisperSpeech } from '../../src/inference/whisper/whisper-speech.js';
import type { PerceptionContext } from '../../src/stages/frame-observer.js';
import { hear, type HearModels } from '../../src/stages/hear/hear.js';
import { direct, directHost } from '../support/direct-models.js';

const MEDIA = fileURLToPath(new URL('../../../shared/media/', import.meta.url));
const present = existsSync(`${MEDIA}videos/videos.jsonl`);
if (!present) console.warn(`did not run: ${MEDIA} is not there`);

interface Truth {
  readonly file: string;
  readonly traits: readonly string[];
  readonly speech: readonly { readonly language: string; readonly transcript: string; readonly startS: number; readonly endS: number }[];
}

const context: PerceptionContext = { videoId: 'test', listingTexts: [], locale: null, market: null, width: 0, height: 0, durationS: 0, priority: 0, effort: 'fast' };

function soundOf(samples: Float32Array): AudioTrack {
  return { sampleRate: 16000, sampleCount: samples.length, read: async (start, end) => samples.slice(start, end) };
}

function decoded(file: string): Float32Array {
  const ffmpeg = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', file, '-vn', '-ac', '1', '-ar', '16000', '-f', 'f32le', '-'], { maxBuffer: 64 << 20 });
  if (ffmpeg.status !== 0) throw new Error(`ffmpeg failed on ${file}: ${ffmpeg.stderr.toString()}`);
  return new Float32Array(Uint8Array.from(ffmpeg.stdout).buffer);
}

(present ? describe : describe.skip)('hearing composed videos', () => {
  const all = present ? readFileSync(`${MEDIA}videos/videos.jsonl`, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Truth) : [];
  let models: HearModels;
  const hearFile = (file: string, change: Partial<PerceptionContext> = {}): Promise<Hearing> => hear(soundOf(decoded(MEDIA + file)), { ...context, ...change }, models, new AbortController().signal);

  beforeAll(async () => {
    const host = directHost();
    models = {
      voiceActivity: new SileroVoiceActivity(await direct(voiceActivityModel, host)),
      speech: new WhisperSpeech({ listen: await direct(listenModel('whisper-base'), host), transcribe: await direct(transcribeModel('whisper-base'), host) }),
    };
  });

  it('transcribes one video of each language with few errors, in its language, at its time', async () => {
    const languages = new Set<string>();
    const rows = all.filter(({ speech }) => {
      const [only, more] = speech;
      if (only === undefined || more !== undefined || languages.has(only.language)) return false;
      languages.add(only.language);
      return true;
    });
    expect(rows.length).toBeGreaterThanOrEqual(8);
    const heard = new Map<string, HeardSpeech>();
    for (const row of rows) {
      const { segments, languages: shares, silent, noSpeech } = await hearFile(row.file);
      heard.set(row.file, { transcript: segments, languages: shares });
      expect({ file: row.file, silent, noSpeech }).toEqual({ file: row.file, silent: false, noSpeech: false });
      // The truth is good to 0.2 s and counts breaths.
      expect(Math.abs((segments[0]?.startS ?? NaN) - (row.speech[0]?.startS ?? NaN))).toBeLessThan(1);
      expect(Math.abs((segments.at(-1)?.endS ?? NaN) - (row.speech.at(-1)?.endS ?? NaN))).toBeLessThan(0.7);
    }
    const report = evaluateSpeech(rows, heard);
    expect(report.singleLanguage).toEqual({ right: rows.length, videos: rows.length });
    expect(errorRate(report.overall)).toBeLessThan(0.15);
  });

  it('hears both languages of a video, one after the other', async () => {
    const [row] = all.filter(({ traits }) => traits.includes('two-languages'));
    if (row === undefined) throw new Error('no video in two languages in the truth file');
    const { languages, segments } = await hearFile(row.file);
    expect(languages.map(({ language }) => language).sort()).toEqual(row.speech.map(({ language }) => language.slice(0, 2)).sort());
    const [first, second] = row.speech;
    expect(segments[0]?.language).toBe(first?.language.slice(0, 2));
    expect(segments.at(-1)?.language).toBe(second?.language.slice(0, 2));
  });

  it('invents no words where nobody speaks', async () => {
    for (const { file, traits } of all.filter((row) => row.speech.length === 0 && !row.traits.includes('no-audio'))) {
      const { segments, languages, silent, noSpeech } = await hearFile(file);
      expect({ segments, languages, noSpeech }).toEqual({ segments: [], languages: [], noSpeech: true });
      expect(silent).toBe(traits.includes('silence'));
    }
  });

  it('writes Chinese for the market', async () => {
    const row = all.find(({ speech }) => speech.length === 1 && speech[0]?.language === 'zh-CN');
    if (row === undefined) throw new Error('no Chinese video in the truth file');
    const { segments } = await hearFile(row.file, { market: 'TW' });
    const text = segments.map((segment) => segment.text).join('');
    expect(text).toMatch(/[數據專項與語個]/u);
    expect(text).not.toMatch(/[数据专项与语个]/u);
  });

  it('stops when it is told to', async () => {
    const stop = new AbortController();
    const samples = decoded(MEDIA + (all[0]?.file ?? ''));
    const sound = soundOf(samples);
    const hearing = hear({ ...sound, read: (start, end) => (stop.abort(new DOMException('stop', 'AbortError')), sound.read(start, end)) }, context, models, stop.signal);
    await expect(hearing).rejects.toThrow('stop');
  });
});
