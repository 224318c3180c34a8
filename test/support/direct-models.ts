import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as ort from 'onnxruntime-node';
import { SESSION_OPTIONS } from '../../src/inference/worker/session-options.js';
import type { BatchedModel, ModelDefinition, ModelHost, ModelRuntime } from '../../src/inference/model-definition.js';

/** The project's own model store. */
export const MODELS_FOLDER = fileURLToPath(new URL('../../models/', import.meta.url));

export function modelFile(model: string, path: string): string {
  return `${MODELS_FOLDER}${model}/${path}`;
}

/** A worker's host without a worker: sessions in this process, one thread each. `folder`: where the models lie. */
export function directHost(folder = MODELS_FOLDER): ModelHost {
  const sessions = new Map<string, Promise<ort.InferenceSession>>();
  const shared = new Map<string, Promise<unknown>>();
  return {
    ort,
    file: (model, path) => `${folder}${model}/${path}`,
    session: (model, path, _options, rewrite) => {
      const file = `${folder}${model}/${path}`;
      if (!existsSync(file)) throw new Error(`${file} is missing`);
      const key = rewrite === undefined ? file : `${file} rewritten`;
      const session = sessions.get(key) ?? (rewrite === undefined ? ort.InferenceSession.create(file, SESSION_OPTIONS) : ort.InferenceSession.create(rewrite(readFileSync(file)), SESSION_OPTIONS));
      sessions.set(key, session);
      return session;
    },
    shared: <T>(key: string, make: () => Promise<T>) => {
      const known = shared.get(key) ?? make();
      shared.set(key, known);
      return known as Promise<T>;
    },
  };
}

/** Like a worker, a host does one thing at a time. */
const busy = new WeakMap<ModelHost, Promise<unknown>>();

/** A runtime as the main thread would see it, without a batcher. */
export async function direct<Input, Output>(definition: ModelDefinition<Input, Output>, host: ModelHost): Promise<BatchedModel<Input, Output> & { readonly runtime: ModelRuntime<Input, Output> }> {
  const runtime = await definition.load(host);
  return {
    runtime,
    run: (input) => {
      const run = async (): Promise<Output> => {
        const [output] = await runtime.run([input]);
        if (output === undefined || output instanceof Error) throw output ?? new Error(`${definition.name} gave nothing`);
        return output;
      };
      const ran = (busy.get(host) ?? Promise.resolve()).then(run, run);
      busy.set(host, ran);
      return ran;
    },
  };
}

/** Samples of a 16-bit mono WAV file with a plain 44-byte header. */
export function wavSamples(file: string): Float32Array {
  const bytes = readFileSync(file);
  return Float32Array.from({ length: (bytes.length - 44) / 2 }, (_, i) => bytes.readInt16LE(44 + 2 * i) / 32768);
}

export function float32File(file: string): Float32Array {
  const bytes = readFileSync(file);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readFloatLE(4 * i));
}
