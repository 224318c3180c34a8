import type { FoundCode, SharedPicture } from '../../stages/see/vision-model.js';
import type { Task } from '../tasks.js';

/** QR codes and bar codes of a frame. */
export const CODES: Task<SharedPicture, readonly FoundCode[]> = { name: 'code-reader/codes', batching: { maxBatch: 2, maxWaitMs: 0 } };
