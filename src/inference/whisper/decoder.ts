import type * as Ort from 'onnxruntime-node';
import type { ModelHost } from '../model-definition.js';
import { release } from '../release.js';
import { STEP_INPUTS, withStepAttention } from './step-attention.js';
import { gatherRows, RoomyTextCache, WholeTextCache, type Tensors, type TextCache } from './text-cache.js';
import type { WhisperSetup } from './whisper-setup.js';

/** What the prompt made of each row. */
interface Start {
  readonly rows: number;
  readonly length: number;
  /** [rows, heads, length, headSize] by input name. */
  readonly text: Tensors;
  /** [rows, heads, states, headSize] by input name. */
  readonly sound: Tensors;
  /** [rows, length, vocabularySize] */
  readonly logits: Float32Array;
}

/**
 * One batch of sequences in the merged decoder (the optimum export that onnx-community folders carry): the keys and values of the text so far,
 * those of the sound, and the logits of the last token. The rows of a batch share their number of encoder states and
 * of tokens, because the graph has no mask; it does not couple rows. From its first step on a batch works in memory of
 * its decoder; of two batches only the one that began to step last can go on.
 */
export class DecoderBatch {
  readonly #decoder: Decoder;
  readonly #start: Start;
  #rows: number;
  #sound: Tensors;
  #logits: Float32Array;
  #length: number;
  #begun = false;

  private constructor(decoder: Decoder, start: Start) {
    this.#decoder = decoder;
    this.#start = start;
    this.#rows = start.rows;
    this.#length = start.length;
    this.#sound = start.sound;
    this.#logits = start.logits;
  }

  /** `states`: [rows, n, stateSize]; every row gets the same number of prompt tokens: `prompts` is [rows][length]. */
  static async start(decoder: Decoder, states: Float32Array, prompts: readonly (readonly number[])[]): Promise<DecoderBatch> {
    const first = await decoder.first(states, prompts);
    return new DecoderBatch(decoder, { rows: prompts.length, length: prompts[0]?.length ?? 0, text: decoder.presents(first, 'decoder'), sound: decoder.presents(first, 'encoder'), logits: float32(first, 'logits') });
  }

  get rows(): number {
    return this.#rows;
  }

  /** Tokens of each row so far, the prompt included. */
  get length(): number {
    return this.#length;
  }

  /** Logits after token `position` of the last call (default: its last one) of one row; a view that the next call outdates. */
  logits(row: number, position?: number): Float32Array {
    const size = this.#decoder.setup.vocabularySize;
    const positions = this.#logits.length / (this.#rows * size);
    const at = (row * positions + (position ?? positions - 1)) * size;
    return this.#logits.subarray(at, at + size);
  }

