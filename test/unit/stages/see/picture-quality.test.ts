import { describe, expect, it } from '@jest/globals';
import { isPlain, QualityMeter } from '../../../../src/stages/see/picture-quality.js';
import { PLAIN, TEXTURED } from './frames.js';

const shifted = (by: number): Uint8Array => TEXTURED.map((value) => value + by);

describe('picture quality', () => {
  it('calls one colour plain, with the noise of a codec too', () => {
    expect(isPlain(PLAIN)).toBe(true);
    expect(isPlain(PLAIN.map((value, i) => value + (i % 4)))).toBe(true);
    expect(isPlain(TEXTURED)).toBe(false);
  });

  it('tells a still picture from a moving one', () => {
    const still = new QualityMeter();
    still.frame(TEXTURED);
    still.frame(shifted(1));
    still.repeat();
    still.repeat();
    expect(still.quality).toMatchObject({ static: true, duplicateFrameShare: 0.5 });
    still.frame(shifted(6));
    expect(still.quality.static).toBe(false);
  });

  it('judges dark and blurry by the middle frame, not by one bad one', () => {
    const meter = new QualityMeter();
    for (const luma of [PLAIN, TEXTURED, TEXTURED]) meter.frame(luma);
    for (const sharpness of [0.01, 0.4, 0.5]) meter.sharpness(sharpness);
    expect(meter.quality).toMatchObject({ dark: false, blurry: false });
    for (const luma of [PLAIN, PLAIN, PLAIN]) meter.frame(luma);
    for (const sharpness of [0.01, 0.02, 0.03]) meter.sharpness(sharpness);
    expect(meter.quality).toMatchObject({ dark: true, blurry: true });
  });

  it('claims nothing of a video without frames', () => {
    expect(new QualityMeter().quality).toEqual({ static: false, dark: false, blurry: false, duplicateFrameShare: 0 });
  });
});
