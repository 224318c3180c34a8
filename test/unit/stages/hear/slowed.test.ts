import { describe, expect, it } from '@jest/globals';
import { slowed } from '../../../../src/stages/hear/slowed.js';

const tone = (hertz: number, samples: number): Float32Array => Float32Array.from({ length: samples }, (_, i) => Math.sin((2 * Math.PI * hertz * i) / 16000));

describe('slowed sound', () => {
  it('is the sound itself at its own speed', () => {
    const sound = tone(300, 1600);
    expect(slowed(sound, 1)).toBe(sound);
  });

  it.each([[300, 1.15], [1000, 1.15], [2500, 1.25]])('takes longer and is as much lower: %d Hz by %d', (hertz, by) => {
    const result = slowed(tone(hertz, 16000), by);
    expect(result).toHaveLength(Math.floor(16000 * by));
    const wanted = tone(hertz / by, result.length);
    const error = result.reduce((sum, value, i) => sum + (value - (wanted[i] ?? 0)) ** 2, 0) / result.length;
    expect(Math.sqrt(error)).toBeLessThan(0.05);
  });
});
