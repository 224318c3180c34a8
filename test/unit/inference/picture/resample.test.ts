import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { resample } from '../../../../src/inference/picture/resample.js';
import { drawn } from '../../../support/pictures.js';

describe('resample', () => {
  it.each(['bilinear', 'bicubic'] as const)('leaves a picture of one colour alone (%s)', (kernel) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 255 }), (width, height, side, grey) => {
        const picture = drawn(width, height, () => [grey, grey, grey]);
        return resample(picture, { x: 0, y: 0, width, height }, side, side, kernel).every((value) => value === grey);
      }),
    );
  });

  it('copies a region exactly when its size stays', () => {
    const picture = drawn(12, 9, (x, y) => [x * 20, y * 25, x * y]);
    const part = resample(picture, { x: 3, y: 2, width: 5, height: 4 }, 5, 4, 'bicubic');
    expect([...part]).toEqual([...drawn(5, 4, (x, y) => [(x + 3) * 20, (y + 2) * 25, (x + 3) * (y + 2)]).pixels]);
  });

  it('averages when it shrinks: a fine chequerboard becomes grey', () => {
    const picture = drawn(200, 200, (x, y) => ((x + y) % 2 === 0 ? [255, 255, 255] : [0, 0, 0]));
    const small = resample(picture, { x: 0, y: 0, width: 200, height: 200 }, 20, 20, 'bicubic');
    expect(Math.min(...small)).toBeGreaterThan(110);
    expect(Math.max(...small)).toBeLessThan(145);
  });

  it('never reads outside the region', () => {
    const picture = drawn(30, 30, (x) => (x < 10 ? [255, 0, 0] : [0, 0, 255]));
    const right = resample(picture, { x: 10, y: 0, width: 20, height: 30 }, 7, 7, 'bicubic');
    expect(right.filter((_, index) => index % 3 === 0).every((red) => red === 0)).toBe(true);
  });
});
