import type { LookOfShot, Weighing } from '../../stages/see/vision-model.js';
import type { Task } from '../tasks.js';

export interface WeighInput {
  readonly looks: readonly LookOfShot[];
}

/** All looks at a video → what it shows. */
export const WEIGH: Task<WeighInput, Weighing> = { name: 'product-head/weigh', batching: { maxBatch: 8, maxWaitMs: 0 } };
