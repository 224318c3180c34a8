import type { DetectedText, Region } from '../../stages/read/text-reader.js';
import type { Task } from '../tasks.js';
import type { DetectInput } from './detect-model.js';

export const DETECT: Task<DetectInput, readonly DetectedText[]> = { name: 'pp-ocr/detect', batching: { maxBatch: 1, maxWaitMs: 0 } };

/** Input size of the detector for a region: scaled, both sides rounded to multiples of 32 (a half down, as in upstream). */
export function detectorSize(region: Region, scale: number): { readonly width: number; readonly height: number } {
  const side = (length: number): number => Math.max(32, Math.ceil(Math.floor(length * scale) / 32 - 0.5) * 32);
  return { width: side(region.x1 - region.x0), height: side(region.y1 - region.y0) };
}
