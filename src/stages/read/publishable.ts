import { foldText } from './same-text.js';

/** The shorter a reading is, the surer it must be: patterns of a photo read as one or two letters. */
const MIN_CONFIDENCE_BY_LENGTH: readonly number[] = [1.1, 0.92, 0.8, 0.72, 0.68, 0.65];
const MIN_CONFIDENCE = 0.6;

/** A reading may be published as text: sure enough for its length, and with a letter or a digit in it. */
export function isPublishable(text: string, confidence: number): boolean {
  const letters = [...foldText(text)].filter((character) => /[\p{L}\p{N}]/u.test(character)).length;
  return letters > 0 && confidence >= (MIN_CONFIDENCE_BY_LENGTH[letters] ?? MIN_CONFIDENCE);
}
