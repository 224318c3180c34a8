import type { BatchPolicy, ModelDefinition } from './model-definition.js';

/**
 * Every task that a worker can run, by name. The worker imports a task's file the first time that it is asked for it;
 * the main thread never does. Inputs and outputs are typed where the task is defined: `InferencePool.model<In, Out>(TASK)`.
 */
export const TASKS: Readonly<Record<string, () => Promise<ModelDefinition<never, unknown>>>> = {};

/** Name, types and batching of a task in one value that the main thread can import without loading the model. */
export interface Task<Input, Output> {
  readonly name: string;
  readonly batching: BatchPolicy<Input>;
  /** Never set: carries the output type. */
  readonly output?: Output;
}
