import type { BatchPolicy, ModelDefinition } from './model-definition.js';
import { SCRIPT_PACKS, packTask } from './pp-ocr/pack-task.js';
import { siglipTasks } from './siglip/siglip-tasks.js';

/** Name, types and batching of a task in one value that the main thread imports without loading the model. */
export interface Task<Input, Output> {
  readonly name: string;
  readonly batching: BatchPolicy<Input>;
  /** Never set: carries the output type. */
  readonly output?: Output;
}

/** A task's definition with its input type forgotten: the worker hands on what `BatchedModel.run` was given. */
type AnyDefinition = ModelDefinition<unknown, unknown>;

/**
 * Every task that a worker can run, by name, e.g.
 * `'pp-ocr/detect': async () => erase((await import('./pp-ocr/detect-model.js')).detectModel)`.
 * A worker imports a task's file when it is first asked for it; the main thread never does.
 */
const TASKS: Readonly<Record<string, () => Promise<AnyDefinition>>> = {
  'pp-ocr/detect': async () => erase((await import('./pp-ocr/detect-model.js')).detectModel),
  'pp-ocr/recognise': async () => erase((await import('./pp-ocr/recognise-model.js')).recogniseModel),
  'tesseract/read': async () => erase((await import('./tesseract/read-model.js')).readForeignModel),
  'text-watch/look': async () => erase((await import('./text-watch/watch-models.js')).lookModel),
  'text-watch/sign': async () => erase((await import('./text-watch/watch-models.js')).signModel),
  'text-watch/trace': async () => erase((await import('./text-watch/watch-models.js')).traceModel),
  'silero-vad/probabilities': async () => erase((await import('./silero-vad/voice-activity-model.js')).voiceActivityModel),
  'efficientnet-lite2/look': async () => erase((await import('./efficientnet-lite2/look-model.js')).lookModel),
  'product-head/weigh': async () => erase((await import('./product-head/weigh-model.js')).weighModel),
  'open-nsfw/nudity': async () => erase((await import('./open-nsfw/nudity-model.js')).nudityModel),
  'code-reader/codes': async () => erase((await import('./code-reader/codes-model.js')).codesModel),
  ...whisper('whisper-base'),
  ...whisper('whisper-small'),
  ...whisper('whisper-large-v3-turbo'),
  ...siglip('siglip2-base'),
  ...Object.fromEntries(Object.values(SCRIPT_PACKS).map((model) => [packTask(model).name, async () => erase((await import('./pp-ocr/pack-model.js')).packModel(model))])),
};

/** All Whisper folders are read by the same code. */
function whisper(model: string): Readonly<Record<string, () => Promise<AnyDefinition>>> {
  return {
    [`${model}/listen`]: async () => erase((await import('./whisper/listen-model.js')).listenModel(model)),
    [`${model}/transcribe`]: async () => erase((await import('./whisper/transcribe-model.js')).transcribeModel(model)),
  };
}

/** All SigLIP folders are read by the same code. */
function siglip(model: string): Readonly<Record<string, () => Promise<AnyDefinition>>> {
  const { encodePicture, encodeTexts } = siglipTasks(model);
  return {
    [encodePicture.name]: async () => erase((await import('./siglip/picture-model.js')).pictureModel(model)),
    [encodeTexts.name]: async () => erase((await import('./siglip/texts-model.js')).textsModel(model)),
  };
}

/** Forgets the input type of a definition. Sound because `InferencePool.model` gives a task only inputs of its `Task` type. */
export function erase<Input, Output>(definition: ModelDefinition<Input, Output>): AnyDefinition {
  return definition;
}

/** @throws Error for a name that is not in the table, or (tests only) a `file:` URL whose module has no default export. */
export async function loadTask(name: string): Promise<AnyDefinition> {
  if (name.startsWith('file:')) return ((await import(name.split('#')[0] ?? name)) as { default: AnyDefinition }).default;
  const load = TASKS[name];
  if (load === undefined) throw new Error(`no task is named ${name}; there are ${Object.keys(TASKS).join(', ')}`);
  return load();
}
