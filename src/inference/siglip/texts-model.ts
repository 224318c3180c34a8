import type { ModelDefinition, ModelHost } from '../model-definition.js';
import { eachAlone } from '../each-alone.js';
import { SESSION_OPTIONS } from '../worker/session-options.js';
import { onlyInput, unitVectors, type Encoder } from './pooled-output.js';
import { siglipTasks, type EncodedTexts, type EncodeTextsInput } from './siglip-tasks.js';
import { TextTokens } from './text-tokens.js';

const FILE = 'onnx/text_model_quantized.onnx';
const OUTPUTS = ['text_embeds', 'pooler_output'];
/** Texts in one run of the model: its memory does not grow with how many there are in all. */
const BATCH = 8;

/**
 * SigLIP's text half: `input_ids` int64 [n, 64] → pooled [n, 768], brought to length 1. Tokenizer and session live for
 * one call only: a process asks once, and they are larger than all the rest of the model (256 000 tokens).
 */
export function textsModel(model: string): ModelDefinition<EncodeTextsInput, EncodedTexts> {
  return {
    name: siglipTasks(model).encodeTexts.name,
    needs: [model],
    load: (host) => Promise.resolve({ run: (inputs) => eachAlone(inputs, ({ texts }) => encodeAll(host, model, texts)) }),
  };
}

async function encodeAll(host: ModelHost, model: string, texts: readonly string[]): Promise<EncodedTexts> {
  const tokens = await TextTokens.load(host, model);
  const session = await host.ort.InferenceSession.create(host.file(model, FILE), SESSION_OPTIONS);
  try {
    return await encodeInBatches(host, { model, file: FILE, session }, tokens, texts);
  } finally {
    await session.release();
  }
}

async function encodeInBatches(host: ModelHost, encoder: Encoder, tokens: TextTokens, texts: readonly string[]): Promise<EncodedTexts> {
  const input = onlyInput(encoder, 'input_ids');
  let all: EncodedTexts | null = null;
  for (let at = 0; at < texts.length; at += BATCH) {
    const some = texts.slice(at, at + BATCH);
    const ids = new host.ort.Tensor('int64', tokens.rows(some), [some.length, tokens.length]);
    const { vectors, width } = unitVectors(encoder, await encoder.session.run({ [input]: ids }), OUTPUTS, some.length);
    all ??= { vectors: new Float32Array(new SharedArrayBuffer(4 * texts.length * width)), width };
    if (width !== all.width) throw new Error(`${encoder.model}: ${encoder.file} gives vectors of ${width} and of ${all.width} numbers; wanted one width`);
    all.vectors.set(vectors, at * width);
  }
  if (all === null) throw new Error(`${encoder.model}: there is no text to encode`);
  return all;
}
