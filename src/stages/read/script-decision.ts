import type { Script } from '../../domain/perception.js';
import type { Alphabet, Recognition, ScriptShare } from './text-reader.js';

/** Scripts that the main recogniser cannot read. */
export const FOREIGN_SCRIPTS: readonly Script[] = ['Kore', 'Cyrl', 'Thai', 'Arab', 'Deva'];

/** A line is read by the other reader when this much of it looks foreign: less where the video speaks for that script anyway. */
const FOREIGN_SHARE = 0.3;
const EXPECTED_FOREIGN_SHARE = 0.08;
/** Below this share a script that the video speaks for is likelier than the one that a short line looks like. */
const CERTAIN_SHARE = 0.5;
/** A very sure reading in a script that nothing speaks for is overruled by more than half of the line only. */
const SURE = 0.95;
const OVERRULING_SHARE = 0.55;

const LANGUAGE_SCRIPTS: Readonly<Record<string, Script>> = {
  ko: 'Kore', ru: 'Cyrl', uk: 'Cyrl', bg: 'Cyrl', sr: 'Cyrl', kk: 'Cyrl', be: 'Cyrl', mk: 'Cyrl', th: 'Thai',
  ar: 'Arab', fa: 'Arab', ur: 'Arab', hi: 'Deva', mr: 'Deva', ne: 'Deva', ja: 'Jpan', zh: 'Hani', el: 'Grek',
};

/** Scripts that the listing's words and locale make likely on the screen. */
export function expectedScripts(listingTexts: readonly string[], locale: string | null): ReadonlySet<Alphabet> {
  const expected = new Set<Alphabet>(listingTexts.map(scriptOf));
  const language = locale?.split(/[-_]/)[0]?.toLowerCase();
  const script = language === undefined ? undefined : LANGUAGE_SCRIPTS[language];
  if (script !== undefined) expected.add(script);
  return expected;
}

/** The foreign script to read a line in, or null to keep the main reading. */
export function foreignScriptOf(recognition: Recognition, expected: ReadonlySet<Alphabet>): Script | null {
  const [first] = recognition.foreign;
  if (first === undefined) return null;
  if (first.share >= (recognition.confidence >= SURE && !expected.has(first.script) ? OVERRULING_SHARE : FOREIGN_SHARE) && !isOutvoted(first, expected)) return first.script;
  // A letter or two among digits ("29,900원"): which script they are in is guesswork, that they are foreign is not.
  const likely = FOREIGN_SCRIPTS.filter((script) => expected.has(script));
  const [only] = likely.length > 1 && likely.includes(first.script) ? [first.script] : likely;
  const foreignShare = recognition.foreign.reduce((sum, { share }) => sum + share, 0);
  return only !== undefined && foreignShare >= EXPECTED_FOREIGN_SHARE ? only : null;
}

/** How much of a line looks like a script without a reader before its reading is no longer believed; a sure reading takes more. */
interface Disbelief {
  readonly share: number;
  readonly sureFrom: number;
  readonly moreForSure: number;
}

const DISBELIEF: Disbelief = { share: 0.4, sureFrom: 0.85, moreForSure: 1 };
/** Of the other readers, only that of Thai makes whole lines of what it does not know. */
const DISBELIEF_OF_THAI: Disbelief = { share: 0.4, sureFrom: 0.75, moreForSure: 4 };
/** Where the listing itself is in a script without a reader. */
const DISBELIEF_EXPECTED = 0.25;

/** Whether a line is in a script that nothing here reads, although it was read as `script`: as Hebrew is read as Latin, Lao as Thai. */
export function isUnreadScript({ unread }: Recognition, script: Script, confidence: number, expected: ReadonlySet<Alphabet>): boolean {
  if (FOREIGN_SCRIPTS.includes(script) && (script !== 'Thai' || expected.has(script))) return false;
  const { share, sureFrom, moreForSure } = script === 'Thai' ? DISBELIEF_OF_THAI : DISBELIEF;
  return unread >= (expected.has('Zzzz') ? DISBELIEF_EXPECTED : share) + moreForSure * Math.max(0, confidence - sureFrom);
}

function isOutvoted(first: ScriptShare, expected: ReadonlySet<Alphabet>): boolean {
  return first.share < CERTAIN_SHARE && !expected.has(first.script) && FOREIGN_SCRIPTS.some((script) => expected.has(script));
}

const SCRIPT_TESTS: readonly (readonly [Script, RegExp])[] = [
  ['Kore', /\p{Script=Hangul}/u],
  ['Jpan', /[\p{Script=Hiragana}\p{Script=Katakana}]/u],
  ['Hani', /\p{Script=Han}/u],
  ['Cyrl', /\p{Script=Cyrillic}/u],
  ['Thai', /\p{Script=Thai}/u],
  ['Arab', /\p{Script=Arabic}/u],
  ['Deva', /\p{Script=Devanagari}/u],
  ['Grek', /\p{Script=Greek}/u],
  ['Latn', /\p{Script=Latin}/u],
  ['Zzzz', /\p{L}/u],
];

/** The script that marks a text: the first of the table that occurs in it ("帽子 NEW" is Hani, "29,900원" Kore); digits alone are Zyyy, other letters alone Zzzz. */
export function scriptOf(text: string): Script {
  return SCRIPT_TESTS.find(([, test]) => test.test(text))?.[0] ?? 'Zyyy';
}
