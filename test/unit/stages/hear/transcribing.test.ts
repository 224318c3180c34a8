import { describe, expect, it } from '@jest/globals';
import type { Decoding, Transcription } from '../../../../src/stages/hear/speech-model.js';
import { judge, transcribeCarefully } from '../../../../src/stages/hear/transcribing.js';

const GOOD: Transcription = { text: 'A cup of coffee.', meanLogProbability: -0.1, noSpeechProbability: 0.01, compressionRatio: 1.1, looped: false, ended: true };

describe('guards', () => {
  it.each<[string, Partial<Transcription>, string[]]>([
    ['clear speech', {}, []],
    ['a loop', { looped: true }, ['speech-repetition']],
    ['text that compresses too well', { compressionRatio: 2.5 }, ['speech-repetition']],
    ['unsure words where nobody speaks', { noSpeechProbability: 0.7, meanLogProbability: -1.1 }, ['speech-no-speech']],
    ['unsure words', { meanLogProbability: -1.1 }, ['speech-low-confidence']],
    ['more text than can be said', { text: 'x'.repeat(200) }, ['speech-implausible-rate']],
  ])('%s', (_name, change, doubts) => {
    expect(judge({ ...GOOD, ...change }, 3).doubts).toEqual(doubts);
  });
});

describe('careful transcription', () => {
  const script = (answers: Partial<Record<string, Partial<Transcription>>>): { asked: string[]; decode: (decoding: Decoding) => Promise<Transcription> } => {
    const asked: string[] = [];
    return {
      asked,
      decode: async (decoding) => {
        const name = decoding.kind === 'sample' ? `sample ${decoding.temperature}` : decoding.kind;
        asked.push(name);
        return { ...GOOD, text: name, ...answers[name] };
      },
    };
  };

  it('decodes clear speech once', async () => {
    const { asked, decode } = script({});
    expect((await transcribeCarefully(decode, 3, 'fast')).transcription.text).toBe('greedy');
    expect(asked).toEqual(['greedy']);
  });

  it('searches wider where it is unsure and keeps the likelier text', async () => {
    const better = script({ greedy: { meanLogProbability: -0.6 }, beam: { meanLogProbability: -0.4 } });
    expect((await transcribeCarefully(better.decode, 3, 'fast')).transcription.text).toBe('beam');
    expect(better.asked).toEqual(['greedy', 'beam']);
    const worse = script({ greedy: { meanLogProbability: -0.6 }, beam: { meanLogProbability: -0.7 } });
    expect((await transcribeCarefully(worse.decode, 3, 'fast')).transcription.text).toBe('greedy');
  });

  it('draws at a temperature only while every text loops', async () => {
    const { asked, decode } = script({ greedy: { looped: true, ended: false }, beam: { compressionRatio: 5 } });
    const { transcription, doubts } = await transcribeCarefully(decode, 3, 'fast');
    expect(asked).toEqual(['greedy', 'beam', 'sample 0.4']);
    expect(transcription.text).toBe('sample 0.4');
    expect(doubts).toEqual([]);
  });

  it('looks harder at everything when thinking asks for it', async () => {
    const { asked, decode } = script({});
    await transcribeCarefully(decode, 3, 'high');
    expect(asked).toEqual(['greedy', 'beam']);
  });

  it('tells of the guards that still fire', async () => {
    const bad = { looped: true, ended: false, meanLogProbability: -2 };
    const { decode } = script({ greedy: bad, beam: bad, 'sample 0.4': bad });
    expect((await transcribeCarefully(decode, 3, 'fast')).doubts).toEqual(['speech-repetition', 'speech-low-confidence']);
  });
});
