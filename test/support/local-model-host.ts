import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import type { ModelHost } from '../../src/inference/model-definition.js';

/** Runs a model definition on the test's own thread, from the embedded models. */
export function localModelHost(modelsFolder = 'models'): ModelHost {
  const sessions = new Map<string, Promise<ort.InferenceSession>>();
  const singletons = new Map<string, Promise<unknown>>();
  const file = (model: string, path: string): string => join(modelsFolder, model, path);
  return {
    ort,
    file,
    session: (model, path, options) => {
      const at = file(model, path);
      const session = sessions.get(at) ?? ort.InferenceSession.create(at, { intraOpNumThreads: 1, ...options });
      sessions.set(at, session);
      return session;
    },
    shared: <T>(key: string, make: () => Promise<T>) => {
      const made = singletons.get(key) ?? make();
      singletons.set(key, made);
      return made as Promise<T>;
    },
  };
}
