import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { ThalwegError } from '../../domain/errors.js';
import type { ModelHost } from '../model-definition.js';

/** What a Whisper folder in the onnx-community layout says of itself; nothing of a size is assumed. */
export interface WhisperSetup {
  readonly melBins: number;
  readonly decoderLayers: number;
  readonly decoderHeads: number;
  readonly headSize: number;
  /** Width of an encoder state. */
  readonly stateSize: number;
  readonly vocabularySize: number;
  /** Prompt and output together. */
  readonly maxTokens: number;
  readonly sampleRate: number;
  readonly fftSize: number;
  readonly hopSize: number;
  /** Samples, mel frames and encoder states of one window (30 s). */
  readonly windowSamples: number;
  readonly windowFrames: number;
  readonly windowStates: number;
  readonly tokens: SpecialTokens;
}

export interface SpecialTokens {
  readonly startOfTranscript: number;
  readonly endOfText: number;
  readonly transcribe: number;
  readonly noTimestamps: number;
  /** `<|nospeech|>`, called `<|nocaptions|>` in older vocabularies. */
  readonly noSpeech: number;
  readonly suppressed: readonly number[];
  readonly suppressedAtStart: readonly number[];
  /** Language code as Whisper writes it (`en`, `yue`, `jw`) and its token, in the order of the tokens. */
  readonly languages: readonly { readonly code: string; readonly token: number }[];
}

const configFile = z.object({
  d_model: z.number().int().positive(),
  decoder_layers: z.number().int().positive(),
  decoder_attention_heads: z.number().int().positive(),
  vocab_size: z.number().int().positive(),
  max_target_positions: z.number().int().positive(),
  max_source_positions: z.number().int().positive(),
  num_mel_bins: z.number().int().positive(),
});

const generationFile = z.object({
  decoder_start_token_id: z.number().int(),
  eos_token_id: z.union([z.number().int(), z.array(z.number().int()).min(1)]),
  no_timestamps_token_id: z.number().int(),
  suppress_tokens: z.array(z.number().int()).default([]),
  begin_suppress_tokens: z.array(z.number().int()).nullish(),
  lang_to_id: z.record(z.string(), z.number().int()),
  task_to_id: z.object({ transcribe: z.number().int() }),
});

const preprocessorFile = z.object({
  feature_size: z.number().int().positive(),
  hop_length: z.number().int().positive(),
  n_fft: z.number().int().positive(),
  n_samples: z.number().int().positive(),
  nb_max_frames: z.number().int().positive(),
  sampling_rate: z.number().int().positive(),
});

/** @throws ThalwegError MODEL_CORRUPT when a file is missing or does not describe a multilingual Whisper. */
export async function readWhisperSetup(host: Pick<ModelHost, 'file'>, model: string): Promise<WhisperSetup> {
  const config = await readJson(host, model, 'config.json', configFile);
  const generation = await readJson(host, model, 'generation_config.json', generationFile);
  const preprocessor = await readJson(host, model, 'preprocessor_config.json', preprocessorFile);
  const languages = Object.entries(generation.lang_to_id)
    .map(([name, token]) => ({ code: name.replace(/^<\|(.*)\|>$/, '$1'), token }))
    .sort((a, b) => a.token - b.token);
  if (languages.length === 0) throw new ThalwegError('MODEL_CORRUPT', `${model}/generation_config.json lists no languages; wanted a multilingual Whisper`);
  return {
    melBins: config.num_mel_bins,
    decoderLayers: config.decoder_layers,
    decoderHeads: config.decoder_attention_heads,
    headSize: config.d_model / config.decoder_attention_heads,
    stateSize: config.d_model,
    vocabularySize: config.vocab_size,
    maxTokens: config.max_target_positions,
    sampleRate: preprocessor.sampling_rate,
    fftSize: preprocessor.n_fft,
    hopSize: preprocessor.hop_length,
    windowSamples: preprocessor.n_samples,
    windowFrames: preprocessor.nb_max_frames,
    windowStates: config.max_source_positions,
    tokens: {
      startOfTranscript: generation.decoder_start_token_id,
      endOfText: Array.isArray(generation.eos_token_id) ? (generation.eos_token_id[0] ?? 0) : generation.eos_token_id,
      transcribe: generation.task_to_id.transcribe,
      noTimestamps: generation.no_timestamps_token_id,
      // In every Whisper vocabulary the token before <|notimestamps|>.
      noSpeech: generation.no_timestamps_token_id - 1,
      suppressed: generation.suppress_tokens,
      suppressedAtStart: generation.begin_suppress_tokens ?? [],
      languages,
    },
  };
}

async function readJson<Shape extends z.ZodType>(host: Pick<ModelHost, 'file'>, model: string, path: string, shape: Shape): Promise<z.output<Shape>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(host.file(model, path), 'utf8'));
  } catch (cause) {
    throw new ThalwegError('MODEL_CORRUPT', `${model}/${path} cannot be read as JSON`, { cause });
  }
  const checked = shape.safeParse(parsed);
  if (!checked.success) throw new ThalwegError('MODEL_CORRUPT', `${model}/${path} is not a Whisper configuration: ${z.prettifyError(checked.error)}`);
  return checked.data;
}
