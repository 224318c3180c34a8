import { parentPort, workerData } from 'node:worker_threads';
import * as ort from 'onnxruntime-node';

/** Replays session runs on tensors made beforehand; only the runs are timed. */
const { uses, models } = workerData;
const sessions = new Map();
const sums = {};

function tensorOf(spec) {
  const [, name, type, dims] = /^(.+):(\w+)\[([\d,]*)\]$/.exec(spec);
  const shape = dims === '' ? [] : dims.split(',').map(Number);
  const count = shape.reduce((product, side) => product * side, 1);
  switch (type) {
    case 'float32': {
      const data = new Float32Array(count);
      for (let at = 0; at < count; at += 1) data[at] = ((at * 7919) % 255) / 255 - 0.5;
      return [name, new ort.Tensor('float32', data, shape)];
    }
    case 'int64':
      return [name, new ort.Tensor('int64', new BigInt64Array(count).fill(name === 'sr' ? 16000n : 400n), shape)];
    default:
      return [name, null];
  }
}

for (const { file, shapes, runs } of uses) {
  let session = sessions.get(file);
  if (session === undefined) {
    session = await ort.InferenceSession.create(models + file, { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all', extra: { session: { x64quantprecision: '1' } } });
    sessions.set(file, session);
  }
  const feeds = Object.fromEntries(shapes.split(' ').map(tensorOf));
  if ('use_cache_branch' in feeds) {
    const past = feeds['past_key_values.0.decoder.key'];
    feeds.use_cache_branch = new ort.Tensor('bool', [past !== undefined && past.dims[2] > 0], [1]);
  }
  if (runs > 3) await session.run(feeds);
  const startedAt = performance.now();
  for (let run = 0; run < runs; run += 1) await session.run(feeds);
  sums[file] = (sums[file] ?? 0) + performance.now() - startedAt;
}
parentPort.postMessage(sums);
