import { describe, expect, it } from '@jest/globals';
import sharp from 'sharp';
import { viewPixels } from '../../../../src/inference/efficientnet-lite2/views.js';
import { sharpnessOf } from '../../../../src/inference/picture/sharpness.js';
import { BLURRY_BELOW } from '../../../../src/stages/see/picture-quality.js';
import { pictureOf } from '../../../support/pictures.js';

const sharpnessOfBlurred = async (file: string, sigma: number): Promise<number> => {
  const { data, info } = await sharp(file).resize(960, 960, { fit: 'cover' }).blur(sigma).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return sharpnessOf(viewPixels({ pixels: new Uint8Array(data), width: info.width, height: info.height }, 'square'), 260);
};

describe('sharpness', () => {
  it.each(['coffee', 'cat'])('falls with blur, and the threshold lies between a sharp and a badly blurred %s', async (name) => {
    const file = `models/efficientnet-lite2/golden/${name}.jpg`;
    const [sharpOne, soft, blurred] = [await sharpnessOfBlurred(file, 0.4), await sharpnessOfBlurred(file, 4), await sharpnessOfBlurred(file, 16)];
    expect(sharpOne).toBeGreaterThan(soft);
    expect(soft).toBeGreaterThan(blurred);
    expect(sharpOne).toBeGreaterThan(BLURRY_BELOW);
    expect(blurred).toBeLessThan(BLURRY_BELOW);
  });

  it('is zero for one colour', async () => {
    const grey = { ...(await pictureOf('models/efficientnet-lite2/golden/cat.pixels.png')) };
    grey.pixels.fill(90);
    expect(sharpnessOf(grey.pixels, 260)).toBe(0);
  });
});
