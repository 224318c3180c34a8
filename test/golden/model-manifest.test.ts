import { describe, expect, it } from '@jest/globals';
import { InferenceSession } from 'onnxruntime-node';
import { ModelStore } from '../../src/inference/model-store/model-store.js';

/** What the manifest says of the embedded models is what the files are. */
const store = await ModelStore.open();

describe.each(store.names.filter((name) => store.model(name).kind === 'embedded'))('the manifest on %s', (name) => {
  it('names size and sha256 of every file', async () => {
    expect((await store.check(name)).filter((check) => check.state !== 'ok')).toEqual([]);
  });

  it('names inputs and outputs of every ONNX file as ONNX Runtime sees them', async () => {
    const model = store.model(name);
    if (model.kind !== 'embedded') throw new Error('filtered above');
    for (const file of model.files.filter(({ path }) => path.endsWith('.onnx'))) {
      const session = await InferenceSession.create(await store.file(name, file.path));
      const tensors = (metadata: InferenceSession['inputMetadata']): unknown => metadata.map((value) => (value.isTensor ? { name: value.name, type: value.type, shape: [...value.shape] } : value));
      expect(file.inputs).toEqual(tensors(session.inputMetadata));
      expect(file.outputs).toEqual(tensors(session.outputMetadata));
    }
  });
});
