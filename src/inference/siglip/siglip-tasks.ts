import type { SharedPicture } from '../../stages/see/vision-model.js';
import type { Task } from '../tasks.js';

export interface EncodeTextsInput {
  readonly texts: readonly string[];
}

export interface EncodedTexts {
  /** [texts, width], each row of length 1, over a SharedArrayBuffer. */
  readonly vectors: Float32Array;
  readonly width: number;
}

export interface SiglipTasks {
  /** One picture → its vector of length 1. */
  readonly encodePicture: Task<SharedPicture, Float32Array>;
  /** All texts of a process in one call: the text model is there for that call only. */
  readonly encodeTexts: Task<EncodeTextsInput, EncodedTexts>;
}

export function siglipTasks(model: string): SiglipTasks {
  return {
    encodePicture: { name: `${model}/encode-picture`, batching: { maxBatch: 1, maxWaitMs: 0 } },
    encodeTexts: { name: `${model}/encode-texts`, batching: { maxBatch: 1, maxWaitMs: 0 } },
  };
}
