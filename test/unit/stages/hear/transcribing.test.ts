import { describe, expect, it } from '@jest/globals';
import type { Transcription } from '../../../../src/stages/hear/speech-model.js';
import { CARE, judge, transcribeCarefully, type Decode, type Spoken } from '../../../../src/stages/hear/transcribing.js';

const GOOD: Transcription = { text: 'A cup of coffee.', meanLogProbability: -0.1, noSpeechProbability: 0.01, compressionRatio: 1.1, looped: false, ended: true };

const spoken = (seconds: number, language = 'en'): Spoken => ({ seconds, language });

describe('guards', () => {
  it('ask more of a short burst that may be no speech', () => {
    const burst = { ...GOOD, text: 'you', noSpeechProbability: 0.8, meanLogProbability: -0.8 };
    expect(judge(burst, spoken(0.6)).doubts).toEqual(['speech-no-speech']);
    expect(judge(burst, spoken(3)).doubts).toEqual([]);
  });

  it.each<[string, Partial<Transcription>, string[]]>([
    ['clear speech', {}, []],
    ['a loop', { looped: true }, ['speech-repetition']],
    ['text that compresses too well', { compressionRatio: 2.5 }, ['speech-repetition']],
    ['a long sentence said twice', { text: 'Each project is specific to a domain. Each project is specific to a domain.' }, ['speech-repetition']],
    ['a short one said twice', { text: 'Buy now! Buy now! It is good.' }, []],
    ['unsure words where nobody speaks', { noSpeechProbability: 0.7, meanLogProbability: -1.1 }, ['speech-no-speech']],
    ['unsure words', { meanLogProbability: -1.1 }, ['speech-low-confidence']],
    ['more text than can be said', { text: 'x'.repeat(200) }, ['speech-implausible-rate']],
  ])('%s', (_name, change, doubts) => {
    expect(judge({ ...GOOD, ...change }, spoken(3)).doubts).toEqual(doubts);
  });
});

it('more syllables than can be said are fewer than letters', () => {
  const text = '今天我们要介绍的是新款'.repeat(6);
  expect(judge({ ...GOOD, text }, spoken(4, 'zh')).doubts).toEqual(['speech-implausible-rate']);
  expect(judge({ ...GOOD, text: 'a'.repeat(66) }, spoken(4)).doubts).toEqual([]);
});

describe('careful transcription', () => {
  /** Answers by name; what is decoded after listening again is called `again beam` and so on. */
  const script = (answers: Partial<Record<string, Partial<Transcription>>>) => {
    const asked: string[] = [];
    const decodeAs = (prefix: string): Decode => async (decoding) => {
      const name = prefix + (decoding.kind === 'sample' ? `sample ${decoding.temperature}` : decoding.kind);
      asked.push(name);
      return { ...GOOD, text: name, ...answers[name] };
    };
    return { asked, transcribe: (care = CARE.fast) => transcribeCarefully(decodeAs(''), async () => decodeAs('again '), spoken(3), care) };
  };
  const LOOP = { looped: true, ended: false };

  it('decodes clear speech once', async () => {
    const { asked, transcribe } = script({ beam: { meanLogProbability: -0.05 } });
    expect((await transcribe()).transcription.text).toBe('beam');
    expect(asked).toEqual(['beam']);
  });

  it('searches with as many beams as care sets', async () => {
    const asked: unknown[] = [];
    const decode: Decode = async (decoding) => {
      asked.push(decoding);
      return { ...GOOD, meanLogProbability: -0.15 };
    };
    await transcribeCarefully(decode, async () => decode, spoken(3), CARE.fast);
    expect(asked).toEqual([{ kind: 'beam', width: CARE.fast.beams }]);
  });

  it('listens again where the search is unsure too, and keeps the best of all', async () => {
    const { asked, transcribe } = script({ beam: { meanLogProbability: -0.6 }, 'again beam': { meanLogProbability: -0.3 } });
    expect((await transcribe()).transcription.text).toBe('again beam');
    expect(asked).toEqual(['beam', 'again beam']);
  });

  it('slows the sound more each time that it listens again, until a text is sure', async () => {
    const slowness: number[] = [];
    const decodeFrom = (meanLogProbability: number): Decode => async () => ({ ...GOOD, meanLogProbability });
    const sureAt = (sure: number) => async (slowedBy: number): Promise<Decode> => {
      slowness.push(slowedBy);
      return decodeFrom(slowedBy >= sure ? -0.1 : -0.5);
    };
    const care = { ...CARE.fast, listenAgainBelow: -0.2, slowedBy: [1, 1.15, 1.25] };
    const { transcription } = await transcribeCarefully(decodeFrom(-0.9), sureAt(1.1), spoken(3), care);
    expect(slowness).toEqual([1, 1.15]);
    expect(transcription.meanLogProbability).toBe(-0.1);
  });

  it('draws at a temperature only while every text loops', async () => {
    const { asked, transcribe } = script({ beam: LOOP, 'again beam': LOOP });
    const { transcription, doubts } = await transcribe();
    expect(asked).toEqual(['beam', 'again beam', 'again sample 0.4']);
    expect(transcription.text).toBe('again sample 0.4');
    expect(doubts).toEqual([]);
  });

  it('looks harder at everything when thinking asks for it', async () => {
    const { asked, transcribe } = script({});
    await transcribe({ ...CARE.high, listenAgainBelow: 0 });
    expect(asked).toEqual(['beam', 'again beam', 'again beam', 'again beam']);
  });

  it('tells of the guards that still fire', async () => {
    const bad = { ...LOOP, meanLogProbability: -2 };
    const { transcribe } = script({ beam: bad, 'again beam': bad, 'again sample 0.4': bad });
    expect((await transcribe()).doubts).toEqual(['speech-repetition', 'speech-low-confidence']);
  });
});
