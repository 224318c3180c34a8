import type * as Ort from 'onnxruntime-node';

/**
 * What one model file (src/inference/<model>/…-model.ts) exports. It runs in a worker thread only: `load` is called once
 * per worker on the first batch that needs it, `run` with one batch at a time. Pre- and post-processing belong in `run`
 * (so in the worker). Inputs and outputs cross the thread boundary: plain objects of numbers, strings and typed arrays;
 * typed arrays over a SharedArrayBuffer are shared, others are cloned or, if listed by `transfer`, moved.
 */
export interface ModelDefinition<Input, Output> {
  /** Unique among tasks: `pp-ocr/detect`, `whisper-base/transcribe`, … */
  readonly name: string;
  /** Models of the manifest that this task loads; their sha256 is verified before `load` is called. */
  readonly needs: readonly string[];
  load(host: ModelHost): Promise<ModelRuntime<Input, Output>>;
}

export interface ModelRuntime<Input, Output> {
  /**
   * One result per input, in order; an input that fails is an Error at its place and does not fail its neighbours.
   * A result must not depend on the neighbours in the batch.
   */
  run(inputs: readonly Input[]): Promise<readonly (Output | Error)[]>;
  /** Typed-array buffers of an output that may be moved to the main thread instead of copied. */
  transfer?(output: Output): readonly ArrayBuffer[];
}

/** What a worker gives to a model. */
export interface ModelHost {
  readonly ort: typeof Ort;
  /** Absolute path of a file of the verified model store: `file('whisper-base', 'onnx/encoder_model_quantized.onnx')`. */
  file(model: string, path: string): string;
  /**
   * A session, shared by all tasks of this worker that ask for the same file. Single-threaded by default (one worker
   * per core beats one session with many threads). `rewrite` may change the graph between the verified file and the
   * session; it is called at most once a worker, and such a session is kept apart from that of the plain file.
   */
  session(model: string, path: string, options?: Ort.InferenceSession.SessionOptions, rewrite?: (graph: Uint8Array) => Uint8Array): Promise<Ort.InferenceSession>;
  /** Per-worker singletons shared between tasks (a tokenizer, a dictionary). */
  shared<T>(key: string, make: () => Promise<T>): Promise<T>;
}

/** How the batcher groups the concurrent calls to one task. */
export interface BatchPolicy<Input> {
  readonly maxBatch: number;
  /** How long the first call may wait for company when a worker is free. 0: never; batches then form only while all workers are busy. */
  readonly maxWaitMs: number;
  /** Only calls with the same key share a batch (same tensor shape, same prompt length, …). */
  readonly groupBy?: (input: Input) => string;
}

/** A task as the main thread sees it. */
export interface BatchedModel<Input, Output> {
  run(input: Input, options: RunOptions): Promise<Output>;
}

export interface RunOptions {
  /** 0 realtime, 1 backfill: lower is taken first. */
  readonly priority: number;
  readonly signal: AbortSignal;
  readonly transfer?: readonly ArrayBuffer[];
}
