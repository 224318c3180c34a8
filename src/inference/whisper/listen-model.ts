import type { HeardStretch } from '../../stages/hear/speech-model.js';
import type { ModelDefinition } from '../model-definition.js';
import { release } from '../release.js';
import type { Decoder } from './decoder.js';
import { decoderOf, encoderOf } from './loaded-whisper.js';
import { probabilitiesOf, probabilityOf } from './next-token.js';
import { statesOf, stretchOfSound } from './sound-stretch.js';
import { whisperTasks, type EncodedSound, type ListenInput, type ListenOutput } from './whisper-tasks.js';

/** More of a stretch tells nothing new about its language. */
const LANGUAGE_SECONDS = 10;
const GUESSES = 8;

/**
 * One window through the encoder: then for each
 * stretch one decoder step after <|startoftranscript|> on the states of that stretch alone: the softmax over the
 * language tokens, and P(<|nospeech|>).
 */
export function listenModel(model: string): ModelDefinition<ListenInput, ListenOutput> {
  return {
    name: whisperTasks(model).listen.name,
    needs: [model],
    load: async (host) => {
      const decoder = await decoderOf(host, model);
      const encoder = await encoderOf(host, model);
      return {
        run: async (inputs) => {
          const outputs: ListenOutput[] = [];
          for (const { samples, stretches, wholeWindow } of inputs) {
            const sound = await encoder.encode(samples, wholeWindow);
            const heard: HeardStretch[] = [];
            for (const { startS, endS } of stretches) heard.push(await languagesOf(decoder, sound, startS, Math.min(endS, startS + LANGUAGE_SECONDS)));
            outputs.push({ sound, stretches: heard });
          }
          return outputs;
        },
      };
    },
  };
}

async function languagesOf(decoder: Decoder, sound: EncodedSound, startS: number, endS: number): Promise<HeardStretch> {
  const { tokens } = decoder.setup;
  const states = statesOf([stretchOfSound(sound, startS, endS, endS)]);
  const logits = await decoder.logitsAfter(states, [tokens.startOfTranscript]);
  const probabilities = probabilitiesOf(logits, tokens.languages.map(tokenOf));
  const guesses = tokens.languages.map(({ code }, index) => ({ language: code, probability: probabilities[index] ?? 0 }));
  const noSpeechProbability = probabilityOf(logits, tokens.noSpeech);
  release(states, logits);
  return { noSpeechProbability, languages: guesses.sort(likelierFirst).slice(0, GUESSES) };
}

const tokenOf = ({ token }: { readonly token: number }): number => token;
const likelierFirst = (a: { readonly probability: number }, b: { readonly probability: number }): number => b.probability - a.probability;
