import type { HeardStretch } from '../../stages/hear/speech-model.js';
import type { ModelDefinition } from '../model-definition.js';
import { type Decoder, DecoderBatch } from './decoder.js';
import { decoderOf, setupOf } from './loaded-whisper.js';
import { LogMel } from './log-mel.js';
import { probabilitiesOf, probabilityOf } from './next-token.js';
import { statesOf, stretchOfSound } from './sound-stretch.js';
import { whisperTasks, type EncodedSound, type ListenInput, type ListenOutput } from './whisper-tasks.js';

/** More of a stretch tells nothing new about its language. */
const LANGUAGE_SECONDS = 10;
const GUESSES = 8;

/**
 * One window through the encoder: samples → [1, melBins, 3000] log-mel → [1, 1500, stateSize] states; then for each
 * stretch one decoder step after <|startoftranscript|> on the states of that stretch alone: the softmax over the
 * language tokens, and P(<|nospeech|>).
 */
export function listenModel(model: string): ModelDefinition<ListenInput, ListenOutput> {
  return {
    name: whisperTasks(model).listen.name,
    needs: [model],
    load: async (host) => {
      const setup = await setupOf(host, model);
      const decoder = await decoderOf(host, model);
      const encoder = await host.session(model, 'onnx/encoder_model_quantized.onnx');
      const mel = new LogMel(setup);
      const features = new Float32Array(setup.melBins * mel.frames);
      const statesPerSecond = (setup.windowStates * setup.sampleRate) / setup.windowSamples;

      const encode = async (samples: Float32Array): Promise<EncodedSound> => {
        mel.write(samples, features);
        const encoded = await encoder.run({ input_features: new host.ort.Tensor('float32', features, [1, setup.melBins, mel.frames]) });
        const values = encoded['last_hidden_state']?.data as Float32Array;
        const states = new Float32Array(new SharedArrayBuffer(values.byteLength));
        states.set(values);
        const soundStates = Math.min(setup.windowStates, Math.ceil((samples.length / setup.sampleRate) * statesPerSecond));
        return { states, stateSize: setup.stateSize, statesPerSecond, soundStates };
      };

      return {
        run: async (inputs) => {
          const outputs: ListenOutput[] = [];
          for (const { samples, stretches } of inputs) {
            const sound = await encode(samples);
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
  const batch = await DecoderBatch.start(decoder, statesOf([stretchOfSound(sound, startS, endS, endS)]), [[tokens.startOfTranscript]]);
  const logits = batch.logits(0);
  const probabilities = probabilitiesOf(logits, tokens.languages.map(({ token }) => token));
  return {
    noSpeechProbability: probabilityOf(logits, tokens.noSpeech),
    languages: tokens.languages
      .map(({ code }, index) => ({ language: code, probability: probabilities[index] ?? 0 }))
      .sort((a, b) => b.probability - a.probability)
      .slice(0, GUESSES),
  };
}
