import type { Transcription } from '../../stages/hear/speech-model.js';
import type { ModelDefinition } from '../model-definition.js';
import { release } from '../release.js';
import { DecoderBatch, type Decoder } from './decoder.js';
import { decodeBeams, decodeStepwise, type Decoded } from './decoding.js';
import { decoderOf, setupOf, tokenTextOf } from './loaded-whisper.js';
import { NextToken, probabilityOf } from './next-token.js';
import { compressionRatio } from './repetition.js';
import { seededUniform } from './seeded-uniform.js';
import { statesOf } from './sound-stretch.js';
import type { TokenText } from './token-text.js';
import { whisperTasks, type TranscribeInput } from './whisper-tasks.js';
import type { WhisperSetup } from './whisper-setup.js';

/** No language needs more of Whisper's tokens for a second of speech (Thai, byte by byte, comes nearest). */
const TOKENS_PER_SECOND = 30;
const TOKENS_AT_LEAST = 24;

/**
 * Encoder states of all rows of a batch together at most: two rows of a full window. Their keys and values take 25 kB a
 * state in whisper-base. Beams count too where each needs a copy of its sound.
 */
const STATES_PER_BATCH = 3500;

function rowsThatFit({ stateCount, tailStates }: TranscribeInput): number {
  return Math.max(2, Math.floor(STATES_PER_BATCH / (stateCount + tailStates)));
}

/**
 * Stretches of encoded sound to text, without timestamps: prompt <|startoftranscript|> <|language|> <|transcribe|>
 * <|notimestamps|>. Sampled rows are decoded together, beams one stretch at a time.
 */
export function transcribeModel(model: string): ModelDefinition<TranscribeInput, Transcription> {
  return {
    name: whisperTasks(model).transcribe.name,
    needs: [model],
    load: async (host) => {
      const setup = await setupOf(host, model);
      const transcriber = new Transcriber(setup, await decoderOf(host, model), await tokenTextOf(host, model));
      return {
        run: async (inputs) => {
          const results: (Transcription | Error)[] = [];
          for (const together of sameLength(inputs)) {
            const transcribed = await transcriber.transcribe(together.map(({ input }) => input));
            together.forEach(({ index }, row) => (results[index] = transcribed[row] ?? new Error('no transcription came back')));
          }
          return results;
        },
      };
    },
  };
}

/** Rows that may share a batch; a beam search is a batch of its own. */
function sameLength(inputs: readonly TranscribeInput[]): readonly { readonly index: number; readonly input: TranscribeInput }[][] {
  const groups = new Map<string, { readonly index: number; readonly input: TranscribeInput }[]>();
  inputs.forEach((input, index) => {
    const key = input.decoding.kind === 'beam' ? `beam ${index}` : `${input.stateCount + input.tailStates}`;
    groups.set(key, [...(groups.get(key) ?? []), { index, input }]);
  });
  return Array.from(groups.values()).flatMap((group) => {
    const most = group[0] === undefined ? 1 : rowsThatFit(group[0].input);
    return Array.from({ length: Math.ceil(group.length / most) }, (_, chunk) => group.slice(chunk * most, (chunk + 1) * most));
  });
}

class Transcriber {
  readonly #next: NextToken;

  constructor(
    private readonly setup: WhisperSetup,
    private readonly decoder: Decoder,
    private readonly text: TokenText,
  ) {
    this.#next = new NextToken(setup.tokens);
  }

  async transcribe(rows: readonly TranscribeInput[]): Promise<readonly Transcription[]> {
    const prompts = rows.map(({ language }) => this.#prompt(language));
    const maxTokens = rows.map(({ speechS }) => this.#maxTokens(speechS, prompts[0]?.length ?? 0));
    const states = statesOf(rows);
    const batch = await DecoderBatch.start(this.decoder, states, prompts);
    release(states);
    try {
      return await this.#decode(batch, rows, maxTokens);
    } finally {
      batch.close();
    }
  }

  async #decode(batch: DecoderBatch, rows: readonly TranscribeInput[], maxTokens: readonly number[]): Promise<readonly Transcription[]> {
    const { endOfText } = this.setup.tokens;
    const silences = rows.map((_, row) => probabilityOf(batch.logits(row, 0), this.setup.tokens.noSpeech));
    const [only] = rows;
    if (rows.length === 1 && only?.decoding.kind === 'beam') {
      const width = this.decoder.sharesSound ? only.decoding.width : Math.min(only.decoding.width, rowsThatFit(only));
      return [this.#transcription(await decodeBeams(batch, this.#next, width, { endOfText, maxTokens: maxTokens[0] ?? 0 }), silences[0] ?? 0)];
    }
    const draws = rows.map(({ decoding }) => (decoding.kind === 'sample' ? { temperature: decoding.temperature, uniform: seededUniform(decoding.seed) } : null));
    const decoded = await decodeStepwise(batch, this.#next, { endOfText, maxTokens }, (logits, row) => {
      const draw = draws[row];
      return draw ? this.#next.sample(logits, draw.temperature, draw.uniform()) : this.#next.best(logits);
    });
    return decoded.map((one, row) => this.#transcription(one, silences[row] ?? 0));
  }

  #prompt(language: string): readonly number[] {
    const { startOfTranscript, transcribe, noTimestamps, languages } = this.setup.tokens;
    const spoken = languages.find(({ code }) => code === language);
    if (spoken === undefined) throw new RangeError(`language ${language} is none of this model's ${languages.length}`);
    return [startOfTranscript, spoken.token, transcribe, noTimestamps];
  }

  #maxTokens(speechS: number, promptLength: number): number {
    return Math.min(Math.ceil(TOKENS_AT_LEAST + TOKENS_PER_SECOND * speechS), this.setup.maxTokens - promptLength);
  }

  #transcription(decoded: Decoded, noSpeechProbability: number): Transcription {
    const text = this.text.decode(decoded.tokens).trim();
    return {
      text,
      meanLogProbability: perToken(decoded),
      noSpeechProbability,
      compressionRatio: compressionRatio(text),
      looped: decoded.looped,
      ended: decoded.ended,
    };
  }
}

function perToken({ tokens, logProbability, ended }: Decoded): number {
  return logProbability / Math.max(1, tokens.length + (ended ? 1 : 0));
}
