import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Frame } from '../../../../src/domain/frame.js';
import type { Sightings } from '../../../../src/domain/perception.js';
import { InferencePool } from '../../../../src/inference/inference-pool.js';
import { pullModel } from '../../../../src/inference/model-store/hub/pull-model.js';
import type { HubModel } from '../../../../src/inference/model-store/manifest.js';
import { ModelStore } from '../../../../src/inference/model-store/model-store.js';
import { createPooledVisionModel, type ZeroShotChoice } from '../../../../src/inference/pooled-vision-model.js';
import { PreprocessorConfig, pictureTensor } from '../../../../src/inference/siglip/picture-tensor.js';
import { siglipTasks } from '../../../../src/inference/siglip/siglip-tasks.js';
import { TextTokens } from '../../../../src/inference/siglip/text-tokens.js';
import { loadTask, type Task } from '../../../../src/inference/tasks.js';
import { SessionHost } from '../../../../src/inference/worker/session-host.js';
import { createSeeStage } from '../../../../src/stages/see/see-stage.js';
import { LocalHub } from '../../../support/local-hub.js';
import { tinyPictureHalf, tinyTextHalf } from '../../../support/tiny-onnx.js';
import { tinyTokenizer } from '../../../support/tiny-tokenizer.js';
import { contextOf, frameAt } from '../../stages/see/frames.js';

const MODEL = 'siglip2-base';
const { encodePicture, encodeTexts } = siglipTasks(MODEL);
const WORDS = ['is', 'a', 'photo', 'of', 'red', 'green', 'blue', 'lamps', 'kites', 'tents'] as const;
const { file: tokenizer, idOf } = tinyTokenizer('this', WORDS);
const COLOURS: Readonly<Record<string, readonly [number, number, number]>> = { '▁red': [1, -1, -1], '▁green': [-1, 1, -1], '▁blue': [-1, -1, 1] };
const ROWS = Object.keys((tokenizer as { model: { vocab: Record<string, number> } }).model.vocab).map((token) => COLOURS[token] ?? ([0, 0, 0] as const));
const PREPROCESSOR = { do_resize: true, do_rescale: true, do_normalize: true, image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5], resample: 2, rescale_factor: 1 / 255, size: { height: 224, width: 224 } };
const FILES: Readonly<Record<string, Buffer>> = {
  'onnx/vision_model_quantized.onnx': tinyPictureHalf(),
  'onnx/text_model_quantized.onnx': tinyTextHalf(ROWS),
  'config.json': json({ model_type: 'siglip', text_config: { model_type: 'siglip_text_model' } }),
  'preprocessor_config.json': json(PREPROCESSOR),
  'tokenizer.json': json(tokenizer),
  'tokenizer_config.json': json({ pad_token: '<pad>', eos_token: '<eos>' }),
};
/** Lamps are of no category that the head knows; the text of each names one colour. */
const CATEGORIES = [
  { categoryId: 'hg-13-8', prompt: 'This is a photo of Red Lamps.' },
  { categoryId: 'tg-5-19', prompt: 'This is a photo of Green Kites.' },
  { categoryId: 'sg-4-2', prompt: 'This is a photo of Blue Tents.' },
];
const PIXELS = Uint8Array.of(255, 0, 51, 0, 102, 204);

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}

/** A picture whose left part is one colour and whose right part is another. */
function parted(width: number, height: number, left: readonly number[], right: readonly number[], share: number): { readonly pixels: Uint8Array; readonly width: number; readonly height: number } {
  const pixels = new Uint8Array(new SharedArrayBuffer(width * height * 3));
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) pixels.set(x < width * share ? left : right, (y * width + x) * 3);
  return { pixels, width, height };
}

