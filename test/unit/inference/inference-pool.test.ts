import { afterEach, describe, expect, it } from '@jest/globals';
import { InferencePool, type BatchReport } from '../../../src/inference/inference-pool.js';
import type { RunOptions } from '../../../src/inference/model-definition.js';
import type { Task } from '../../../src/inference/tasks.js';

interface Probe { readonly kind: 'double' | 'fail' | 'die' | 'gate'; readonly value: number; readonly gate?: SharedArrayBuffer }
interface Doubled { readonly value: number; readonly batch: readonly number[] }

const module = new URL('../../support/tasks/probe-task.mjs', import.meta.url).href;
const probe = (maxBatch: number, maxWaitMs = 0, groupBy?: (input: Probe) => string): Task<Probe, Doubled> =>
  ({ name: module, batching: { maxBatch, maxWaitMs, ...(groupBy === undefined ? {} : { groupBy }) } });
const options = (overrides: Partial<RunOptions> = {}): RunOptions => ({ priority: 0, signal: new AbortController().signal, ...overrides });
const double = (value: number): Probe => ({ kind: 'double', value });

describe('InferencePool', () => {
  let pool: InferencePool;
  const reports: BatchReport[] = [];
  const open = (workers: number): InferencePool => (pool = new InferencePool({ workers, verifiedFolder: () => Promise.reject(new Error('no models here')), onBatch: (report) => reports.push(report) }));
  afterEach(async () => {
    reports.length = 0;
    await pool.close();
  });

  /** Occupies a worker until the gate opens, so that what waits behind it is decided by the queue alone. */
  function closedGate(): { readonly buffer: SharedArrayBuffer; open(): void } {
    const buffer = new SharedArrayBuffer(4);
    return { buffer, open: () => { Atomics.store(new Int32Array(buffer), 0, 1); Atomics.notify(new Int32Array(buffer), 0); } };
  }

  it('groups calls that wait behind a busy worker into batches of at most maxBatch', async () => {
    const model = open(1).model(probe(4));
    const gate = closedGate();
    const first = model.run({ kind: 'gate', value: 0, gate: gate.buffer }, options());
    await Promise.resolve();
    const rest = [1, 2, 3, 4, 5, 6].map((value) => model.run(double(value), options()));
    gate.open();
    await first;
    const results = await Promise.all(rest);
    expect(results.map((result) => result.value)).toEqual([2, 4, 6, 8, 10, 12]);
    expect(results.map((result) => result.batch.length)).toEqual([4, 4, 4, 4, 2, 2]);
    expect(reports.map((report) => report.size)).toEqual([1, 4, 2]);
  });

  it('takes realtime calls before backfill calls that came earlier', async () => {
    const model = open(1).model(probe(2));
    const gate = closedGate();
    const first = model.run({ kind: 'gate', value: 0, gate: gate.buffer }, options());
    await Promise.resolve();
    const order: number[] = [];
    const note = (value: number, priority: number) => model.run(double(value), options({ priority })).then((result) => { order.push(value); return result; });
    const all = [note(1, 1), note(2, 1), note(3, 0), note(4, 0)];
    gate.open();
    await Promise.all([first, ...all]);
    expect(order).toEqual([3, 4, 1, 2]);
  });

  it('never mixes groups', async () => {
    const model = open(1).model(probe(8, 0, (input) => String(input.value % 2)));
    const gate = closedGate();
    const first = model.run({ kind: 'gate', value: 0, gate: gate.buffer }, options());
    await Promise.resolve();
    const all = [1, 2, 3, 4, 5].map((value) => model.run(double(value), options()));
    gate.open();
    await first;
    for (const result of await Promise.all(all)) expect(new Set(result.batch.map((value) => value % 2)).size).toBe(1);
  });

  it('fails one call without failing its neighbours', async () => {
    const model = open(1).model(probe(3, 20));
    const outcomes = await Promise.allSettled([model.run(double(1), options()), model.run({ kind: 'fail', value: 7 }, options()), model.run(double(3), options())]);
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { code: 'MODEL_FAILED', message: expect.stringContaining('told to fail: 7') } });
  });

  it('replaces a worker that died and fails only its batch', async () => {
    const model = open(1).model(probe(1));
    await expect(model.run({ kind: 'die', value: 1 }, options())).rejects.toMatchObject({ code: 'MODEL_FAILED', kind: 'retryable' });
    await expect(model.run(double(21), options())).resolves.toMatchObject({ value: 42 });
  });

  it('drops an aborted call from the queue', async () => {
    const model = open(1).model(probe(4));
    const gate = closedGate();
    const first = model.run({ kind: 'gate', value: 0, gate: gate.buffer }, options());
    await Promise.resolve();
    const stop = new AbortController();
    const aborted = model.run(double(1), options({ signal: stop.signal }));
    const kept = model.run(double(2), options());
    stop.abort();
    await expect(aborted).rejects.toMatchObject({ code: 'CANCELLED' });
    gate.open();
    await first;
    expect((await kept).batch).toEqual([2]);
  });

  it('waits up to maxWaitMs for company when a worker is free', async () => {
    const model = open(2).model(probe(3, 10_000));
    const results = await Promise.all([1, 2, 3].map((value) => model.run(double(value), options())));
    expect(results.map((result) => result.batch)).toEqual([[1, 2, 3], [1, 2, 3], [1, 2, 3]]);
  });

  it('rejects what still waits when it is closed', async () => {
    const model = open(1).model(probe(2, 60_000));
    const waiting = model.run(double(1), options());
    const refused = expect(waiting).rejects.toMatchObject({ code: 'CANCELLED' });
    await pool.close();
    await refused;
  });
});
