import type { SharedPicture, VisionModel } from '../stages/see/vision-model.js';
import { CODES } from './code-reader/codes-task.js';
import { LOOK } from './efficientnet-lite2/look-task.js';
import type { BatchedModel } from './model-definition.js';
import { NUDITY } from './open-nsfw/nudity-task.js';
import { WEIGH } from './product-head/weigh-task.js';
import { CategoryTexts } from './siglip/category-texts.js';
import type { ComparedCategory } from './siglip/compared-categories.js';
import { siglipTasks } from './siglip/siglip-tasks.js';
import type { Task } from './tasks.js';

/** What this needs of `InferencePool`. */
interface Models {
  model<Input, Output>(task: Task<Input, Output>): BatchedModel<Input, Output>;
}

/** A model that compares pictures with texts, and the categories whose texts it compares them with. */
export interface ZeroShotChoice {
  readonly model: string;
  readonly categories: readonly ComparedCategory[];
}

/**
 * The eyes of see on the worker threads of an inference pool.
 * @param zeroShot names what the product head does not know; null: the ImageNet table does
 */
export function createPooledVisionModel(pool: Models, zeroShot: ZeroShotChoice | null = null): VisionModel {
  const look = pool.model(LOOK);
  const weigh = pool.model(WEIGH);
  const nudity = pool.model(NUDITY);
  const codes = pool.model(CODES);
  const others: Pick<VisionModel, 'rateNudity' | 'readCodes'> = {
    rateNudity: (picture, options) => nudity.run(bare(picture), options),
    readCodes: (picture, options) => codes.run(bare(picture), options),
  };
  if (zeroShot === null) {
    return { ...others, look: (picture, views, options) => look.run({ picture: bare(picture), views }, options), weigh: (looks, options) => weigh.run({ looks }, options) };
  }
  const tasks = siglipTasks(zeroShot.model);
  const encodePicture = pool.model(tasks.encodePicture);
  const texts = new CategoryTexts(pool.model(tasks.encodeTexts), zeroShot.categories);
  return {
    ...others,
    look: async (picture, views, options) => {
      texts.begin(options.priority);
      // Both are awaited, also after one failed: the caller releases the pixels when this settles.
      const [seen, embedding] = await Promise.allSettled([look.run({ picture: bare(picture), views }, options), encodePicture.run(bare(picture), options)]);
      if (seen.status === 'rejected') throw seen.reason;
      if (embedding.status === 'rejected') throw embedding.reason;
      return { ...seen.value, impression: { ...seen.value.impression, embedding: embedding.value } };
    },
    weigh: async (looks, options) => weigh.run({ looks, zeroShot: await texts.vectors(options) }, options),
  };
}

/** A frame also has a method, which cannot cross to another thread. */
function bare({ pixels, width, height }: SharedPicture): SharedPicture {
  return { pixels, width, height };
}
