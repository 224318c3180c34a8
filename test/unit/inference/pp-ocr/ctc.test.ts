import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestPath, greedyCtc } from '../../../../src/inference/pp-ocr/ctc.js';
import { scriptRuns } from '../../../../src/inference/pp-ocr/script-runs.js';

const emitted = (ids: readonly number[]): readonly number[] => greedyCtc(Int32Array.from(ids), new Float32Array(ids.length).fill(0.9)).map(({ classId }) => classId);

describe('greedy CTC', () => {
  it.each([
    { path: [0, 0, 0], read: [] },
    { path: [5, 5, 5], read: [5] },
    { path: [5, 0, 5], read: [5, 5] },
    { path: [0, 3, 3, 0, 3, 4, 4, 0], read: [3, 3, 4] },
  ])('reads $path as $read', ({ path, read }) => expect(emitted(path)).toEqual(read));

  it('takes the most probable class of each step, also below one half', () => {
    const { ids, best } = bestPath(Float32Array.from([0.3, 0.4, 0.3, 0.9, 0.05, 0.05, 0.2, 0.2, 0.6]), 0, 3, 3);
    expect([...ids]).toEqual([1, 0, 2]);
    expect([...best].map((p) => Math.round(p * 10) / 10)).toEqual([0.4, 0.9, 0.6]);
  });

  it('is undone by putting a blank between all characters', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 })), (text) => expect(emitted(text.flatMap((id) => [id, id, 0]))).toEqual(text)));
  });
});

describe('script runs', () => {
  const characters = [...'ab1'].map((text, i) => ({ text, probability: 0.9, step: [1, 3, 9][i]! }));

  it('cuts a line where the script changes and shares out the reading', () => {
    const runs = scriptRuns(Int32Array.from([0, 0, 0, 0, 1, 1, 1, 1, 0, 0]), characters);
    expect(runs.map(({ script, text }) => ({ script, text }))).toEqual([
      { script: null, text: 'ab' },
      { script: 'Kore', text: '' },
      { script: null, text: '1' },
    ]);
    expect(runs.map(({ from, to }) => [from, to])).toEqual([[0, 0.4], [0.4, 0.8], [0.8, 1]]);
  });

  it('gives a single step to its neighbour', () => {
    expect(scriptRuns(Int32Array.from([0, 0, 0, 2, 0, 0]), [])).toHaveLength(1);
  });
});
