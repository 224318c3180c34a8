import * as tokenizers from '@huggingface/tokenizers';
import { z } from 'zod';
import type { ModelHost } from '../model-definition.js';
import { readModelJson } from './model-file.js';

/** What is used of a tokenizer: the package's own types name their files as only bundlers find them. */
interface Tokenizer {
  encode(text: string): { readonly ids: readonly number[] };
  token_to_id(token: string): number | undefined;
}
const { Tokenizer } = tokenizers as unknown as { readonly Tokenizer: new (file: object, config: object) => Tokenizer };

const TokenizerFile = z.looseObject({ model: z.looseObject({}) });
const TokenizerConfig = z.looseObject({
  pad_token: z.union([z.string(), z.looseObject({ content: z.string() })]),
});
/** `max_position_embeddings` may be left out where it is the architecture's usual one. */
const ModelConfig = z.looseObject({ text_config: z.looseObject({ max_position_embeddings: z.int().min(2).max(1024).default(64) }).default({ max_position_embeddings: 64 }) });

/**
 * Texts as SigLIP 2 was trained on them: lower-cased, ended by the end token, and filled up with the padding token to a
 * fixed length, without a mask. The text model pools the last place, so the padding is part of the text.
 */
export class TextTokens {
  /** Tokens a text. */
  readonly length: number;
  readonly #tokenizer: Tokenizer;
  readonly #pad: bigint;

  private constructor(tokenizer: Tokenizer, length: number, pad: number) {
    this.#tokenizer = tokenizer;
    this.length = length;
    this.#pad = BigInt(pad);
  }

  /** @throws Error naming the file that is not what it should be. */
  static async load(host: ModelHost, model: string): Promise<TextTokens> {
    const file = await readModelJson(host, model, 'tokenizer.json', TokenizerFile);
    const config = await readModelJson(host, model, 'tokenizer_config.json', TokenizerConfig);
    const { text_config: text } = await readModelJson(host, model, 'config.json', ModelConfig);
    const tokenizer = new Tokenizer(file, config);
    const padToken = typeof config.pad_token === 'string' ? config.pad_token : config.pad_token.content;
    const pad = tokenizer.token_to_id(padToken);
    if (pad === undefined) throw new Error(`${model}: tokenizer.json has no token "${padToken}"; tokenizer_config.json wants it for padding`);
    return new TextTokens(tokenizer, text.max_position_embeddings, pad);
  }

  /** int64 [texts, length]; a longer text loses what is before its last token. */
  rows(texts: readonly string[]): BigInt64Array {
    const rows = new BigInt64Array(texts.length * this.length).fill(this.#pad);
    texts.forEach((text, row) => {
      const { ids } = this.#tokenizer.encode(text.toLowerCase());
      const fitting = ids.length <= this.length ? ids : [...ids.slice(0, this.length - 1), ...ids.slice(-1)];
      rows.set(fitting.map(BigInt), row * this.length);
    });
    return rows;
  }
}
