import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pulledPacks } from '../../../../src/app/senses.js';
import type { BatchedModel } from '../../../../src/inference/model-definition.js';
import { pullModel } from '../../../../src/inference/model-store/hub/pull-model.js';
import type { HubModel } from '../../../../src/inference/model-store/manifest.js';
import { ModelStore } from '../../../../src/inference/model-store/model-store.js';
import { onnxMetadata } from '../../../../src/inference/pp-ocr/onnx-metadata.js';
import { logicalOrder } from '../../../../src/inference/pp-ocr/visual-order.js';
import { createTextReader } from '../../../../src/inference/screen-text-reader.js';
import { loadTask, type Task } from '../../../../src/inference/tasks.js';
import { SessionHost } from '../../../../src/inference/worker/session-host.js';
import type { Picture, Quad } from '../../../../src/stages/read/text-reader.js';
import { LocalHub } from '../../../support/local-hub.js';
import { tinyRecogniser } from '../../../support/tiny-onnx.js';

const WIDTH = 480;
const LINE: Quad = [0, 0, WIDTH, 0, WIDTH, 48, 0, 48];
const OPTIONS = { priority: 0, signal: new AbortController().signal };

/** A line of stripes: black at 48–96 and 384–432, grey at 192–240, on white. */
function striped(): Picture {
  const pixels = new Uint8Array(WIDTH * 48 * 3).fill(255);
  for (let y = 0; y < 48; y += 1) {
    for (const [from, to, level] of [[48, 96, 0], [192, 240, 128], [384, 432, 0]] as const) pixels.fill(level, (y * WIDTH + from) * 3, (y * WIDTH + to) * 3);
  }
  return { pixels, width: WIDTH, height: 48 };
}

describe('a language pack that was pulled', () => {
  let root: string;
  let hub: LocalHub;
  let address: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'thalweg-packs-'));
    hub = new LocalHub();
    address = await hub.start();
  });
  afterEach(async () => {
    await hub.stop();
    await rm(root, { recursive: true, force: true });
  });

  const open = (): Promise<ModelStore> => ModelStore.open({ folders: { embedded: root, pulled: join(root, 'pulled'), lockFile: join(root, 'lock.json'), cache: join(root, 'cache') } });

  /** Pulls a pack from the hub as the project's manifest names it, but for the hash: the file is another. */
  async function pulled(name: string, model: Buffer): Promise<ModelStore> {
    const manifest = JSON.parse(await readFile('models/manifest.json', 'utf8')) as { models: Record<string, HubModel> };
    const described = { ...manifest.models[name]!, source: { ...manifest.models[name]!.source, repository: 'team/tiny' }, files: manifest.models[name]!.files.map(({ path, hubPath }) => ({ path, hubPath })) };
    await writeFile(join(root, 'manifest.json'), JSON.stringify({ formatVersion: 1, models: { [name]: described } }));
    expect(await pulledPacks(await open())).toEqual(new Map());
    hub.files.set(described.files[0]!.hubPath!, { content: model, large: true });
    const store = await open();
    await pullModel(name, store.model(name) as HubModel, { folders: store.folders, hub: address, access: { token: null }, signal: OPTIONS.signal });
    return open();
  }

  /** Every task in this thread, on the pulled models. */
  async function readerOn(store: ModelStore): Promise<ReturnType<typeof createTextReader>> {
    const packs = await pulledPacks(store);
    const host = new SessionHost();
    for (const model of packs.values()) host.addFolder(model, await store.verifiedFolder(model));
    const model = <Input, Output>(task: Task<Input, Output>): BatchedModel<Input, Output> => ({
      run: async (input) => {
        const [output] = await (await (await loadTask(task.name)).load(host)).run([input]);
        if (output instanceof Error) throw output;
        return output as Output;
      },
    });
    return createTextReader({ model }, new Set(), packs);
  }

  it.each([
    ['pp-ocrv5-korean', 'Kore', ['안', '녕'], { from: 0, to: 1 }, '안녕안'],
    ['pp-ocrv5-korean', 'Kore', ['안', '녕'], { from: 0.4, to: 1 }, '녕안'],
    ['pp-ocrv5-cyrillic', 'Cyrl', ['Д', 'а'], { from: 0, to: 0.6 }, 'Да'],
    ['pp-ocrv5-th', 'Thai', ['ก', 'ข'], { from: 0, to: 1 }, 'กขก'],
    ['pp-ocrv5-devanagari', 'Deva', ['क', 'ख'], { from: 0, to: 1 }, 'कखक'],
    ['pp-ocrv5-arabic', 'Arab', ['ا', 'ب'], { from: 0, to: 0.6 }, 'با'],
  ] as const)('%s reads %s in tesseract\'s place', async (name, script, dictionary, span, wanted) => {
    const reader = await readerOn(await pulled(name, tinyRecogniser(dictionary)));
    expect([...reader.foreignScripts]).toEqual([script]);
    const { text, confidence } = await reader.readForeign(striped(), LINE, span, script, OPTIONS);
    expect(text).toBe(wanted);
    expect(confidence).toBeGreaterThan(0.99);
  });

  it('is refused when its dictionary is not there', async () => {
    const reader = await readerOn(await pulled('pp-ocrv5-korean', tinyRecogniser(['안', '녕'], 'other')));
    await expect(reader.readForeign(striped(), LINE, { from: 0, to: 1 }, 'Kore', OPTIONS)).rejects.toThrow(/carries no dictionary/);
  });

  it('is refused when its dictionary does not fit its classes', async () => {
    const reader = await readerOn(await pulled('pp-ocrv5-korean', tinyRecogniser(['안', '녕\n하'])));
    await expect(reader.readForeign(striped(), LINE, { from: 0, to: 1 }, 'Kore', OPTIONS)).rejects.toThrow('tells 4 classes apart, its dictionary names 5');
  });

  it('does not count as pulled when a file of it is gone or cut', async () => {
    const store = await pulled('pp-ocrv5-korean', tinyRecogniser(['안', '녕']));
    expect(await store.isHere('pp-ocrv5-korean')).toBe(true);
    await writeFile(join(root, 'pulled', 'pp-ocrv5-korean', 'rec.onnx'), 'cut');
    expect(await pulledPacks(store)).toEqual(new Map());
  });
});

describe('onnxMetadata', () => {
  it('finds an entry among others, and says when there is none', () => {
    const file = tinyRecogniser(['a', 'b']);
    expect(onnxMetadata(file, 'character')).toBe('a\nb\n');
    expect(onnxMetadata(file, 'author')).toBeNull();
    expect(() => onnxMetadata(file.subarray(0, 1), 'character')).toThrow('ends in the middle');
  });
});

describe('logicalOrder', () => {
  it.each([
    ['ابج', 'جبا'],
    ['99.90 ابج', 'جبا99.90 '],
    ['', ''],
  ])('%s → %s', (visual, wanted) => expect(logicalOrder(visual)).toBe(wanted));
});
