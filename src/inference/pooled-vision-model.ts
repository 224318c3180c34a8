import type { SharedPicture, VisionModel } from '../stages/see/vision-model.js';
import { CODES } from './code-reader/codes-task.js';
import { LOOK } from './efficientnet-lite2/look-task.js';
import type { BatchedModel } from './model-definition.js';
import { NUDITY } from './open-nsfw/nudity-task.js';
import { WEIGH } from './product-head/weigh-task.js';
import type { Task } from './tasks.js';

/** What this needs of `InferencePool`. */
interface Models {
  model<Input, Output>(task: Task<Input, Output>): BatchedModel<Input, Output>;
}

/** The eyes of see on the worker threads of an inference pool. */
export function createPooledVisionModel(pool: Models): VisionModel {
  const look = pool.model(LOOK);
  const weigh = pool.model(WEIGH);
  const nudity = pool.model(NUDITY);
  const codes = pool.model(CODES);
  return {
    look: (picture, views, options) => look.run({ picture: bare(picture), views }, options),
    weigh: (looks, options) => weigh.run({ looks }, options),
    rateNudity: (picture, options) => nudity.run(bare(picture), options),
    readCodes: (picture, options) => codes.run(bare(picture), options),
  };
}

/** A frame also has a method, which cannot cross to another thread. */
function bare({ pixels, width, height }: SharedPicture): SharedPicture {
  return { pixels, width, height };
}