describe('a SigLIP model that was pulled', () => {
  let root: string;
  let hub: LocalHub;
  let address: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'thalweg-siglip-'));
    hub = new LocalHub();
    address = await hub.start();
  });
  afterEach(async () => {
    await hub.stop();
    await rm(root, { recursive: true, force: true });
  });

  const open = (): Promise<ModelStore> => ModelStore.open({ folders: { embedded: root, pulled: join(root, 'pulled'), lockFile: join(root, 'lock.json'), cache: join(root, 'cache') }, use: { 'zero-shot-vision': MODEL } });

  /** Pulls the files from the hub as the project's manifest names them. */
  async function pulled(changed: Readonly<Record<string, Buffer>> = {}): Promise<ModelStore> {
    const manifest = JSON.parse(await readFile('models/manifest.json', 'utf8')) as { models: Record<string, HubModel> };
    const described = manifest.models[MODEL]!;
    await writeFile(join(root, 'manifest.json'), JSON.stringify({ formatVersion: 1, models: { [MODEL]: { ...described, source: { ...described.source, repository: 'team/tiny' } } } }));
    for (const { path } of described.files) hub.files.set(path, { content: changed[path] ?? FILES[path]!, large: path.endsWith('.onnx') });
    const store = await open();
    await pullModel(MODEL, store.model(MODEL) as HubModel, { folders: store.folders, hub: address, access: { token: null }, signal: new AbortController().signal });
    return open();
  }

  async function hostOf(store: ModelStore): Promise<SessionHost> {
    const host = new SessionHost();
    host.addFolder(MODEL, await store.verifiedFolder(store.active('zero-shot-vision')));
    return host;
  }

  async function run<Input, Output>(host: SessionHost, task: Task<Input, Output>, input: Input): Promise<Output> {
    const [output] = await (await (await loadTask(task.name)).load(host)).run([input]);
    if (output instanceof Error) throw output;
    return output as Output;
  }

  it('squashes a whole picture to its size, scales it as its own files say, and gives a vector of length 1', async () => {
    // Three quarters (255, 0, 51): means 191.25, 0, 38.25 of 255 → 0.5, −1, −0.7.
    const picture = parted(448, 100, [255, 0, 51], [0, 0, 0], 0.75);
    const vector = await run(await hostOf(await pulled()), encodePicture, picture);
    const length = Math.hypot(0.5, -1, -0.7);
    expect([...vector].map((value) => value.toFixed(3))).toEqual([0.5, -1, -0.7].map((value) => (value / length).toFixed(3)));
    expect(Math.hypot(...vector)).toBeCloseTo(1, 6);

    await rm(join(root, 'lock.json'));
    await rm(join(root, 'pulled'), { recursive: true });
    const scaled = await run(await hostOf(await pulled({ 'preprocessor_config.json': json({ ...PREPROCESSOR, image_mean: [0, 0, 0], image_std: [1, 0.5, 0.25] }) })), encodePicture, picture);
    const expected = [0.75, 0, 0.6];
    expect([...scaled].map((value) => value.toFixed(3))).toEqual(expected.map((value) => (value / Math.hypot(...expected)).toFixed(3)));
  });

  it('puts planes of colour after one another', () => {
    const config = PreprocessorConfig.parse({ ...PREPROCESSOR, size: { height: 1, width: 2 }, image_mean: [0.5, 0, 0.2], image_std: [0.5, 1, 0.2] });
    const tensor = pictureTensor({ pixels: PIXELS, width: 2, height: 1 }, config);
    expect([...tensor].map((value) => Number(value.toFixed(5)))).toEqual([1, -1, 0, 0.4, 0, 3]);
  });

  it('lower-cases texts, ends them, pads them to 64 tokens and cuts what is longer before its end', async () => {
    const host = await hostOf(await pulled());
    const tokens = await TextTokens.load(host, MODEL);
    expect(tokens.length).toBe(64);
    const rows = [...tokens.rows(['THIS is a Photo of RED lamps.', `this${' is'.repeat(80)}`])].map(Number);
    const words = ['this', '▁is', '▁a', '▁photo', '▁of', '▁red', '▁lamps', '.', '<eos>'].map(idOf);
    expect(rows.slice(0, 64)).toEqual([...words, ...Array.from({ length: 64 - words.length }, () => idOf('<pad>'))]);
    expect(rows.slice(64)).toEqual([idOf('this'), ...Array.from({ length: 62 }, () => idOf('▁is')), idOf('<eos>')]);
  });

  it('gives texts vectors of length 1, in order, over as many batches as there are', async () => {
    const texts = Array.from({ length: 19 }, (_, i) => `A photo of ${['red', 'Green', 'BLUE'][i % 3]!} tents.`);
    const { vectors, width } = await run(await hostOf(await pulled()), encodeTexts, { texts });
    expect(width).toBe(3);
    expect(vectors.buffer).toBeInstanceOf(SharedArrayBuffer);
    const third = 1 / Math.sqrt(3);
    texts.forEach((_, i) => [0, 1, 2].forEach((colour) => expect(vectors[i * 3 + colour]).toBeCloseTo(colour === i % 3 ? third : -third, 5)));
  });

  it.each([
    ['another input', 'onnx/vision_model_quantized.onnx', tinyPictureHalf({ input: 'pixels' }), 'siglip2-base: onnx/vision_model_quantized.onnx takes pixels; wanted pixel_values alone'],
    ['no pooled output', 'onnx/vision_model_quantized.onnx', tinyPictureHalf({ pooled: false }), 'siglip2-base: onnx/vision_model_quantized.onnx gives last_hidden_state float32 [1, 3, 224]; wanted image_embeds or pooler_output float32 [1, width]'],
    ['another size', 'onnx/vision_model_quantized.onnx', tinyPictureHalf({ side: 256 }), /Got: 224 Expected: 256/],
    ['a size that is none', 'preprocessor_config.json', json({ ...PREPROCESSOR, size: { height: 'tall', width: 224 } }), /siglip2-base: preprocessor_config\.json: size\.height is "tall"; wanted/],
    ['no JSON', 'preprocessor_config.json', Buffer.from('<html>'), 'siglip2-base: preprocessor_config.json is no JSON: found "<html>"'],
  ])('refuses a picture half with %s', async (_what, path, content, message) => {
    const host = await hostOf(await pulled({ [path]: content }));
    await expect(run(host, encodePicture, parted(8, 8, [1, 2, 3], [4, 5, 6], 0.5))).rejects.toThrow(message);
  });

  it.each([
    ['a mask', 'onnx/text_model_quantized.onnx', tinyTextHalf(ROWS, { mask: true }), 'siglip2-base: onnx/text_model_quantized.onnx takes input_ids, attention_mask; wanted input_ids alone'],
    ['a padding token that its tokenizer does not have', 'tokenizer_config.json', json({ pad_token: { content: '[PAD]' } }), 'siglip2-base: tokenizer.json has no token "[PAD]"; tokenizer_config.json wants it for padding'],
    ['no tokenizer', 'tokenizer.json', json({}), /siglip2-base: tokenizer\.json: model is missing; wanted/],
  ])('refuses a text half with %s', async (_what, path, content, message) => {
    const host = await hostOf(await pulled({ [path]: content }));
    await expect(run(host, encodeTexts, { texts: ['a'] })).rejects.toThrow(message);
  });

  it.each(['image_embeds', 'embedding'])('takes the pooled output under the name %s', async (output) => {
    const host = await hostOf(await pulled({ 'onnx/vision_model_quantized.onnx': tinyPictureHalf({ output }) }));
    expect((await run(host, encodePicture, parted(8, 8, [255, 0, 0], [255, 0, 0], 1)))[0]).toBeCloseTo(1 / Math.sqrt(3), 5);
  });

  it('is missing, by the file, when one of its files is gone', async () => {
    const store = await pulled();
    await rm(join(store.folder(MODEL), 'tokenizer.json'));
    await expect((await open()).verifiedFolder(MODEL)).rejects.toMatchObject({ code: 'MODEL_MISSING', message: expect.stringMatching(/tokenizer\.json is missing; wanted \d+ bytes/) as unknown });
  });

  describe('in the workers', () => {
    let pool: InferencePool;
    const calls: string[] = [];
    const openPool = (store: ModelStore): InferencePool =>
      (pool = new InferencePool({ workers: 2, verifiedFolder: (model) => (model === MODEL ? store.verifiedFolder(model) : Promise.resolve(join(process.cwd(), 'models', model))), onBatch: ({ task }) => calls.push(task) }));
    afterEach(async () => {
      calls.length = 0;
      await pool.close();
    });

    async function watch(zeroShot: ZeroShotChoice | null, colours: readonly (readonly number[])[]): Promise<Sightings> {
      const { signal } = new AbortController();
      const observer = createSeeStage({ vision: createPooledVisionModel(pool, zeroShot) }).open(contextOf());
      for (const [at, colour] of colours.entries()) {
        const frame: Frame = { ...frameAt(at * 2, { sceneCut: true }), ...parted(64, 64, colour, colour, 1) };
        await observer.observe(frame, signal);
      }
      return observer.finish(signal);
    }

    it('names an unknown product, with the looks that show it, and leaves what the head knows as it was', async () => {
      openPool(await pulled());
      const frames = [[255, 0, 0], [250, 10, 5], [0, 255, 0]];
      const without = await watch(null, frames);
      expect(calls.some((task) => task.startsWith(MODEL))).toBe(false);
      const chosen = await watch({ model: MODEL, categories: CATEGORIES }, frames);
      const [lamps, kites] = ['hg-13-8', 'tg-5-19'].map((id) => chosen.categories.find(({ categoryId }) => categoryId === id));
      expect(without.categories.find(({ categoryId }) => categoryId === 'hg-13-8')).toBeUndefined();
      expect(lamps!.probability).toBeGreaterThan(kites?.probability ?? 0);
      expect(lamps!.seen.map(({ startS }) => startS)).toEqual([0, 2]);
      expect(chosen.categories.reduce((sum, { probability }) => sum + probability, 0)).toBeLessThanOrEqual(1.000001);
      const known = (sightings: Sightings): unknown[] => sightings.categories.filter(({ categoryId }) => /^(aa|fb)-/.test(categoryId)).map(({ categoryId, probability }) => [categoryId, probability.toFixed(6)]);
      expect(known(chosen)).toEqual(known(without));
    });

    it('encodes the texts once a process, whatever asks at the same time', async () => {
      openPool(await pulled());
      const vision = createPooledVisionModel(pool, { model: MODEL, categories: CATEGORIES });
      const options = { priority: 0, signal: new AbortController().signal };
      const looks = await Promise.all([0, 1].map(async (shot) => ({ shot, impression: (await vision.look(parted(64, 64, [255, 0, 0], [0, 0, 0], 0.9), 1, options)).impression })));
      await Promise.all([vision.weigh(looks, options), vision.weigh(looks, options)]);
      expect(calls.filter((task) => task === encodeTexts.name)).toHaveLength(1);
    });

    it('says which model broke, and tries anew for the next video', async () => {
      openPool(await pulled({ 'tokenizer.json': json({}) }));
      const vision = createPooledVisionModel(pool, { model: MODEL, categories: CATEGORIES });
      const options = { priority: 0, signal: new AbortController().signal };
      const impression = { features: new Float32Array(1280), logits: new Float32Array(1000), embedding: Float32Array.of(1, 0, 0) };
      for (let again = 0; again < 2; again += 1) await expect(vision.weigh([{ impression, shot: 0 }], options)).rejects.toMatchObject({ code: 'MODEL_FAILED', message: expect.stringContaining('tokenizer.json') as unknown });
      expect(calls.filter((task) => task === encodeTexts.name)).toHaveLength(2);
    });
  });
});
