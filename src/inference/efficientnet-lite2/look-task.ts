import type { Look, SharedPicture } from '../../stages/see/vision-model.js';
import type { Task } from '../tasks.js';

export interface LookInput {
  readonly picture: SharedPicture;
  /** 1: the middle square. 2: averaged with the closer crop that the network was trained on. */
  readonly views: 1 | 2;
}

/** EfficientNet-Lite2, colours and sharpness of one frame. A batch of four costs no more per frame than larger ones. */
export const LOOK: Task<LookInput, Look> = { name: 'efficientnet-lite2/look', batching: { maxBatch: 4, maxWaitMs: 0 } };
