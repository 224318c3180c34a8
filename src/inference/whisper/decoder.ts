import type * as Ort from 'onnxruntime-node';
import type { WhisperSetup } from './whisper-setup.js';

/**
 * One batch of sequences in the merged decoder (the optimum export that onnx-community folders carry): the keys and values of the text so far,
 * those of the sound, and the logits of the last token. The rows of a batch share their number of encoder states and
 * of tokens, because the graph has no mask; it does not couple rows.
 */
export class DecoderBatch {
  readonly #decoder: Decoder;
  #rows: number;
  /** [rows, heads, tokens, headSize] by input name. */
  #text: Record<string, Ort.Tensor>;
  /** [rows, heads, states, headSize] by input name; made by the first call only. */
  #sound: Record<string, Ort.Tensor>;
  #logits: Float32Array;
  #length: number;

  private constructor(decoder: Decoder, rows: number, length: number, first: Ort.InferenceSession.OnnxValueMapType) {
    this.#decoder = decoder;
    this.#rows = rows;
    this.#length = length;
    this.#text = decoder.presents(first, 'decoder');
    this.#sound = decoder.presents(first, 'encoder');
    this.#logits = float32(first, 'logits');
  }

  /** `states`: [rows, n, stateSize]; every row gets the same number of prompt tokens: `prompts` is [rows][length]. */
  static async start(decoder: Decoder, states: Float32Array, prompts: readonly (readonly number[])[]): Promise<DecoderBatch> {
    const length = prompts[0]?.length ?? 0;
    return new DecoderBatch(decoder, prompts.length, length, await decoder.first(states, prompts));
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
    const next = await this.#decoder.next(tokens, this.#text, this.#sound);
    this.#text = this.#decoder.presents(next, 'decoder');
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
    this.#text = this.#decoder.gather(this.#text, kept);
    if (!sameSound || kept.length !== this.#rows) this.#sound = this.#decoder.gather(this.#sound, kept);
    this.#rows = kept.length;
  }
}

/** The decoder session with the names and shapes of its inputs. */
export class Decoder {
  readonly #empty: Readonly<Record<string, Ort.Tensor>>;
  readonly #stepOutputs: readonly string[];

  constructor(
    readonly ort: typeof Ort,
    readonly session: Ort.InferenceSession,
    readonly setup: WhisperSetup,
  ) {
    this.#empty = Object.fromEntries(session.inputNames.filter((name) => name.startsWith('past_key_values.')).map((name) => [name, this.#tensor(new Float32Array(0), 1, 0)]));
    // The cached branch returns the sound's keys and values as empty placeholders: not asked for.
    this.#stepOutputs = session.outputNames.filter((name) => !name.includes('.encoder.'));
  }

  first(states: Float32Array, prompts: readonly (readonly number[])[]): Promise<Ort.InferenceSession.OnnxValueMapType> {
    const rows = prompts.length;
    const { stateSize } = this.setup;
    const empty = rows === 1 ? this.#empty : Object.fromEntries(Object.keys(this.#empty).map((name) => [name, this.#tensor(new Float32Array(0), rows, 0)]));
    return this.session.run({
      ...empty,
      input_ids: this.#ids(prompts.flat(), rows),
      encoder_hidden_states: new this.ort.Tensor('float32', states, [rows, states.length / rows / stateSize, stateSize]),
      use_cache_branch: new this.ort.Tensor('bool', Uint8Array.of(0), [1]),
    });
  }

  next(tokens: readonly number[], text: Readonly<Record<string, Ort.Tensor>>, sound: Readonly<Record<string, Ort.Tensor>>): Promise<Ort.InferenceSession.OnnxValueMapType> {
    const rows = tokens.length;
    return this.session.run(
      {
        ...text,
        ...sound,
        input_ids: this.#ids(tokens, rows),
        // Wanted by the graph's signature, not read by the cached branch.
        encoder_hidden_states: new this.ort.Tensor('float32', new Float32Array(rows * this.setup.stateSize), [rows, 1, this.setup.stateSize]),
        use_cache_branch: new this.ort.Tensor('bool', Uint8Array.of(1), [1]),
      },
      this.#stepOutputs,
    );
  }

  /** `present.*` outputs of one kind under the names of the inputs that they become. */
  presents(outputs: Ort.InferenceSession.OnnxValueMapType, kind: 'decoder' | 'encoder'): Record<string, Ort.Tensor> {
    const found: Record<string, Ort.Tensor> = {};
    for (const [name, value] of Object.entries(outputs)) {
      if (name.startsWith('present.') && name.includes(`.${kind}.`)) found[name.replace('present.', 'past_key_values.')] = value;
    }
    return found;
  }

  gather(caches: Readonly<Record<string, Ort.Tensor>>, kept: readonly number[]): Record<string, Ort.Tensor> {
    const gathered: Record<string, Ort.Tensor> = {};
    for (const [name, cache] of Object.entries(caches)) {
      const rowSize = cache.size / (cache.dims[0] ?? 1);
      const from = cache.data as Float32Array;
      const to = new Float32Array(rowSize * kept.length);
      kept.forEach((row, index) => to.set(from.subarray(row * rowSize, (row + 1) * rowSize), index * rowSize));
      gathered[name] = this.#tensor(to, kept.length, cache.dims[2] ?? 0);
    }
    return gathered;
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
