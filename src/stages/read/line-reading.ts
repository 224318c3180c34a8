import type { Script } from '../../domain/perception.js';
import { isPublishable, shareOfScript } from './publishable.js';
import type { Vote } from './reading-vote.js';
import { foreignScriptOf, isUnreadScript, scriptOf } from './script-decision.js';
import { isVietnameseOf, mayBeVietnamese } from './vietnamese.js';
import type { Alphabet, LineSpan, Picture, Quad, ReadOptions, Recognition, ScriptRun, TextReader } from './text-reader.js';

const WHOLE: LineSpan = { from: 0, to: 1 };
/** Latin letters that a part of a foreign line has when it is worth reading by itself ("카톡 ID: haru_demo"). */
const MIN_LATIN_LETTERS = 2;
/** Share of the letters that must be of the script for the other reader to be believed. */
const MIN_OWN_LETTERS = 0.5;
/** Of fewer letters (Thai digits are guessed as often) the picture tells too little of the script. */
const MIN_GUESSED_LETTERS = 4;
/** What a reading is worth whose script was in doubt. */
const MISTAKEN = 0.85;
const MIN_VIETNAMESE = 0.7;
const LINE_PART_MARGIN = 0.01;

/** Reads one line with the reader that knows its script; lines of two scripts part by part. A line in a script without a reader is not guessed at. */
export async function readLine(reader: TextReader, picture: Picture, quad: Quad, expected: ReadonlySet<Alphabet>, options: ReadOptions): Promise<Vote> {
  const recognition = await reader.recognise(picture, quad, options);
  const vote = await readAs(reader, picture, quad, recognition, expected, options);
  const isGuess = !vote.unreadable && (vote.text.match(/[\p{L}๐-๙]/gu)?.length ?? 0) >= MIN_GUESSED_LETTERS && isPublishable(vote.text, vote.confidence, vote.script, expected);
  if (!isGuess || !isUnreadScript(recognition, vote.script, vote.confidence, expected)) return vote;
  return { text: '', confidence: recognition.unread, weakest: recognition.unread, script: 'Zzzz', quad, unreadable: true };
}

async function readAs(reader: TextReader, picture: Picture, quad: Quad, recognition: Recognition, expected: ReadonlySet<Alphabet>, options: ReadOptions): Promise<Vote> {
  const script = foreignScriptOf(recognition, expected);
  if (script === null) return readHere(reader, picture, quad, recognition, expected, options);
  if (!reader.foreignScripts.has(script)) return { text: '', confidence: 0, weakest: 0, script, quad, unreadable: true };
  const parts = partsOf(recognition, script);
  if (parts === null) {
    const whole = await reader.readForeign(picture, quad, WHOLE, script, options);
    // No letter of the script in it: the script was mistaken, and the first reading may well be right.
    if (shareOfScript(whole.text, script) < MIN_OWN_LETTERS) return { text: recognition.text, confidence: recognition.confidence * MISTAKEN, weakest: recognition.weakest, script: scriptOf(recognition.text), quad, unreadable: false };
    return { text: whole.text, confidence: whole.confidence, weakest: whole.confidence, script, quad, unreadable: false };
  }
  const read = await Promise.all(parts.map((part) => (part.script === null ? Promise.resolve(part) : reader.readForeign(picture, quad, widened(part), script, options))));
  const inOrder = script === 'Arab' ? [...read].reverse() : read;
  return {
    text: inOrder.map((part) => part.text.trim()).filter((text) => text !== '').join(' '),
    confidence: meanConfidence(read),
    weakest: Math.min(...read.map((part) => part.confidence)),
    script,
    quad,
    unreadable: false,
  };
}

/** Keeps the main reading, or takes that of the reader with all of Vietnamese's letters. */
async function readHere(reader: TextReader, picture: Picture, quad: Quad, recognition: Recognition, expected: ReadonlySet<Alphabet>, options: ReadOptions): Promise<Vote> {
  const main: Vote = { text: recognition.text, confidence: recognition.confidence, weakest: recognition.weakest, script: scriptOf(recognition.text), quad, unreadable: false };
  if (!reader.foreignScripts.has('Viet') || !mayBeVietnamese(recognition.text, expected.has('Viet'))) return main;
  const vietnamese = await reader.readForeign(picture, quad, WHOLE, 'Viet', options);
  if (vietnamese.confidence < MIN_VIETNAMESE || !isVietnameseOf(recognition.text, vietnamese.text)) return main;
  return { ...main, text: vietnamese.text, confidence: vietnamese.confidence, weakest: vietnamese.confidence };
}

/** Over the characters of all parts. */
function meanConfidence(parts: readonly { readonly text: string; readonly confidence: number }[]): number {
  const characters = parts.reduce((sum, { text }) => sum + text.length, 0);
  return characters === 0 ? 0 : parts.reduce((sum, { text, confidence }) => sum + text.length * confidence, 0) / characters;
}

/** The parts to read by themselves, or null when the foreign reader had better read the whole line (digits it can read). */
function partsOf(recognition: Recognition, script: Script): readonly ScriptRun[] | null {
  const worthwhile = recognition.runs.some((run) => run.script === null && (run.text.match(/\p{Script=Latin}/gu)?.length ?? 0) >= MIN_LATIN_LETTERS && run.confidence >= 0.8);
  if (!worthwhile) return null;
  const parts: ScriptRun[] = [];
  for (const run of recognition.runs) {
    const own = run.script === null ? run : { ...run, script };
    const last = parts.at(-1);
    if (last === undefined || last.script !== own.script) parts.push(own);
    else parts[parts.length - 1] = { ...last, to: own.to, text: last.text + own.text };
  }
  return parts;
}

function widened({ from, to }: LineSpan): LineSpan {
  return { from: Math.max(0, from - LINE_PART_MARGIN), to: Math.min(1, to + LINE_PART_MARGIN) };
}
