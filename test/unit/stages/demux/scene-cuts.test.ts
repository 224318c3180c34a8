import { describe, expect, it } from '@jest/globals';
import { SceneCuts } from '../../../../src/stages/demux/scene-cuts.js';

const cutsIn = (changes: readonly number[]): readonly number[] => {
  const cuts = new SceneCuts();
  return changes.flatMap((change, at) => (cuts.next(change) ? [at] : []));
};

describe('scene cuts', () => {
  it.each([
    { name: 'a still picture has none but its beginning', changes: [0, 0, 0, 0, 0], cuts: [0] },
    { name: 'a jump between two still pictures is one', changes: [0, 0, 0, 12, 0, 0], cuts: [0, 3] },
    { name: 'a small jump is none', changes: [0, 0, 0, 3, 0, 0], cuts: [0] },
    { name: 'steady fast motion is none', changes: [0, 9, 10, 11, 9, 10, 11, 10].map((change) => change), cuts: [0, 1] },
    { name: 'a jump out of motion is one', changes: [0, 2, 3, 2, 3, 2, 20, 2, 3], cuts: [0, 6] },
    { name: 'two jumps in a row are two, the way back from the second is none', changes: [0, 1, 1, 30, 1, 1, 25, 1], cuts: [0, 3, 6] },
  ])('$name', ({ changes, cuts }) => {
    expect(cutsIn(changes)).toEqual(cuts);
  });
});
