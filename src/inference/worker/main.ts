import { parentPort, workerData } from 'node:worker_threads';
import type { ModelRuntime } from '../model-definition.js';
import { loadTask } from '../tasks.js';
import type { FromWorker, ToWorker, WireResult, WorkerStart } from './messages.js';
import { SessionHost } from './session-host.js';
import { SessionProfile } from './session-profile.js';
import { fromWire, toWire } from './wire-error.js';

/** Entry of an inference worker: takes one batch at a time, loads a task on its first batch, answers with results in order. */
if (parentPort === null) throw new Error('src/inference/worker/main.ts runs as a worker thread only');
const port = parentPort;
const profile = (workerData as WorkerStart).profile ? new SessionProfile() : null;
const host = new SessionHost(profile);
const runtimes = new Map<string, Promise<ModelRuntime<unknown, unknown>>>();
const awaitedFolders = new Map<string, { resolve(): void; reject(error: Error): void }[]>();

port.on('message', (message: ToWorker) => {
  switch (message.kind) {
    case 'batch':
      void runBatch(message);
      return;
    case 'report-uses':
      send({ kind: 'uses', uses: profile?.uses ?? [] });
      return;
    case 'folder':
      host.addFolder(message.model, message.path);
      for (const waiter of awaitedFolders.get(message.model) ?? []) waiter.resolve();
      awaitedFolders.delete(message.model);
      return;
    case 'folder-refused':
      for (const waiter of awaitedFolders.get(message.model) ?? []) waiter.reject(fromWire(message.model, message.error));
      awaitedFolders.delete(message.model);
      return;
  }
});

async function runBatch(message: Extract<ToWorker, { kind: 'batch' }>): Promise<void> {
  try {
    const runtime = await runtimeOf(message.task);
    const startedAt = performance.now();
    const outputs = await runtime.run(message.inputs);
    const inferenceMs = performance.now() - startedAt;
    if (outputs.length !== message.inputs.length) throw new Error(`${message.task} gave ${outputs.length} results for ${message.inputs.length} inputs`);
    const moved: ArrayBuffer[] = [];
    const results = outputs.map((output): WireResult => {
      if (output instanceof Error) return { ok: false, error: toWire(output) };
      if (runtime.transfer !== undefined) moved.push(...runtime.transfer(output));
      return { ok: true, output };
    });
    send({ kind: 'done', id: message.id, results, inferenceMs }, moved);
  } catch (error) {
    send({ kind: 'failed', id: message.id, error: toWire(error) });
  }
}

function runtimeOf(task: string): Promise<ModelRuntime<unknown, unknown>> {
  const known = runtimes.get(task);
  if (known !== undefined) return known;
  const loading = load(task);
  runtimes.set(task, loading);
  loading.catch(() => runtimes.delete(task));
  return loading;
}

async function load(task: string): Promise<ModelRuntime<unknown, unknown>> {
  const definition = await loadTask(task);
  await Promise.all(definition.needs.map(folderOf));
  return definition.load(host);
}

function folderOf(model: string): Promise<void> {
  if (host.hasFolder(model)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const waiters = awaitedFolders.get(model);
    if (waiters !== undefined) {
      waiters.push({ resolve, reject });
      return;
    }
    awaitedFolders.set(model, [{ resolve, reject }]);
    send({ kind: 'need-folder', model });
  });
}

function send(message: FromWorker, moved: readonly ArrayBuffer[] = []): void {
  port.postMessage(message, [...moved]);
}
