import type { InferenceSession } from 'onnxruntime-node';

/** How often a session ran with one set of input shapes in one worker, and how long that took in all. */
export interface SessionUse {
  readonly file: string;
  /** `name:type[d0,d1,…]` of every input, joined with a space, in the order given. */
  readonly shapes: string;
  readonly runs: number;
  readonly totalMs: number;
}

/** Counts the runs of a worker's sessions by file and input shapes. For benchmarks: the names of the inputs must be few. */
export class SessionProfile {
  readonly #uses = new Map<string, { file: string; shapes: string; runs: number; totalMs: number }>();

  /** The same session, with every `run` counted. */
  watch(file: string, session: InferenceSession): InferenceSession {
    const uses = this.#uses;
    return new Proxy(session, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (property !== 'run') return typeof value === 'function' ? value.bind(target) : value;
        return async (feeds: InferenceSession.OnnxValueMapType, ...rest: []): Promise<InferenceSession.OnnxValueMapType> => {
          const startedAt = performance.now();
          const outputs = await target.run(feeds, ...rest);
          const shapes = Object.entries(feeds).map(([name, tensor]) => ('dims' in tensor ? `${name}:${tensor.type}[${tensor.dims.join(',')}]` : name)).join(' ');
          const key = `${file} ${shapes}`;
          const use = uses.get(key) ?? { file, shapes, runs: 0, totalMs: 0 };
          use.runs += 1;
          use.totalMs += performance.now() - startedAt;
          uses.set(key, use);
          return outputs;
        };
      },
    });
  }

  get uses(): readonly SessionUse[] {
    return [...this.#uses.values()];
  }
}
