import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { codesModel } from '../../src/inference/code-reader/codes-model.js';
import { lookModel } from '../../src/inference/efficientnet-lite2/look-model.js';
import type { ModelHost, ModelRuntime } from '../../src/inference/model-definition.js';
import { nudityModel } from '../../src/inference/open-nsfw/nudity-model.js';
import { weighModel } from '../../src/inference/product-head/weigh-model.js';
import { SESSION_OPTIONS } from '../../src/inference/worker/session-options.js';
import type { VisionModel } from '../../src/stages/see/vision-model.js';

/** A `ModelHost` on the thread of a script or test; `folders` may put another folder in place of an embedded model's. */
export function localModelHost(folders: Readonly<Record<string, string>> = {}, modelsFolder = 'models'): ModelHost {
  const made = new Map<string, Promise<unknown>>();
  const once = <T>(key: string, make: () => Promise<T>): Promise<T> => {
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known as Promise<T>;
  };
  const file = (model: string, path: string): string => join(folders[model] ?? join(modelsFolder, model), path);
  return {
    ort,
    file,
    session: (model, path, options) => once(file(model, path), () => ort.InferenceSession.create(file(model, path), { ...SESSION_OPTIONS, ...options })),
    shared: once,
  };
}

/** The eyes of see without worker threads: for scripts and tests that look at one video after the other. */
export async function createLocalVisionModel(host: ModelHost): Promise<VisionModel> {
  const [look, weigh, nudity, codes] = await Promise.all([lookModel.load(host), weighModel.load(host), nudityModel.load(host), codesModel.load(host)]);
  return {
    look: (picture, views) => single(look, { picture, views }),
    weigh: (looks) => single(weigh, { looks }),
    rateNudity: (picture) => single(nudity, picture),
    readCodes: (picture) => single(codes, picture),
  };
}

async function single<Input, Output>(runtime: ModelRuntime<Input, Output>, input: Input): Promise<Output> {
  const [output] = await runtime.run([input]);
  if (output instanceof Error) throw output;
  if (output === undefined) throw new Error('the model gave no result');
  return output;
}
