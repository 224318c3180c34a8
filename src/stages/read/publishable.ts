import type { Script } from '../../domain/perception.js';
import { foldText } from './same-text.js';
import { FOREIGN_SCRIPTS } from './script-decision.js';
import type { Alphabet } from './text-reader.js';

/** The shorter a reading is, the surer it must be: patterns of a photo read as one or two letters. */
const MIN_CONFIDENCE_BY_LENGTH: readonly number[] = [1.1, 0.92, 0.8, 0.72, 0.68, 0.65];
const MIN_CONFIDENCE = 0.6;
/** The other scripts' reader tells lower confidences, and reads patterns too: it must be surer where nothing else speaks for the script. */
const MIN_CONFIDENCE_EXPECTED = 0.55;
const MIN_CONFIDENCE_UNEXPECTED = 0.72;

/** Codes and patterns are read as a row of marks with a letter here and there. */
const MIN_LETTER_SHARE = 0.4;

/** A reading may be published as text: sure enough for its script and length, and with letters or digits in it: whole syllables, where it is Korean. */
export function isPublishable(text: string, confidence: number, script: Script, expected: ReadonlySet<Alphabet>): boolean {
  const letters = lettersOf(text).length;
  if (letters === 0 || letters < MIN_LETTER_SHARE * [...foldText(text)].length) return false;
  if (script === 'Kore' && !/(?![\u1100-\u11FF\u3130-\u318F])\p{Script=Hangul}/u.test(text)) return false;
  if (FOREIGN_SCRIPTS.includes(script)) return confidence >= (expected.has(script) ? MIN_CONFIDENCE_EXPECTED : MIN_CONFIDENCE_UNEXPECTED) + (letters === 1 ? 0.2 : 0);
  return confidence >= (MIN_CONFIDENCE_BY_LENGTH[letters] ?? MIN_CONFIDENCE);
}

/** Letters and digits, with the marks that belong to them. */
function lettersOf(text: string): readonly string[] {
  return [...foldText(text)].filter((character) => /[\p{L}\p{N}]/u.test(character));
}

const SCRIPT_LETTERS: Partial<Record<Script, RegExp>> = {
  Kore: /\p{Script=Hangul}/u,
  Cyrl: /\p{Script=Cyrillic}/u,
  Thai: /\p{Script=Thai}/u,
  Arab: /\p{Script=Arabic}/u,
  Deva: /\p{Script=Devanagari}/u,
};

/** Share of the letters (digits aside) that are of the script; 0 without letters. */
export function shareOfScript(text: string, script: Script): number {
  const letters = [...text].filter((character) => /\p{L}/u.test(character));
  const own = SCRIPT_LETTERS[script];
  if (letters.length === 0 || own === undefined) return 0;
  return letters.filter((character) => own.test(character)).length / letters.length;
}
