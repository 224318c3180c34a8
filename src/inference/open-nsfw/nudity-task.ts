import type { SharedPicture } from '../../stages/see/vision-model.js';
import type { Task } from '../tasks.js';

/** A frame → P(pornographic). */
export const NUDITY: Task<SharedPicture, number> = { name: 'open-nsfw/nudity', batching: { maxBatch: 4, maxWaitMs: 0 } };
