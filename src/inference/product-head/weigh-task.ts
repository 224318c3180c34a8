import type { LookOfShot, Weighing } from '../../stages/see/vision-model.js';
import type { CategoryVectors } from '../siglip/likeness.js';
import type { Task } from '../tasks.js';

export interface WeighInput {
  readonly looks: readonly LookOfShot[];
  /** Where given, every look has an embedding, and what the head does not know is named by likeness instead of by the ImageNet table. */
  readonly zeroShot?: CategoryVectors;
}

/** All looks at a video → what it shows. */
export const WEIGH: Task<WeighInput, Weighing> = { name: 'product-head/weigh', batching: { maxBatch: 8, maxWaitMs: 0 } };
