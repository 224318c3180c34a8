import { describe, expect, it } from '@jest/globals';
import { samplingPolicy } from '../../../../src/stages/demux/sampling-policy.js';

describe('the sampling policy', () => {
  it.each([
    { keyframeGapS: 0.4, maxGapS: 0.5, decode: 'keyframes' },
    { keyframeGapS: 0.5, maxGapS: 0.5, decode: 'keyframes' },
    { keyframeGapS: 0.51, maxGapS: 0.5, decode: 'references' },
    { keyframeGapS: 2, maxGapS: 1, decode: 'references' },
    { keyframeGapS: null, maxGapS: 0.5, decode: 'references' },
  ])('decodes $decode alone for keyframes $keyframeGapS s and a wanted gap of $maxGapS s', ({ keyframeGapS, maxGapS, decode }) => {
    expect(samplingPolicy(25, keyframeGapS, maxGapS).decode).toBe(decode);
  });

  it.each([24, 25, 30, 60, 120])('leaves room for pictures that are two frames old at %d frames a second', (fps) => {
    const { tickUs } = samplingPolicy(fps, null, 0.5);
    expect(tickUs / 1e6 + 2 / fps).toBeLessThanOrEqual(0.5 + 1e-6);
    expect(tickUs / 1e6).toBeGreaterThan(0.4);
  });

  it.each([0, 0.1, 1, 8000, Number.MAX_VALUE])('makes neither too many nor no pictures at %d frames a second', (fps) => {
    const { tickUs } = samplingPolicy(fps, null, 0.5);
    expect(Number.isInteger(tickUs)).toBe(true);
    expect(tickUs).toBeGreaterThanOrEqual(300_000);
    expect(tickUs).toBeLessThanOrEqual(500_000);
  });

  it('never ticks faster than fifty times a second', () => {
    expect(samplingPolicy(25, null, 0.001).tickUs).toBe(20_000);
    expect(samplingPolicy(25, 0.001, 0.001).tickUs).toBe(20_000);
  });
});
