import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sumOfExponentials } from '../../../../src/inference/whisper/exponential.js';

it('sums exponentials as Math.exp does, to 4e-6, at any temperature', () => {
  fc.assert(
    fc.property(fc.array(fc.float({ min: -60, max: 40, noNaN: true }), { minLength: 1, maxLength: 300 }), fc.double({ min: 0.2, max: 1, noNaN: true }), (values, temperature) => {
      const logits = Float32Array.from(values);
      const highest = Math.max(...logits);
      const wanted = logits.reduce((sum, value) => sum + Math.exp((value - highest) / temperature), 0);
      expect(Math.abs(sumOfExponentials(logits, logits.length - 1, highest, temperature) / wanted - 1)).toBeLessThan(4e-6);
    }),
  );
});

it('counts what may not come as nothing, and only up to the last id', () => {
  expect(sumOfExponentials(Float32Array.of(2, -Infinity, 2, 2), 2, 2, 1)).toBeCloseTo(2, 6);
});
