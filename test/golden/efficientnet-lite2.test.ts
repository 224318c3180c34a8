import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { loadNetwork, type Network } from '../../src/inference/efficientnet-lite2/network.js';
import { viewPixels } from '../../src/inference/efficientnet-lite2/views.js';
import { localModelHost } from '../../scripts/see/local-vision-model.js';
import { pictureOf } from '../support/pictures.js';

interface Golden {
  readonly image: string;
  readonly pixels: string;
  readonly top5: readonly { readonly index: number; readonly logit: number }[];
  readonly features0to15: readonly number[];
  readonly featuresL2: number;
}
const FOLDER = 'models/efficientnet-lite2/golden';
const goldens = JSON.parse(readFileSync(`${FOLDER}/photos.json`, 'utf8')) as Golden[];

describe.each(goldens)('EfficientNet-Lite2 on $image', (golden) => {
  let network: Network;
  beforeAll(async () => {
    network = await loadNetwork(localModelHost());
  });

  it('resizes as Pillow does', async () => {
    const [pixels, wanted] = [viewPixels(await pictureOf(`${FOLDER}/${golden.image}`), 'centre'), await pictureOf(`${FOLDER}/${golden.pixels}`)];
    expect(pixels).toHaveLength(wanted.pixels.length);
    const worst = pixels.reduce((most, value, index) => Math.max(most, Math.abs(value - (wanted.pixels[index] ?? 0))), 0);
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('gives the logits and features of the original', async () => {
    const pixels = viewPixels(await pictureOf(`${FOLDER}/${golden.image}`), 'centre');
    const [output] = await network.run([pixels]);
    const order = [...(output?.logits ?? [])].map((logit, index) => ({ index, logit })).sort((a, b) => b.logit - a.logit);
    expect(order.slice(0, 5).map(({ index }) => index)).toEqual(golden.top5.map(({ index }) => index));
    golden.top5.forEach(({ logit }, place) => expect(order[place]?.logit).toBeCloseTo(logit, 2));
    golden.features0to15.forEach((value, index) => expect(output?.features[index]).toBeCloseTo(value, 2));
    expect(Math.hypot(...(output?.features ?? []))).toBeCloseTo(golden.featuresL2, 2);
  });

  it('gives a picture the same answer alone and in a batch', async () => {
    const all = await Promise.all(goldens.map(async ({ image }) => viewPixels(await pictureOf(`${FOLDER}/${image}`), 'centre')));
    const place = goldens.indexOf(golden);
    const [alone] = await network.run([all[place] as Uint8Array]);
    const together = (await network.run(all))[place];
    const difference = (alone?.logits ?? new Float32Array()).reduce((most, value, index) => Math.max(most, Math.abs(value - (together?.logits[index] ?? NaN))), 0);
    expect(difference).toBeLessThan(1e-3);
  });
});
