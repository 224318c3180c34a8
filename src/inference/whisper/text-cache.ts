import type * as Ort from 'onnxruntime-node';
import { STEP_INPUTS } from './step-attention.js';

export type Tensors = Readonly<Record<string, Ort.Tensor>>;

/** Keys and values of the text so far, by input name. */
export interface TextCache {
  /** Takes over [rows, heads, length, headSize]; what was held is lost. */
  load(text: Tensors, rows: number, length: number): void;
  /** Row `i` becomes what row `kept[i]` was. */
  select(kept: readonly number[]): void;
  /** What a step of the graph wants to know of the past. */
  feeds(): Tensors;
  /** Adds one token: the step's `present.*.decoder.*` under the names of the inputs that they become. */
  append(presents: Tensors): void;
}

/** For graphs as they are exported: a step returns the whole text. */
export class WholeTextCache implements TextCache {
  #text: Tensors = {};

  constructor(private readonly ort: typeof Ort) {}

  load(text: Tensors): void {
    this.#text = text;
  }

  select(kept: readonly number[]): void {
    this.#text = gatherRows(this.ort, this.#text, kept);
  }

  feeds(): Tensors {
    return this.#text;
  }

  append(presents: Tensors): void {
    this.#text = presents;
  }
}

/** Copies of rows. */
export function gatherRows(ort: typeof Ort, caches: Tensors, kept: readonly number[]): Tensors {
  const gathered: Record<string, Ort.Tensor> = {};
  for (const [name, { data, dims }] of Object.entries(caches)) {
    const from = data as Float32Array;
    const size = from.length / (dims[0] ?? 1);
    const to = new Float32Array(size * kept.length);
    kept.forEach((row, index) => to.set(from.subarray(row * size, (row + 1) * size), index * size));
    gathered[name] = new ort.Tensor('float32', to, [kept.length, ...dims.slice(1)]);
  }
  return gathered;
}

/** Places are added this many at a time. */
const ROOM = 64;

/**
 * For graphs of `withStepAttention`: [rows, heads, room, headSize] in memory that is used again from batch to batch, with
 * more room than tokens, so that a token costs the copy of its own keys and values.
 */
export class RoomyTextCache implements TextCache {
  readonly #ort: typeof Ort;
  readonly #heads: number;
  readonly #headSize: number;
  readonly #memory = new Map<string, Float32Array>();
  #bias = new Float32Array(0);
  #rows = 0;
  #room = 0;
  #length = 0;

  constructor(ort: typeof Ort, heads: number, headSize: number) {
    this.#ort = ort;
    this.#heads = heads;
    this.#headSize = headSize;
  }

  load(text: Tensors, rows: number, length: number): void {
    this.#rows = 0;
    this.#length = length;
    this.#reserve(Object.keys(text), rows, length);
    for (const [name, tensor] of Object.entries(text)) this.#spread(tensor.data as Float32Array, rows, length, this.#of(name));
    this.#rows = rows;
  }

  select(kept: readonly number[]): void {
    this.#reserve([...this.#memory.keys()], kept.length, this.#length);
    const size = this.#heads * this.#room * this.#headSize;
    // One row behind the last is free: where rows change places, one of them waits there.
    const moves = movesFor(kept, Math.max(kept.length, this.#rows));
    for (const values of this.#memory.values()) for (const { from, to } of moves) values.copyWithin(to * size, from * size, (from + 1) * size);
    this.#rows = kept.length;
  }

  feeds(): Tensors {
    const shape = [this.#rows, this.#heads, this.#room, this.#headSize];
    const size = this.#rows * this.#heads * this.#room * this.#headSize;
    const feeds: Record<string, Ort.Tensor> = {};
    for (const [name, values] of this.#memory) feeds[name] = new this.#ort.Tensor('float32', values.subarray(0, size), shape);
    feeds[STEP_INPUTS.length] = new this.#ort.Tensor('int64', BigInt64Array.of(BigInt(this.#length)), []);
    feeds[STEP_INPUTS.bias] = new this.#ort.Tensor('float32', this.#bias, [1, 1, 1, this.#room + 1]);
    return feeds;
  }

  /** `presents`: [rows, heads, 1, headSize], the new token's. */
  append(presents: Tensors): void {
    const at = this.#length;
    const [headSize, stride] = [this.#headSize, this.#room * this.#headSize];
    for (const [name, values] of this.#memory) {
      const added = presents[name]?.data as Float32Array;
      for (let from = 0, to = at * headSize; from < added.length; from += headSize, to += stride) {
        for (let i = 0; i < headSize; i += 1) values[to + i] = added[from + i] as number;
      }
    }
    this.#bias[at] = 0;
    this.#length = at + 1;
    if (this.#length === this.#room) this.#reserve([...this.#memory.keys()], this.#rows, this.#length);
  }

  /** Memory for so many rows, one to spare, and at least one place after `length`; rows that are held stay. */
  #reserve(names: readonly string[], rows: number, length: number): void {
    const room = Math.ceil((length + 1) / ROOM) * ROOM;
    const needed = (Math.max(rows, this.#rows) + 1) * this.#heads * room * this.#headSize;
    for (const name of names) {
      const old = this.#memory.get(name) ?? new Float32Array(0);
      if (old.length >= needed && (room === this.#room || this.#rows === 0)) continue;
      const made = new Float32Array(needed);
      if (room === this.#room) made.set(old.subarray(0, Math.min(old.length, needed)));
      else this.#spread(old, this.#rows, this.#room, made, room);
      this.#memory.set(name, made);
    }
    if (room !== this.#room || this.#rows === 0) {
      this.#bias = new Float32Array(room + 1).fill(-Infinity).fill(0, 0, length);
      this.#bias[room] = 0;
    }
    this.#room = room;
  }

  /** [rows, heads, places, headSize] into the first places of [rows, heads, room, headSize]. */
  #spread(from: Float32Array, rows: number, places: number, to: Float32Array, room = this.#room): void {
    const size = places * this.#headSize;
    for (let head = 0; head < rows * this.#heads; head += 1) to.set(from.subarray(head * size, (head + 1) * size), head * room * this.#headSize);
  }

  #of(name: string): Float32Array {
    const values = this.#memory.get(name);
    if (values === undefined) throw new RangeError(`no keys or values ${name} are held`);
    return values;
  }
}

interface Move {
  readonly from: number;
  readonly to: number;
}

/** Copies, in an order in which none is overwritten before it is read, that make row `i` what row `kept[i]` was; row `spare` is free. */
export function movesFor(kept: readonly number[], spare: number): readonly Move[] {
  const moves: Move[] = [];
  let open = kept.flatMap((from, to) => (from === to ? [] : [{ from, to }]));
  while (open.length > 0) {
    const next = open.find(({ to }) => !open.some(({ from }) => from === to)) ?? null;
    if (next !== null) {
      moves.push(next);
      open = open.filter((move) => move !== next);
      continue;
    }
    // All that are left change places in rings.
    const { from } = open[0] as Move;
    moves.push({ from, to: spare });
    open = open.map((move) => (move.from === from ? { from: spare, to: move.to } : move));
  }
  return moves;
}
