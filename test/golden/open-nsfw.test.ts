import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { nudityModel } from '../../src/inference/open-nsfw/nudity-model.js';
import { SIDE, writeInput } from '../../src/inference/open-nsfw/prepare.js';
import { localModelHost } from '../../scripts/see/local-vision-model.js';
import { pictureOf } from '../support/pictures.js';

interface Golden {
  readonly image: string;
  readonly nsfwWithoutJpegRoundTrip: number;
  readonly inputMeanWithoutJpegRoundTrip: number;
  readonly firstPixelBGRWithoutJpegRoundTrip: readonly number[];
}
const FOLDER = 'models/open-nsfw/golden';
const goldens = JSON.parse(readFileSync(`${FOLDER}/scores.json`, 'utf8')) as Golden[];

describe.each(goldens)('open-nsfw on $image', (golden) => {
  it('prepares the input as the original does', async () => {
    const input = new Float32Array(SIDE * SIDE * 3);
    writeInput(await pictureOf(`${FOLDER}/${golden.image}`), input, 0);
    golden.firstPixelBGRWithoutJpegRoundTrip.forEach((value, channel) => expect(Math.abs((input[channel] ?? NaN) - value)).toBeLessThanOrEqual(1));
    expect(input.reduce((sum, value) => sum + value, 0) / input.length).toBeCloseTo(golden.inputMeanWithoutJpegRoundTrip, 1);
  });

  it('gives the score of the original, in any batch', async () => {
    const runtime = await nudityModel.load(localModelHost());
    const all = await Promise.all(goldens.map(({ image }) => pictureOf(`${FOLDER}/${image}`)));
    const scores = await runtime.run(all);
    expect(scores[goldens.indexOf(golden)]).toBeCloseTo(golden.nsfwWithoutJpegRoundTrip, 3);
  });
});
