import { fileURLToPath } from 'node:url';
import type { BatchedModel, ModelRuntime } from '../../src/inference/model-definition.js';
import { loadTask, type Task } from '../../src/inference/tasks.js';
import { SessionHost } from '../../src/inference/worker/session-host.js';

const MODELS = fileURLToPath(new URL('../../models', import.meta.url));

/** Runs tasks in this thread, one call a batch, on the project's own weights: for tests of what a task computes. */
export class InlineModels {
  readonly host = new SessionHost();
  /** Calls a task, for tests of how much work a stage asks for. */
  readonly calls = new Map<string, number>();
  readonly #runtimes = new Map<string, Promise<ModelRuntime<unknown, unknown>>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(...models: readonly string[]) {
    for (const model of models) this.host.addFolder(model, `${MODELS}/${model}`);
  }

  model<Input, Output>(task: Task<Input, Output>): BatchedModel<Input, Output> {
    return {
      run: (input) => {
        this.calls.set(task.name, (this.calls.get(task.name) ?? 0) + 1);
        const result = this.#last.then(() => this.batch(task, [input])).then(([output]) => {
          if (output instanceof Error) throw output;
          return output as Output;
        });
        this.#last = result.catch(() => undefined);
        return result;
      },
    };
  }

  async batch<Input, Output>(task: Task<Input, Output>, inputs: readonly Input[]): Promise<readonly (Output | Error)[]> {
    let runtime = this.#runtimes.get(task.name);
    if (runtime === undefined) {
      runtime = loadTask(task.name).then((definition) => definition.load(this.host));
      this.#runtimes.set(task.name, runtime);
    }
    return (await (await runtime).run(inputs)) as readonly (Output | Error)[];
  }
}
