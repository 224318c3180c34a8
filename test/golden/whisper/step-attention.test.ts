import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as ort from 'onnxruntime-node';
import { STEP_INPUTS, withStepAttention } from '../../../src/inference/whisper/step-attention.js';
import { RoomyTextCache } from '../../../src/inference/whisper/text-cache.js';
import { SESSION_OPTIONS } from '../../../src/inference/worker/session-options.js';

const FOLDER = 'models/whisper-base/onnx/';
const SHAPE = { heads: 8, stateSize: 512 };
const STATES = 120;
const PROMPT = [50258, 50259, 50359, 50363];
type Tensors = Record<string, ort.Tensor>;

let graph: ort.InferenceSession;
let rewritten: ort.InferenceSession;
let text: Tensors;
let sound: Tensors;

const ids = (tokens: readonly number[], rows: number): ort.Tensor => new ort.Tensor('int64', BigInt64Array.from(tokens, BigInt), [rows, tokens.length / rows]);
const named = (outputs: ort.InferenceSession.OnnxValueMapType, kind: string): Tensors =>
  Object.fromEntries(Object.entries(outputs).filter(([name]) => name.includes(`.${kind}.`)).map(([name, tensor]) => [name.replace('present.', 'past_key_values.'), tensor]));

function repeated(tensors: Tensors, rows: number): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, tensor]) => {
      const data = new Float32Array(tensor.size * rows);
      for (let row = 0; row < rows; row += 1) data.set(tensor.data as Float32Array, row * tensor.size);
      return [name, new ort.Tensor('float32', data, [rows, ...tensor.dims.slice(1)])];
    }),
  );
}

/** Logits and the new keys of the last layer of a step of these tokens, each in a row of its own. */
async function step(session: ort.InferenceSession, tokens: readonly number[], heard: Tensors, past = repeated(text, tokens.length)): Promise<{ readonly logits: Float32Array; readonly keys: Float32Array }> {
  const rows = tokens.length;
  const outputs = await session.run(
    { ...past, ...heard, input_ids: ids(tokens, rows), encoder_hidden_states: new ort.Tensor('float32', new Float32Array(rows * 512), [rows, 1, 512]), use_cache_branch: new ort.Tensor('bool', Uint8Array.of(1), [1]) },
    ['logits', 'present.5.decoder.key'],
  );
  expect(outputs['logits']?.dims).toEqual([rows, 1, 51865]);
  const keys = outputs['present.5.decoder.key'];
  const places = keys?.dims[2] ?? 0;
  expect(places).toBe(session === rewritten ? 1 : PROMPT.length + 1);
  return { logits: outputs['logits']?.data as Float32Array, keys: (keys?.data as Float32Array).filter((_, i) => Math.floor(i / 64) % places === places - 1) };
}

/** The prompt's keys and values in each of so many rows, with room for more. */
function roomy(rows: number): Tensors {
  const cache = new RoomyTextCache(ort, 8, 64);
  cache.load(text, 1, PROMPT.length);
  cache.select(new Array<number>(rows).fill(0));
  return cache.feeds();
}

const error = (made: Float32Array, wanted: Float32Array): number => Math.sqrt(wanted.reduce((sum, value, i) => sum + (value - (made[i] ?? NaN)) ** 2, 0) / wanted.reduce((sum, value) => sum + value ** 2, 0));

beforeAll(async () => {
  const bytes = await readFile(`${FOLDER}decoder_model_merged_quantized.onnx`);
  graph = await ort.InferenceSession.create(bytes, SESSION_OPTIONS);
  const model = withStepAttention(bytes, SHAPE);
  if (model === null) throw new Error('the decoder was not rewritten');
  rewritten = await ort.InferenceSession.create(model, SESSION_OPTIONS);
  const states = Float32Array.from({ length: STATES * 512 }, (_, i) => 0.8 * Math.sin(0.37 * i + 0.01 * Math.floor(i / 512)));
  const none = Object.fromEntries(graph.inputNames.filter((name) => name.startsWith('past_key_values.')).map((name) => [name, new ort.Tensor('float32', new Float32Array(0), [1, 8, 0, 64])]));
  const noStep = { [STEP_INPUTS.length]: new ort.Tensor('int64', BigInt64Array.of(0n), []), [STEP_INPUTS.bias]: new ort.Tensor('float32', new Float32Array(1), [1, 1, 1, 1]) };
  const first = await rewritten.run({ ...none, ...noStep, input_ids: ids(PROMPT, 1), encoder_hidden_states: new ort.Tensor('float32', states, [1, STATES, 512]), use_cache_branch: new ort.Tensor('bool', Uint8Array.of(0), [1]) });
  text = named(first, 'decoder');
  sound = named(first, 'encoder');
});

describe('the decoder with attention in one node', () => {
  it('has the inputs and outputs that it had, and those of a past with room', () => {
    expect(rewritten.inputNames).toEqual([...graph.inputNames, STEP_INPUTS.length, STEP_INPUTS.bias]);
    expect(rewritten.outputNames).toEqual(graph.outputNames);
  });

  it('makes of a token what the graph made of it', async () => {
    const wanted = await step(graph, [440], sound);
    const made = await step(rewritten, [440], sound, roomy(1));
    expect(error(made.logits, wanted.logits)).toBeLessThan(0.02);
    expect(error(made.keys, wanted.keys)).toBeLessThan(0.02);
  });

  it('lets rows share one sound as if each had its own', async () => {
    const tokens = [440, 11, 2221, 50];
    const wanted = await step(graph, tokens, repeated(sound, 4));
    for (const heard of [sound, repeated(sound, 2), repeated(sound, 4)]) {
      const made = await step(rewritten, tokens, heard, roomy(4));
      expect(error(made.logits, wanted.logits)).toBeLessThan(0.03);
    }
  });
});

it('leaves graphs alone that are written otherwise', async () => {
  expect(withStepAttention(await readFile(`${FOLDER}encoder_model_quantized.onnx`), SHAPE)).toBeNull();
  expect(withStepAttention(await readFile('models/silero-vad/silero_vad_16k_op15.onnx'), SHAPE)).toBeNull();
});
