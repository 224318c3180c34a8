import { describe, expect, it } from '@jest/globals';
import { release } from '../../../src/inference/release.js';

describe('memory given back', () => {
  it('is gone from every array over it', () => {
    const whole = new Float32Array(1000);
    const part = whole.subarray(10, 20);
    release(whole, part);
    expect([whole.length, part.length]).toEqual([0, 0]);
  });

  it('is not what others may use: shared memory and parts of a buffer', () => {
    const shared = new Float32Array(new SharedArrayBuffer(40));
    const part = new Float32Array(100).subarray(0, 50);
    const pooled = Buffer.from('a few bytes of the pool');
    release(shared, part, pooled);
    expect([shared.length, part.length, pooled.toString()]).toEqual([10, 50, 'a few bytes of the pool']);
  });

  it('may be given back twice', () => {
    const whole = new Float32Array(10);
    release(whole);
    expect(() => release(whole)).not.toThrow();
  });
});
