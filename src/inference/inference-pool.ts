import { ThalwegError, asThalwegError } from '../domain/errors.js';
import type { BatchedModel, RunOptions } from './model-definition.js';
import { BatchQueue, rank, type PendingCall } from './pool/batch-queue.js';
import { WorkerHandle, type VerifiedFolder } from './pool/worker-handle.js';
import type { Task } from './tasks.js';
import type { SessionUse } from './worker/session-profile.js';
import { fromWire } from './worker/wire-error.js';

export interface InferencePoolOptions {
  /** Worker threads, each with single-threaded sessions of its own. One a core is the measured best. */
  readonly workers: number;
  readonly verifiedFolder: VerifiedFolder;
  /** Count the runs of every session by input shapes, for `sessionUses()`. Default false. */
  readonly profile?: boolean;
  /** Told of every batch: for metrics. */
  readonly onBatch?: (batch: BatchReport) => void;
}

export interface BatchReport {
  readonly task: string;
  readonly size: number;
  /** How long the oldest call of the batch waited. */
  readonly waitMs: number;
  readonly inferenceMs: number;
}

interface BestBatch {
  readonly task: string;
  readonly queue: BatchQueue<unknown>;
  readonly key: string;
  readonly priority: number;
  readonly oldestAtMs: number;
  readonly readyAtMs: number;
}

/**
 * All inference of a process: worker threads, and in front of each task a queue that groups the concurrent calls of
 * different videos. A worker that becomes idle takes the best batch that is ready: lower priority number first, then
 * the oldest. Calls that fail, fail alone; a worker that dies fails its batch (MODEL_FAILED) and is replaced.
 */
export class InferencePool {
  readonly #workers: readonly WorkerHandle[];
  readonly #queues = new Map<string, BatchQueue<unknown>>();
  readonly #onBatch: (batch: BatchReport) => void;
  #timer: NodeJS.Timeout | null = null;
  #scheduled = false;
  #closed = false;

  constructor(options: InferencePoolOptions) {
    if (!Number.isInteger(options.workers) || options.workers < 1) {
      throw new ThalwegError('CONFIG_INVALID', `inference workers is ${options.workers}; wanted a whole number of at least 1`);
    }
    // ONNX Runtime reports on its use unless told not to, and leaves files of that in the temporary folder. Its native side
    // reads this when the first worker loads it.
    process.env['ORT_DISABLE_TELEMETRY'] ??= '1';
    this.#workers = Array.from({ length: options.workers }, () => new WorkerHandle(options.verifiedFolder, options.profile ?? false));
    this.#onBatch = options.onBatch ?? (() => undefined);
  }

  get workers(): number {
    return this.#workers.length;
  }

  model<Input, Output>(task: Task<Input, Output>): BatchedModel<Input, Output> {
    const queue = this.#queueOf(task);
    return { run: (input, options) => this.#enqueue(queue, input, options) as Promise<Output> };
  }

  /** The session runs of all workers, one entry per worker, file and input shapes. Empty without `profile`. */
  async sessionUses(): Promise<readonly SessionUse[]> {
    return (await Promise.all(this.#workers.map((worker) => worker.sessionUses()))).flat();
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    for (const queue of this.#queues.values()) {
      for (const call of queue.drain()) call.settle({ error: new ThalwegError('CANCELLED', 'the inference pool was closed') });
    }
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #queueOf<Input, Output>(task: Task<Input, Output>): BatchQueue<unknown> {
    const known = this.#queues.get(task.name);
    if (known !== undefined) return known;
    const queue = new BatchQueue<Input>(task.batching) as unknown as BatchQueue<unknown>;
    this.#queues.set(task.name, queue);
    return queue;
  }

  #enqueue(queue: BatchQueue<unknown>, input: unknown, options: RunOptions): Promise<unknown> {
    if (this.#closed) return Promise.reject(new ThalwegError('CANCELLED', 'the inference pool is closed'));
    if (options.signal.aborted) return Promise.reject(asThalwegError(options.signal.reason));
    return new Promise<unknown>((resolve, reject) => {
      const onAbort = (): void => {
        queue.remove(call);
        reject(asThalwegError(options.signal.reason));
      };
      const call: PendingCall<unknown> = {
        input,
        priority: options.priority,
        enqueuedAtMs: performance.now(),
        transfer: options.transfer ?? [],
        settle: (result) => {
          options.signal.removeEventListener('abort', onAbort);
          if ('error' in result) reject(result.error);
          else resolve(result.output);
        },
      };
      options.signal.addEventListener('abort', onAbort, { once: true });
      queue.add(call);
      this.#schedule();
    });
  }

  /** Defers to a microtask so that calls made together are batched together. */
  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#dispatch();
    });
  }

  #dispatch(): void {
    if (this.#closed) return;
    for (const worker of this.#workers) {
      if (!worker.idle) continue;
      const nowMs = performance.now();
      const best = this.#best(nowMs);
      if (best === null) return;
      if (best.readyAtMs > nowMs) {
        this.#wakeAt(best.readyAtMs - nowMs);
        return;
      }
      void this.#run(worker, best.task, best.queue.take(best.key));
    }
  }

  #best(nowMs: number): BestBatch | null {
    let best: BestBatch | null = null;
    for (const [task, queue] of this.#queues) {
      const next = queue.next(nowMs);
      if (next !== null && (best === null || rank(next, best, nowMs) < 0)) best = { task, queue, ...next };
    }
    return best;
  }

  #wakeAt(delayMs: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#dispatch();
    }, Math.ceil(delayMs));
  }

  async #run(worker: WorkerHandle, task: string, calls: readonly PendingCall<unknown>[]): Promise<void> {
    const startedAtMs = performance.now();
    const oldestAtMs = Math.min(...calls.map((call) => call.enqueuedAtMs));
    try {
      const outcome = await worker.run(task, calls.map((call) => call.input), calls.flatMap((call) => call.transfer));
      calls.forEach((call, index) => {
        const result = outcome.results[index];
        if (result === undefined) call.settle({ error: new ThalwegError('MODEL_FAILED', `${task} gave no result for input ${index} of ${calls.length}`) });
        else call.settle(result.ok ? { output: result.output } : { error: fromWire(task, result.error) });
      });
      this.#onBatch({ task, size: calls.length, waitMs: startedAtMs - oldestAtMs, inferenceMs: outcome.inferenceMs });
    } catch (error) {
      for (const call of calls) call.settle({ error: asThalwegError(error) });
    }
    this.#schedule();
  }
}
