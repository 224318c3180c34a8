import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { ThalwegError } from '../../domain/errors.js';
import type { FromWorker, ToWorker, WireResult, WorkerStart } from '../worker/messages.js';
import type { SessionUse } from '../worker/session-profile.js';
import { fromWire, toWire } from '../worker/wire-error.js';

/** Resolves to the folder of a model whose files were verified; rejects with MODEL_MISSING or MODEL_CORRUPT. */
export type VerifiedFolder = (model: string) => Promise<string>;

export interface BatchOutcome {
  readonly results: readonly WireResult[];
  readonly inferenceMs: number;
}

interface RunningBatch {
  readonly id: number;
  readonly task: string;
  resolve(outcome: BatchOutcome): void;
  reject(error: Error): void;
}

/** One worker thread and the single batch that it works on. A dead worker is replaced on the next batch. */
export class WorkerHandle {
  readonly #verifiedFolder: VerifiedFolder;
  readonly #profile: boolean;
  #worker: Worker | null = null;
  readonly #awaitedUses: ((uses: readonly SessionUse[]) => void)[] = [];
  #running: RunningBatch | null = null;
  #batches = 0;

  /** @param profile whether the worker counts the runs of its sessions. */
  constructor(verifiedFolder: VerifiedFolder, profile: boolean) {
    this.#verifiedFolder = verifiedFolder;
    this.#profile = profile;
  }

  get idle(): boolean {
    return this.#running === null;
  }

  /** Runs one batch; the handle must be idle. Rejects when the batch as a whole failed or the thread died. */
  run(task: string, inputs: readonly unknown[], moved: readonly ArrayBuffer[]): Promise<BatchOutcome> {
    if (this.#running !== null) throw new Error('a worker takes one batch at a time');
    this.#worker ??= this.#start();
    const id = ++this.#batches;
    return new Promise<BatchOutcome>((resolve, reject) => {
      this.#running = { id, task, resolve, reject };
      try {
        this.#post({ kind: 'batch', id, task, inputs }, moved);
      } catch (error) {
        this.#settle((running) => running.reject(new ThalwegError('MODEL_FAILED', `${task} was given an input that cannot cross to a worker: ${String(error)}`, { cause: error })));
      }
    });
  }

  /** The session runs counted so far; empty when the worker does not count or has not started. */
  sessionUses(): Promise<readonly SessionUse[]> {
    if (this.#worker === null) return Promise.resolve([]);
    return new Promise((resolve) => {
      this.#awaitedUses.push(resolve);
      this.#post({ kind: 'report-uses' }, []);
    });
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    this.#settle((running) => running.reject(new ThalwegError('CANCELLED', 'the inference pool was closed')));
    if (worker !== null) await worker.terminate();
  }

  #start(): Worker {
    const worker = new Worker(workerEntry(), { name: 'thalweg-inference', execArgv: [], workerData: { profile: this.#profile } satisfies WorkerStart });
    worker.on('message', (message: FromWorker) => this.#receive(worker, message));
    worker.on('error', (error) => this.#died(worker, error));
    worker.on('exit', (code) => this.#died(worker, new Error(`the inference worker exited with code ${code}`)));
    return worker;
  }

  #receive(worker: Worker, message: FromWorker): void {
    switch (message.kind) {
      case 'need-folder':
        this.#verifiedFolder(message.model).then(
          (path) => worker.postMessage({ kind: 'folder', model: message.model, path } satisfies ToWorker),
          (error: unknown) => worker.postMessage({ kind: 'folder-refused', model: message.model, error: toWire(error) } satisfies ToWorker),
        );
        return;
      case 'uses':
        for (const resolve of this.#awaitedUses.splice(0)) resolve(message.uses);
        return;
      case 'done':
        if (this.#running?.id === message.id) this.#settle((running) => running.resolve(message));
        return;
      case 'failed':
        if (this.#running?.id === message.id) this.#settle((running) => running.reject(fromWire(running.task, message.error)));
        return;
    }
  }

  #died(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const resolve of this.#awaitedUses.splice(0)) resolve([]);
    this.#settle((running) => running.reject(new ThalwegError('MODEL_FAILED', `${running.task} lost its worker: ${error.message}`, { cause: error })));
  }

  #settle(end: (running: RunningBatch) => void): void {
    const running = this.#running;
    this.#running = null;
    if (running !== null) end(running);
  }

  #post(message: ToWorker, moved: readonly ArrayBuffer[]): void {
    this.#worker?.postMessage(message, [...moved]);
  }
}

/** Worker threads run built JavaScript, also when the caller runs from the TypeScript sources. */
function workerEntry(): URL {
  const beside = new URL('../worker/main.js', import.meta.url);
  if (existsSync(fileURLToPath(beside))) return beside;
  const built = new URL('../../../dist/inference/worker/main.js', import.meta.url);
  if (existsSync(fileURLToPath(built))) return built;
  throw new ThalwegError('TOOL_MISSING', `the built inference worker is missing: looked for ${fileURLToPath(built)}; run "npm run build"`);
}