  /** Appends one token to every row. */
  async step(tokens: readonly number[]): Promise<void> {
    const text = this.#takeText();
    const next = await this.#decoder.next(tokens, text.feeds(), this.#sound);
    text.append(this.#decoder.presents(next, 'decoder'));
    release(this.#logits);
    this.#logits = float32(next, 'logits');
    this.#length += 1;
  }

  /**
   * Goes on with the rows `kept` (a row may be named twice: beams that fork). Logits are outdated by this.
   * `sameSound`: all rows hear the same sound, so only the number of rows of the sound caches matters.
   */
  select(kept: readonly number[], sameSound = false): void {
    const unchanged = kept.length === this.#rows && kept.every((row, index) => row === index);
    if (unchanged) return;
    this.#takeText().select(kept);
    if (sameSound && this.#decoder.sharesSound) this.#sound = this.#start.sound;
    else if (!sameSound || kept.length > this.#rows) this.#sound = gatherRows(this.#decoder.ort, this.#sound, kept);
    else if (kept.length < this.#rows) this.#sound = this.#decoder.rows(this.#sound, 0, kept.length);
    this.#rows = kept.length;
  }

  /** Gives the memory of its tensors back; the batch is of no use after it. */
  close(): void {
    const { text, sound } = this.#start;
    release(this.#logits, ...[text, sound, this.#sound].flatMap((caches) => Object.values(caches).map(({ data }) => data as Float32Array)));
  }

  #takeText(): TextCache {
    const text = this.#decoder.textOf(this, !this.#begun);
    if (!this.#begun) text.load(this.#start.text, this.#start.rows, this.#start.length);
    this.#begun = true;
    return text;
  }
}

/** The decoder session with the names and shapes of its inputs. */
export class Decoder {
  readonly #empty: Tensors;
  readonly #text: TextCache;
  /** The cached branch returns the sound's keys and values as empty placeholders: not asked for. */
  readonly #stepOutputs: readonly string[];
  #user: DecoderBatch | null = null;

  /** `sharesSound`: one row of the sound caches serves as many rows of text as follow one another (`withStepAttention`). */
  private constructor(
    readonly ort: typeof Ort,
    readonly session: Ort.InferenceSession,
    readonly setup: WhisperSetup,
    readonly sharesSound: boolean,
  ) {
    this.#text = sharesSound ? new RoomyTextCache(ort, setup.decoderHeads, setup.headSize) : new WholeTextCache(ort);
    this.#stepOutputs = session.outputNames.filter((name) => !name.includes('.encoder.'));
    this.#empty = Object.fromEntries(session.inputNames.filter((name) => name.startsWith('past_key_values.')).map((name) => [name, this.#tensor(new Float32Array(0), 1, 0)]));
  }

  static async load(host: ModelHost, model: string, setup: WhisperSetup): Promise<Decoder> {
    let sharesSound = false;
    const session = await host.session(model, 'onnx/decoder_model_merged_quantized.onnx', {}, (bytes) => {
      const rewritten = withStepAttention(bytes, { heads: setup.decoderHeads, stateSize: setup.stateSize });
      sharesSound = rewritten !== null;
      return rewritten ?? bytes;
    });
    return new Decoder(host.ort, session, setup, sharesSound);
  }

  /** The prompt on the sound; `outputs`: names of those that are wanted, default all. */
  first(states: Float32Array, prompts: readonly (readonly number[])[], outputs: readonly string[] = this.session.outputNames): Promise<Ort.InferenceSession.OnnxValueMapType> {
    const rows = prompts.length;
    const { stateSize } = this.setup;
    const empty = rows === 1 ? this.#empty : Object.fromEntries(Object.keys(this.#empty).map((name) => [name, this.#tensor(new Float32Array(0), rows, 0)]));
    return this.session.run(
      {
        ...empty,
        ...(this.sharesSound ? this.#noStep() : {}),
        input_ids: this.#ids(prompts.flat(), rows),
        encoder_hidden_states: new this.ort.Tensor('float32', states, [rows, states.length / rows / stateSize, stateSize]),
        use_cache_branch: new this.ort.Tensor('bool', Uint8Array.of(0), [1]),
      },
      outputs,
    );
  }

  /** Logits after one token on the sound `states` [n, stateSize], where nothing is appended. */
  async logitsAfter(states: Float32Array, prompt: readonly [number]): Promise<Float32Array> {
    return float32(await this.first(states, [prompt], ['logits']), 'logits');
  }

  /** One token for each row. */
  next(tokens: readonly number[], text: Tensors, sound: Tensors): Promise<Ort.InferenceSession.OnnxValueMapType> {
    const rows = tokens.length;
    const { stateSize } = this.setup;
    return this.session.run(
      {
        ...text,
        ...sound,
        input_ids: this.#ids(tokens, rows),
        // Wanted by the graph's signature, not read by the cached branch.
        encoder_hidden_states: new this.ort.Tensor('float32', new Float32Array(rows * stateSize), [rows, 1, stateSize]),
        use_cache_branch: new this.ort.Tensor('bool', Uint8Array.of(1), [1]),
      },
      this.#stepOutputs,
    );
  }

  /** `present.*` outputs of one kind under the names of the inputs that they become. */
  presents(outputs: Ort.InferenceSession.OnnxValueMapType, kind: 'decoder' | 'encoder'): Tensors {
    const found: Record<string, Ort.Tensor> = {};
    for (const [name, value] of Object.entries(outputs)) {
      if (name.startsWith('present.') && name.includes(`.${kind}.`)) found[name.replace('present.', 'past_key_values.')] = value;
    }
    return found;
  }

  /** A view of rows `first` … `last` − 1. */
  rows(caches: Tensors, first: number, last: number): Tensors {
    return Object.fromEntries(
      Object.entries(caches).map(([name, cache]) => {
        const size = cache.size / (cache.dims[0] ?? 1);
        return [name, this.#tensor((cache.data as Float32Array).subarray(first * size, last * size), last - first, cache.dims[2] ?? 0)];
      }),
    );
  }

  /** The text cache for `batch`, which steps now. Throws when another one has begun since it did: their memory is the same. */
  textOf(batch: DecoderBatch, begins: boolean): TextCache {
    if (begins) this.#user = batch;
    else if (this.#user !== batch) throw new Error('another batch of this decoder has begun to step');
    return this.#text;
  }

  #noStep(): Tensors {
    return { [STEP_INPUTS.length]: new this.ort.Tensor('int64', BigInt64Array.of(0n), []), [STEP_INPUTS.bias]: new this.ort.Tensor('float32', new Float32Array(1), [1, 1, 1, 1]) };
  }

  #tensor(values: Float32Array, rows: number, length: number): Ort.Tensor {
    return new this.ort.Tensor('float32', values, [rows, this.setup.decoderHeads, length, this.setup.headSize]);
  }

  #ids(ids: readonly number[], rows: number): Ort.Tensor {
    return new this.ort.Tensor('int64', BigInt64Array.from(ids, BigInt), [rows, ids.length / rows]);
  }
}

function float32(outputs: Ort.InferenceSession.OnnxValueMapType, name: string): Float32Array {
  const data = outputs[name]?.data;
  if (!(data instanceof Float32Array)) throw new TypeError(`decoder output ${name} is ${data === undefined ? 'missing' : typeof data}; wanted float32`);
  return data;
}
