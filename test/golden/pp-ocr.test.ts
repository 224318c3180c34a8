import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';
import { DETECT, detectorSize } from '../../src/inference/pp-ocr/detect-task.js';
import { regionToBgr } from '../../src/inference/pp-ocr/picture-tensor.js';
import { LineRecogniser } from '../../src/inference/pp-ocr/recognise-model.js';
import { RECOGNISE } from '../../src/inference/pp-ocr/recognise-task.js';
import type { DetectedText, Picture, Quad, Recognition } from '../../src/stages/read/text-reader.js';
import { textLikeness } from '../../src/stages/read/same-text.js';
import { InlineModels } from '../support/inline-models.js';

const GOLDEN = fileURLToPath(new URL('../../models/pp-ocr/golden/', import.meta.url));

interface Golden {
  readonly rec_line_int8: { readonly box: readonly (readonly [number, number])[]; readonly text: string; readonly score: number; readonly argmax: readonly number[]; readonly tensor_shape: readonly number[] };
  readonly det_input_shape: readonly number[];
  readonly int8: { readonly det_boxes: number; readonly det_probability_mean: number; readonly lines: readonly { readonly box: readonly (readonly [number, number])[]; readonly text: string; readonly score: number; readonly angle: string }[] };
}

async function pictureOf(file: string): Promise<Picture> {
  const { data, info } = await sharp(GOLDEN + file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { pixels: new Uint8Array(data), width: info.width, height: info.height };
}

const quadOf = (box: readonly (readonly [number, number])[]): Quad => box.flat() as unknown as Quad;

describe('PP-OCR against the goldens of its weights', () => {
  const models = new InlineModels('pp-ocr');
  let golden: Golden;
  let card: Picture;

  beforeAll(async () => {
    golden = JSON.parse(await readFile(`${GOLDEN}golden.json`, 'utf8')) as Golden;
    card = await pictureOf('card.png');
  });

  it('gives the probability map of the golden for the golden detector input', async () => {
    const input = await pictureOf('card_det_input.png');
    const { data } = await sharp(`${GOLDEN}card_det_probability_int8.png`).greyscale().raw().toBuffer({ resolveWithObject: true });
    const tensor = new Float32Array(3 * input.width * input.height);
    regionToBgr(input, { x0: 0, y0: 0, x1: input.width, y1: input.height }, input.width, input.height, tensor, 0);
    const session = await models.host.session('pp-ocr', 'det_quantized.onnx');
    const outputs = await session.run({ x: new ort.Tensor('float32', tensor, [1, 3, input.height, input.width]) });
    const probability = outputs['fetch_name_0']!.data as Float32Array;
    expect([1, 3, input.height, input.width]).toEqual(golden.det_input_shape);
    // Another version of ONNX Runtime rounds int8 differently at the edges of letters: the mask that boxes come from must agree.
    let off = 0;
    for (let i = 0; i < probability.length; i++) if (probability[i]! > 0.3 !== data[i]! > 76.5) off++;
    expect(off / probability.length).toBeLessThan(0.002);
    expect(probability.reduce((sum, p) => sum + p, 0) / probability.length).toBeCloseTo(golden.int8.det_probability_mean, 3);
  });

  it('resizes the card to the golden detector input', async () => {
    const input = await pictureOf('card_det_input.png');
    const size = detectorSize({ x0: 0, y0: 0, x1: card.width, y1: card.height }, 736 / card.height);
    expect(size).toEqual({ width: input.width, height: input.height });
    const tensor = new Float32Array(3 * size.width * size.height);
    regionToBgr(card, { x0: 0, y0: 0, x1: card.width, y1: card.height }, size.width, size.height, tensor, 0);
    let worst = 0;
    const plane = size.width * size.height;
    for (let i = 0; i < plane; i++) for (let c = 0; c < 3; c++) worst = Math.max(worst, Math.abs((tensor[i + (2 - c) * plane]! + 1) * 127.5 - input.pixels[i * 3 + c]!));
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('finds the golden boxes and reads the golden texts', async () => {
    const [detected] = await models.batch(DETECT, [{ picture: card, region: { x0: 0, y0: 0, x1: card.width, y1: card.height }, scale: 736 / card.height }]);
    expect(detected).not.toBeInstanceOf(Error);
    const found = detected as readonly DetectedText[];
    expect(found).toHaveLength(golden.int8.det_boxes);
    for (const line of golden.int8.lines) {
      const quad = quadOf(line.box);
      const near = found.find((text) => text.quad.every((value, i) => Math.abs(value - quad[i]!) <= 4));
      expect({ text: line.text, found: near !== undefined }).toEqual({ text: line.text, found: true });
      const [reading] = (await models.batch(RECOGNISE, [{ picture: card, quad: near!.quad }])) as readonly Recognition[];
      expect({ text: line.text, like: textLikeness(reading!.text, line.text) }).toEqual({ text: line.text, like: 1 });
      expect(reading!.turned).toBe(line.angle === '180');
      expect(reading!.foreign.reduce((sum, { share }) => sum + share, 0)).toBeLessThan(0.3);
    }
  });

  it('gives the golden argmax of every step for the golden line', async () => {
    const line = await pictureOf('line_rec_input.png');
    const tensor = new Float32Array(3 * line.width * line.height);
    regionToBgr(line, { x0: 0, y0: 0, x1: line.width, y1: line.height }, line.width, line.height, tensor, 0);
    const recogniser = await LineRecogniser.load(models.host);
    const reading = await recogniser.readTensor(tensor, line.width, line.width);
    expect([1, 3, line.height, line.width]).toEqual(golden.rec_line_int8.tensor_shape);
    expect([...reading.ids]).toEqual(golden.rec_line_int8.argmax);
    expect(reading.text).toBe(golden.rec_line_int8.text);
    expect(reading.confidence).toBeCloseTo(golden.rec_line_int8.score, 3);
  });

  it('reads a line the same alone and among any neighbours', async () => {
    const mates = golden.int8.lines.slice(0, 6).map((line) => quadOf(line.box));
    const together = (await models.batch(RECOGNISE, mates.map((quad) => ({ picture: card, quad })))) as readonly Recognition[];
    const reversed = (await models.batch(RECOGNISE, [...mates].reverse().map((quad) => ({ picture: card, quad })))) as readonly Recognition[];
    for (const [i, quad] of mates.entries()) {
      const [alone] = (await models.batch(RECOGNISE, [{ picture: card, quad }])) as readonly Recognition[];
      for (const reading of [together[i]!, reversed[mates.length - 1 - i]!]) {
        expect(reading).toEqual(alone);
      }
    }
  });
});
