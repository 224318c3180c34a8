import type { Alphabet, ForeignReading, LineSpan, Picture, Quad } from '../../stages/read/text-reader.js';
import type { Task } from '../tasks.js';

export interface ReadForeignInput {
  readonly picture: Picture;
  readonly quad: Quad;
  readonly script: Alphabet;
  readonly span: LineSpan;
}

/** Lines of one script share a batch: the engine keeps its language between them. */
export const READ_FOREIGN: Task<ReadForeignInput, ForeignReading> = {
  name: 'tesseract/read',
  batching: { maxBatch: 4, maxWaitMs: 0, groupBy: ({ script }) => script },
};
