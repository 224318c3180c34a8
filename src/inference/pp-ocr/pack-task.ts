import type { Alphabet, ForeignReading } from '../../stages/read/text-reader.js';
import type { Task } from '../tasks.js';
import type { ReadForeignInput } from '../tesseract/read-task.js';

/** The language packs of PP-OCRv5, by the script that each reads; they are pulled, not part of the project. */
export const SCRIPT_PACKS: Readonly<Partial<Record<Alphabet, string>>> = {
  Kore: 'pp-ocrv5-korean',
  Cyrl: 'pp-ocrv5-cyrillic',
  Thai: 'pp-ocrv5-th',
  Arab: 'pp-ocrv5-arabic',
  Deva: 'pp-ocrv5-devanagari',
};

export function packTask(model: string): Task<ReadForeignInput, ForeignReading> {
  return { name: `${model}/read-line`, batching: { maxBatch: 4, maxWaitMs: 0 } };
}
