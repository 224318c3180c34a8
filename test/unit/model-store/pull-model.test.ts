import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { pullModel, type PullProgress } from '../../../src/inference/model-store/hub/pull-model.js';
import { ModelStore } from '../../../src/inference/model-store/model-store.js';
import type { HubModel } from '../../../src/inference/model-store/manifest.js';
import { HUB_COMMIT, LocalHub } from '../../support/local-hub.js';
import { tinyOnnx } from '../../support/tiny-onnx.js';

const MANIFEST = {
  formatVersion: 1,
  models: {
    tiny: {
      kind: 'hub', role: 'speech', version: '1', licence: 'CC0-1.0', description: 'one operator',
      source: { upstream: 'made in the test', hub: 'https://hub.example', repository: 'team/tiny', revision: 'main' },
      files: [{ path: 'onnx/model.onnx' }, { path: 'config.json' }],
    },
  },
};

describe('models pull', () => {
  let root: string;
  let hub: LocalHub;
  let address: string;
  const model = tinyOnnx('Relu');

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'thalweg-models-'));
    await writeFile(join(root, 'manifest.json'), JSON.stringify(MANIFEST));
    hub = new LocalHub();
    hub.files.set('onnx/model.onnx', { content: model, large: true });
    hub.files.set('config.json', { content: Buffer.from('{"layers":1}'), large: false });
    address = await hub.start();
  });
  afterEach(async () => {
    await hub.stop();
    await rm(root, { recursive: true, force: true });
  });

  const open = (): Promise<ModelStore> =>
    ModelStore.open({ folders: { embedded: root, pulled: join(root, 'pulled'), lockFile: join(root, 'lock.json'), cache: join(root, 'cache') }, use: { speech: 'tiny' } });
  async function pull(changes: { readonly token?: string; readonly progress?: PullProgress[]; readonly signal?: AbortSignal } = {}): Promise<void> {
    const store = await open();
    await pullModel('tiny', store.model('tiny') as HubModel, {
      folders: store.folders, hub: address, access: { token: changes.token ?? null }, signal: changes.signal ?? new AbortController().signal,
      maxTries: 4, firstPauseMs: 1, ...(changes.progress === undefined ? {} : { onProgress: (step) => changes.progress!.push(step) }),
    });
  }
  const part = (): string => join(root, 'pulled/tiny/onnx/model.onnx.part');

  it('fetches, verifies, pins, and what it fetched really runs', async () => {
    await expect((await open()).verifiedFolder('tiny')).rejects.toMatchObject({ code: 'MODEL_MISSING' });
    await pull();
    const store = await open();
    expect(store.active('speech')).toBe('tiny');
    const session = await InferenceSession.create(await store.file('tiny', 'onnx/model.onnx'));
    const { y } = await session.run({ x: new Tensor('float32', Float32Array.of(-1, 2), [2]) });
    expect([...(y!.data as Float32Array)]).toEqual([0, 2]);
    expect(JSON.parse(await readFile(join(root, 'lock.json'), 'utf8'))).toMatchObject({ models: { tiny: { commit: HUB_COMMIT, repository: 'team/tiny' } } });
    expect(await readdir(join(root, 'pulled'))).toEqual(['tiny']);
  });

  it('resumes with a range after a broken connection, and in the next run', async () => {
    hub.beforeBreak = async (sentBytes) => {
      while ((await stat(part()).catch(() => ({ size: 0 }))).size < sentBytes) await new Promise((resolve) => setImmediate(resolve));
    };
    hub.breakAfter.push(10, 20);
    await pull();
    expect(hub.requests.filter((request) => request.path.startsWith('/storage') && request.method === 'GET').map((request) => request.range)).toEqual([null, 'bytes=10-', 'bytes=30-']);

    await rm(join(root, 'pulled'), { recursive: true });
    hub.breakAfter.push(5, 0, 0, 0);
    await expect(pull()).rejects.toMatchObject({ code: 'SOURCE_UNAVAILABLE' });
    expect(await readFile(part())).toEqual(model.subarray(0, 5));
    hub.requests.length = 0;
    await pull();
    expect(hub.requests.find((request) => request.path.startsWith('/storage') && request.method === 'GET')?.range).toBe('bytes=5-');
    await (await open()).verifiedFolder('tiny');
  });

  it('asks for the pinned commit once there is a lock, and downloads nothing that is here', async () => {
    await pull();
    hub.requests.length = 0;
    const progress: PullProgress[] = [];
    await pull({ progress });
    expect(hub.requests).toEqual([]);
    expect(progress.map((step) => step.state)).toEqual(['kept', 'kept']);
    await rm(join(root, 'pulled/tiny/config.json'));
    await pull();
    expect(hub.requests[0]?.path).toContain(`/resolve/${HUB_COMMIT}/`);
  });

  it('refuses bytes that are not what the hub states, and keeps none of them', async () => {
    hub.served = Buffer.from(model).fill(0, 3, 9);
    await expect(pull()).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
    await expect(readFile(part())).rejects.toMatchObject({ code: 'ENOENT' });
    await expect((await open()).verifiedFolder('tiny')).rejects.toMatchObject({ code: 'MODEL_MISSING' });
  });

  it('refuses another file under the same name once the first was pinned', async () => {
    await pull();
    await rm(join(root, 'pulled'), { recursive: true });
    hub.files.set('onnx/model.onnx', { content: tinyOnnx('Neg'), large: true });
    await expect(pull()).rejects.toMatchObject({ code: 'MODEL_CORRUPT', message: expect.stringContaining('the lock file says') as unknown });
  });

  it('refuses a file that nobody vouches for', async () => {
    hub.tellsHashes = false;
    await expect(pull()).rejects.toMatchObject({ code: 'MODEL_CORRUPT', message: expect.stringContaining('states a hash') as unknown });
    expect(hub.requests.some((request) => request.method === 'GET' && request.path.startsWith('/storage/'))).toBe(false);
  });

  it('refuses small files by the id that git gives them', async () => {
    await pull();
    await rm(join(root, 'pulled/tiny/config.json'));
    await rm(join(root, 'lock.json'));
    hub.served = Buffer.from('{"layers":2}');
    hub.files.set('onnx/model.onnx', { content: hub.served, large: false });
    await expect(pull()).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
  });

  it.each([[401, 'CREDENTIALS_REFUSED'], [403, 'CREDENTIALS_REFUSED'], [404, 'MODEL_MISSING']])('says what %i means: %s, without trying again', async (status, code) => {
    hub.answers.push(status);
    await expect(pull()).rejects.toMatchObject({ code });
    expect(hub.requests).toHaveLength(1);
  });

  it('tries again when the hub throttles or breaks during a download', async () => {
    const head = hub.requests.length;
    hub.breakAfter.push(0);
    await pull();
    expect(hub.requests.length - head).toBeGreaterThan(4);
  });

  it('sends the token to the hub', async () => {
    await pull({ token: 'secret' });
    expect(hub.requests[0]?.token).toBe('Bearer secret');
  });

  it('stops on request and keeps the part for the next time', async () => {
    const stopping = new AbortController();
    stopping.abort();
    await expect(pull({ signal: stopping.signal })).rejects.toBeDefined();
    await pull();
  });
});
