import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import * as ort from 'onnxruntime-node';

/**
 * Replays session runs on tensors made beforehand; only the runs are timed. Answers milliseconds by file, or with
 * `tryBatches` what share of the time of its rows is left at the best of several batches.
 */
const { uses, models, tryBatches = false } = workerData;
const sessions = new Map();

const OPTIONS = { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', graphOptimizationLevel: 'all', extra: { session: { x64quantprecision: '1' } } };

async function sessionOf(file, feeds) {
  const known = sessions.get(file);
  if (known !== undefined) return known;
  // As the pipeline opens them: encoders of windows of any length have an input more than their file.
  const rewritten = 'use_cache_branch' in feeds ? await stepAttention(file) : Object.keys(feeds).some((name) => name.startsWith('embed_positions')) ? await anyLength(file) : models + file;
  const opened = await ort.InferenceSession.create(rewritten, OPTIONS);
  sessions.set(file, opened);
  return opened;
}

async function stepAttention(file) {
  const { withStepAttention } = await import('../../dist/inference/whisper/step-attention.js');
  const config = JSON.parse(readFileSync(`${models}${file.split('/')[0]}/config.json`, 'utf8'));
  return withStepAttention(readFileSync(models + file), { heads: config.decoder_attention_heads, stateSize: config.d_model }) ?? models + file;
}

async function anyLength(file) {
  const { anyLengthEncoder } = await import('../../dist/inference/whisper/any-length-encoder.js');
  const config = JSON.parse(readFileSync(`${models}${file.split('/')[0]}/config.json`, 'utf8'));
  const rewritten = anyLengthEncoder(readFileSync(models + file), config.max_source_positions, config.d_model);
  if (rewritten === null) throw new Error(`${file} has no positions to take out`);
  return rewritten.model;
}

function tensorOf(spec, batch) {
  const [, name, type, dims] = /^(.+):(\w+)\[([\d,]*)\]$/.exec(spec);
  const shape = dims === '' ? [] : dims.split(',').map(Number);
  if (batch !== undefined && shape.length > 1 && !name.startsWith('embed_positions')) shape[0] = batch;
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

function feedsOf(shapes, batch) {
  const feeds = Object.fromEntries(shapes.split(' ').map((spec) => tensorOf(spec, batch)));
  if ('use_cache_branch' in feeds) {
    const past = feeds['past_key_values.0.decoder.key'];
    feeds.use_cache_branch = new ort.Tensor('bool', [past !== undefined && past.dims[2] > 0], [1]);
  }
  return feeds;
}

async function timed(session, feeds, runs) {
  const startedAt = performance.now();
  for (let run = 0; run < runs; run += 1) await session.run(feeds);
  return performance.now() - startedAt;
}

async function replay() {
  const sums = {};
  for (const { file, shapes, runs } of uses) {
    const feeds = feedsOf(shapes);
    const session = await sessionOf(file, feeds);
    if (runs > 3) await session.run(feeds);
    sums[file] = (sums[file] ?? 0) + (await timed(session, feeds, runs));
  }
  return sums;
}

/** Milliseconds a row at a batch, the faster of two; Infinity where the model takes no such batch. */
async function perRow(session, shapes, batch) {
  const feeds = feedsOf(shapes, batch);
  const rows = Math.max(1, (feeds.input_ids ?? Object.values(feeds).find((tensor) => tensor.dims.length > 1))?.dims[0] ?? 1);
  try {
    await session.run(feeds);
    let best = Infinity;
    for (let round = 0; round < 2; round += 1) best = Math.min(best, await timed(session, feeds, 1));
    return best / rows;
  } catch {
    return Infinity;
  }
}

async function shareAtBestBatch() {
  const asRun = {};
  const best = {};
  for (const { file, shapes, totalMs } of uses) {
    const session = await sessionOf(file, feedsOf(shapes));
    const now = await perRow(session, shapes, undefined);
    const least = Math.min(now, await perRow(session, shapes, 1), await perRow(session, shapes, 4));
    asRun[file] = (asRun[file] ?? 0) + totalMs;
    best[file] = (best[file] ?? 0) + (totalMs * least) / now;
  }
  return Object.fromEntries(Object.keys(asRun).map((file) => [file, best[file] / asRun[file]]));
}

parentPort.postMessage(tryBatches ? await shareAtBestBatch() : await replay());
