import { describe, expect, it } from '@jest/globals';
import type { SampledFrame } from '../../../../src/domain/frame.js';
import type { Sightings } from '../../../../src/domain/perception.js';
import { createSeeStage } from '../../../../src/stages/see/see-stage.js';
import type { Look, VisionModel } from '../../../../src/stages/see/vision-model.js';
import { contextOf, frameAt, PLAIN } from './frames.js';

const impression = { features: new Float32Array(1280), logits: new Float32Array(1000) };
const red: Look = { impression, sharpness: 0.5, colours: [{ name: 'Red', share: 0.8, hex: '#c01020' }] };
const black: Look = { impression, sharpness: 0.5, colours: [{ name: 'Black', share: 0.9, hex: '#101010' }] };

/** Answers from a list, in place of the models: what is tested here is what the stage makes of the answers. */
function eyes(overrides: Partial<VisionModel> = {}): VisionModel {
  return {
    look: async () => red,
    weigh: async (looks) => ({ categories: [{ categoryId: 'aa-1-4', probability: 0.8, looks: looks.map((_, place) => place) }], objects: [] }),
    rateNudity: async () => 0.1,
    readCodes: async () => [],
    ...overrides,
  };
}

async function watch(vision: VisionModel, frames: readonly SampledFrame[]): Promise<Sightings> {
  const signal = new AbortController().signal;
  const observer = createSeeStage({ vision }).open(contextOf());
  await Promise.all(frames.map((frame) => observer.observe(frame, signal)));
  return observer.finish(signal);
}

const repeat = (timestampS: number, ofTimestampS: number): SampledFrame => ({ kind: 'repeat', timestampS, ofTimestampS });

describe('see', () => {
  it('gives a category the times of the frames that show it, joined by shot and carried on by repeats', async () => {
    const sightings = await watch(eyes(), [frameAt(0), frameAt(1), frameAt(3, { sceneCut: true }), repeat(4, 3), repeat(5, 3)]);
    expect(sightings.categories).toEqual([
      { categoryId: 'aa-1-4', probability: 0.8, seen: [{ startS: 0, endS: 1, box: null }, { startS: 3, endS: 5, box: null }] },
    ]);
    expect(sightings.unknownProbability).toBeCloseTo(0.2);
    expect(sightings.framesLookedAt).toBe(3);
    expect(sightings.nsfwScore).toBe(0.1);
  });

  it('finds nothing on black, and asks no model what it shows', async () => {
    const refuse = async (): Promise<never> => Promise.reject(new Error('a black frame was looked at'));
    const sightings = await watch(eyes({ look: refuse, weigh: refuse, readCodes: refuse }), [0, 1, 2].map((at) => frameAt(at, { luma: PLAIN })));
    expect(sightings).toMatchObject({ categories: [], unknownProbability: 1, attributes: [], objects: [], codes: [], framesLookedAt: 0 });
    expect(sightings.quality).toMatchObject({ dark: true, static: true });
  });

  it('names the colour of a product with its measured shade', async () => {
    const { attributes } = await watch(eyes(), [frameAt(0), frameAt(1)]);
    expect(attributes.map(({ name, value }) => [name, value])).toEqual([['color', 'Red'], ['color-hex', '#c01020']]);
    expect(attributes[0]?.probability).toBeGreaterThan(0.8);
  });

  it('is unsure of the colour when the shots show items of different colours', async () => {
    const looks = [red, black, red];
    const vision = eyes({ look: async () => looks.shift() ?? red });
    const { attributes } = await watch(vision, [frameAt(0), frameAt(3, { sceneCut: true })]);
    const colours = attributes.filter(({ name }) => name === 'color');
    expect(colours.map(({ value }) => value).sort()).toEqual(['Black', 'Red']);
    for (const { probability } of colours) expect(probability).toBeLessThan(0.7);
  });

  it('claims no colour where it found no product', async () => {
    const vision = eyes({ weigh: async () => ({ categories: [{ categoryId: 'aa-1-4', probability: 0.1, looks: [0] }], objects: [] }) });
    expect((await watch(vision, [frameAt(0)])).attributes).toEqual([]);
  });

  it.each([['fb-1-9', 0], ['fb-2-6-8', 0], ['fb-2-10-7-5', 2], ['aa-8', 2], ['hg-11-10-5-5', 2]])('tells the colour of a product, not of its pack (%s)', async (categoryId, attributes) => {
    const vision = eyes({ weigh: async () => ({ categories: [{ categoryId, probability: 0.9, looks: [0] }], objects: [] }) });
    expect((await watch(vision, [frameAt(0)])).attributes).toHaveLength(attributes);
  });

  it('reports a code once, with all its times', async () => {
    const code = { symbology: 'QRCode', text: 'https://shop.example', box: [0.1, 0.1, 0.3, 0.3] as const };
    const sightings = await watch(eyes({ readCodes: async () => [code] }), [frameAt(0), frameAt(4.5), frameAt(9, { sceneCut: true })]);
    expect(sightings.codes).toEqual([
      { symbology: 'QRCode', text: 'https://shop.example', seen: [{ startS: 0, endS: 4.5, box: code.box }, { startS: 9, endS: 9, box: code.box }] },
    ]);
  });

  it('believes a nudity score less where the frame surely shows ginger, but not where it shows clothes or nothing known', async () => {
    const rated = (categoryId: string, looks: readonly number[]): VisionModel =>
      eyes({ rateNudity: async () => 0.9, weigh: async () => ({ categories: [{ categoryId, probability: 0.95, looks }], objects: [] }) });
    expect((await watch(rated('fb-2-10-8-24', [0]), [frameAt(0)])).nsfwScore).toBeCloseTo(0.045);
    expect((await watch(rated('fb-2-10-8-24', []), [frameAt(0)])).nsfwScore).toBe(0.9);
    expect((await watch(rated('aa-1-4', [0]), [frameAt(0)])).nsfwScore).toBe(0.9);
  });

  it('lets go of the pixels only when every model is done with them, also when one failed', async () => {
    let slowDone = false;
    const vision = eyes({
      look: async () => Promise.reject(new Error('broken')),
      rateNudity: () => new Promise((resolve) => setImmediate(() => setImmediate(() => resolve(((slowDone = true), 0))))),
    });
    const observer = createSeeStage({ vision }).open(contextOf());
    await expect(observer.observe(frameAt(0), new AbortController().signal)).rejects.toThrow('broken');
    expect(slowDone).toBe(true);
  });

  it('hands on its priority and its signal', async () => {
    const seen: unknown[] = [];
    const vision = eyes({ look: async (_, __, options) => (seen.push(options), red) });
    const controller = new AbortController();
    await createSeeStage({ vision }).open(contextOf({ priority: 1 })).observe(frameAt(0), controller.signal);
    expect(seen).toEqual([{ priority: 1, signal: controller.signal }]);
  });
});
