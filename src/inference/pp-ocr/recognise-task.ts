import type { Picture, Quad, Recognition } from '../../stages/read/text-reader.js';
import type { Task } from '../tasks.js';
import { cropSize } from './picture-tensor.js';

export interface RecogniseInput {
  readonly picture: Picture;
  readonly quad: Quad;
}

export const LINE_HEIGHT = 48;
/** Lines are padded to a multiple of this: few tensor shapes. A line's own width decides, never its neighbours'. */
const WIDTH_STEP = 32;
const MAX_WIDTH = 3200;

/** Width of a crop's ink at 48 rows and of the tensor that holds it. */
export function lineWidths(quad: Quad): { readonly inked: number; readonly padded: number } {
  const { width, height } = cropSize(quad);
  const inked = Math.min(MAX_WIDTH, Math.max(8, Math.ceil((LINE_HEIGHT * width) / height)));
  return { inked, padded: Math.max(96, Math.ceil(inked / WIDTH_STEP) * WIDTH_STEP) };
}

export const RECOGNISE: Task<RecogniseInput, Recognition> = {
  name: 'pp-ocr/recognise',
  batching: { maxBatch: 8, maxWaitMs: 0 },
};
