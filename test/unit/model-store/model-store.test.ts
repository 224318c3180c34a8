import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { parseManifest } from '../../../src/inference/model-store/manifest.js';
import { ModelStore } from '../../../src/inference/model-store/model-store.js';

describe('the model store', () => {
  let root: string;
  const content = Buffer.from('weights');
  const file = (path: string, purpose = 'run'): object => ({ path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), licence: 'MIT', purpose });
  const manifest = (files: readonly object[]): string =>
    JSON.stringify({ formatVersion: 1, models: { ears: { kind: 'embedded', role: 'speech', version: '1', licence: 'MIT', description: 'd', source: { upstream: 'u', package: 'p' }, files } } });
  const open = (): Promise<ModelStore> => ModelStore.open({ folders: { embedded: root, pulled: join(root, 'pulled'), lockFile: join(root, 'lock.json'), cache: join(root, 'cache') } });

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'thalweg-store-'));
    await mkdir(join(root, 'ears'));
    await writeFile(join(root, 'ears', 'model.onnx'), content);
    await writeFile(join(root, 'manifest.json'), manifest([file('model.onnx'), file('golden/sound.wav', 'golden')]));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('gives a path once the bytes were verified; what only accompanies a model may be absent', async () => {
    expect(await (await open()).file('ears', 'model.onnx')).toBe(join(root, 'ears', 'model.onnx'));
    expect((await (await open()).check('ears')).map((check) => check.state)).toEqual(['ok', 'missing']);
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['absent', () => rm(join(root, 'ears', 'model.onnx')), 'MODEL_MISSING'],
    ['of another size', () => writeFile(join(root, 'ears', 'model.onnx'), 'weights, more'), 'MODEL_CORRUPT'],
    ['of the same size with other bytes', () => writeFile(join(root, 'ears', 'model.onnx'), 'wEights'), 'MODEL_CORRUPT'],
  ])('refuses a file that is %s', async (_, spoil, code) => {
    await (await open()).verifiedFolder('ears');
    await spoil();
    await expect((await open()).verifiedFolder('ears')).rejects.toMatchObject({ code });
  });

  it('remembers by size and time, notices a new time, and reads anew when asked to', async () => {
    const path = join(root, 'ears', 'model.onnx');
    const state = async (remembered: boolean): Promise<string> => (await (await open()).check('ears', { remembered }))[0]!.state;
    await utimes(path, 1000, 1000);
    expect(await state(true)).toBe('ok');
    await writeFile(path, 'wEights');
    await utimes(path, 1000, 1000);
    expect(await state(true)).toBe('ok');
    await utimes(path, 2000, 2000);
    expect(await state(true)).toBe('wrong-sha256');
    await utimes(path, 1000, 1000);
    expect(await state(false)).toBe('wrong-sha256');
  });

  it('serves many verifications at once', async () => {
    const stores = await Promise.all(Array.from({ length: 12 }, open));
    await Promise.all(stores.map((store) => store.verifiedFolder('ears')));
    expect((await readdir(join(root, 'cache'))).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  it('works without a place to remember', async () => {
    await writeFile(join(root, 'cache'), 'a file where the folder should be');
    await (await open()).verifiedFolder('ears');
  });

  it('refuses a choice of model that does not fit', async () => {
    await expect(ModelStore.open({ folders: { embedded: root, lockFile: join(root, 'lock.json') }, use: { speech: 'nose' } })).rejects.toMatchObject({ code: 'CONFIG_INVALID', message: 'models.speech is "nose"; wanted one of ears' });
  });

  it('never takes a damaged lock for an empty one', async () => {
    await writeFile(join(root, 'lock.json'), '{');
    await expect(open()).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });

  it.each(['../../etc/passwd', '/etc/passwd', 'a/../b', ''])('refuses a manifest with the path "%s"', (path) => {
    expect(() => parseManifest(manifest([file(path)]), 'manifest.json')).toThrow(/path/);
  });
});
