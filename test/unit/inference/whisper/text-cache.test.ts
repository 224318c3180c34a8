import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { STEP_INPUTS } from '../../../../src/inference/whisper/step-attention.js';
import { movesFor, RoomyTextCache, type Tensors } from '../../../../src/inference/whisper/text-cache.js';

const HEADS = 2;
const HEAD_SIZE = 3;
const NAMES = ['past_key_values.0.decoder.key', 'past_key_values.0.decoder.value'];

/** What a row says of itself: one number a token. */
type Row = readonly number[];

/** [rows, heads, tokens, headSize], each value telling its token, head and place in the head. */
function tensors(rows: readonly Row[]): Tensors {
  return Object.fromEntries(
    NAMES.map((name, kind) => {
      const values = rows.flatMap((row) => Array.from({ length: HEADS }, (_, head) => row.flatMap((token) => Array.from({ length: HEAD_SIZE }, (__, i) => token * 100 + kind * 50 + head * 10 + i))).flat());
      return [name, new ort.Tensor('float32', Float32Array.from(values), [rows.length, HEADS, rows[0]?.length ?? 0, HEAD_SIZE])];
    }),
  );
}

/** Of each fed tensor the places of tokens. */
function held(cache: RoomyTextCache, length: number): Record<string, number[]> {
  const feeds = cache.feeds();
  return Object.fromEntries(
    NAMES.map((name) => {
      const [, , room = 0] = feeds[name]?.dims ?? [];
      return [name, Array.from(feeds[name]?.data as Float32Array).filter((_, i) => Math.floor(i / HEAD_SIZE) % room < length)];
    }),
  );
}

const expected = (rows: readonly Row[]): Record<string, number[]> => Object.fromEntries(Object.entries(tensors(rows)).map(([name, tensor]) => [name, Array.from(tensor.data as Float32Array)]));

describe('the text cache with room', () => {
  it('holds, after any appends and selections, what each row has gathered', () => {
    const action = fc.oneof(
      fc.record({ kind: fc.constant('append' as const), times: fc.integer({ min: 1, max: 70 }) }),
      fc.record({ kind: fc.constant('select' as const), picks: fc.array(fc.nat(9), { minLength: 1, maxLength: 5 }) }),
      fc.record({ kind: fc.constant('load' as const), rows: fc.integer({ min: 1, max: 4 }), length: fc.integer({ min: 1, max: 5 }) }),
    );
    fc.assert(
      fc.property(fc.array(action, { minLength: 1, maxLength: 12 }), (actions) => {
        const cache = new RoomyTextCache(ort, HEADS, HEAD_SIZE);
        let token = 0;
        let rows: Row[] = [[(token += 1)]];
        cache.load(tensors(rows), 1, 1);
        for (const act of actions) {
          if (act.kind === 'load') {
            rows = Array.from({ length: act.rows }, () => Array.from({ length: act.length }, () => (token += 1)));
            cache.load(tensors(rows), rows.length, act.length);
          } else if (act.kind === 'select') {
            const kept = act.picks.map((pick) => pick % rows.length);
            rows = kept.map((row) => rows[row] ?? []);
            cache.select(kept);
          } else {
            for (let i = 0; i < act.times; i += 1) {
              const newest = rows.map(() => [(token += 1)]);
              cache.append(tensors(newest));
              rows = rows.map((row, index) => [...row, ...(newest[index] ?? [])]);
            }
          }
          const length = rows[0]?.length ?? 0;
          expect(held(cache, length)).toEqual(expected(rows));
          const feeds = cache.feeds();
          const room = feeds[NAMES[0] ?? '']?.dims[2] ?? 0;
          expect(feeds[STEP_INPUTS.length]?.data[0]).toBe(BigInt(length));
          expect(Array.from(feeds[STEP_INPUTS.bias]?.data as Float32Array)).toEqual(Array.from({ length: room + 1 }, (_, at) => (at < length || at === room ? 0 : -Infinity)));
        }
      }),
    );
  });

  it('moves rows that change places over one free row', () => {
    const after = (kept: readonly number[]): readonly unknown[] => {
      const rows: unknown[] = ['a', 'b', 'c', 'd', null];
      for (const { from, to } of movesFor(kept, 4)) rows[to] = rows[from];
      return rows.slice(0, kept.length);
    };
    expect(after([1, 0, 3, 2])).toEqual(['b', 'a', 'd', 'c']);
    expect(after([2, 2, 0])).toEqual(['c', 'c', 'a']);
    expect(movesFor([0, 1, 2], 3)).toEqual([]);
  });
});
