import { readFile } from 'node:fs/promises';
import { ThalwegError } from '../../domain/errors.js';
import type { ModelHost } from '../model-definition.js';

/**
 * Text of token ids under GPT-2's byte-level BPE: each character of a vocabulary entry stands for one byte, and the
 * bytes of all tokens together are UTF-8 (one token may hold half a character).
 * One array holds the bytes of all tokens: an array each would be half of what a collection of a worker's heap marks.
 */
export class TokenText {
  readonly #bytes: Uint8Array;
  /** Token `id` has the bytes from `#starts[id]` to `#starts[id + 1]`. */
  readonly #starts: Uint32Array;

  /** `vocabulary`: entry → id; ids without an entry (special tokens, timestamps) have no text. */
  constructor(vocabulary: Readonly<Record<string, number>>) {
    const byteOf = byteOfCharacter();
    const entries: (readonly number[] | undefined)[] = [];
    for (const [entry, id] of Object.entries(vocabulary)) {
      const codes = Array.from(entry, (character) => byteOf.get(character));
      if (codes.every((code) => code !== undefined)) entries[id] = codes;
    }
    this.#starts = new Uint32Array(entries.length + 1);
    for (let id = 0; id < entries.length; id += 1) this.#starts[id + 1] = (this.#starts[id] ?? 0) + (entries[id]?.length ?? 0);
    this.#bytes = new Uint8Array(this.#starts.at(-1) ?? 0);
    entries.forEach((codes, id) => codes !== undefined && this.#bytes.set(codes, this.#starts[id]));
  }

  /** A view; empty for an id without text. */
  bytes(id: number): Uint8Array {
    return this.#bytes.subarray(this.#starts[id] ?? 0, this.#starts[id + 1] ?? 0);
  }

  /** Broken UTF-8 at the edges (a cut character) becomes U+FFFD, as in Whisper's own decoder. */
  decode(ids: readonly number[]): string {
    return new TextDecoder('utf-8', { fatal: false }).decode(Buffer.concat(ids.map((id) => this.bytes(id))));
  }
}

/** GPT-2's table: printable Latin-1 stands for itself, the other 68 bytes are shifted to U+0100 and on. */
function byteOfCharacter(): ReadonlyMap<string, number> {
  const table = new Map<string, number>();
  let shifted = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const printable = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    table.set(String.fromCodePoint(printable ? byte : 0x100 + shifted), byte);
    if (!printable) shifted += 1;
  }
  return table;
}

/** From `vocab.json`. Special tokens in it (`<|en|>`) are left out: ids from `endOfText` on are no text. */
export async function readTokenText(host: Pick<ModelHost, 'file'>, model: string, endOfText: number): Promise<TokenText> {
  let vocabulary: unknown;
  try {
    vocabulary = JSON.parse(await readFile(host.file(model, 'vocab.json'), 'utf8'));
  } catch (cause) {
    throw new ThalwegError('MODEL_CORRUPT', `${model}/vocab.json cannot be read as JSON`, { cause });
  }
  if (typeof vocabulary !== 'object' || vocabulary === null) throw new ThalwegError('MODEL_CORRUPT', `${model}/vocab.json is not an object of token ids`);
  const text = Object.entries(vocabulary).filter((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] < endOfText);
  return new TokenText(Object.fromEntries(text));
}
