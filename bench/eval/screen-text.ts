import type { ScreenText } from '../../src/domain/product-video-enriched.js';
import { editDistance, foldText } from '../../src/stages/read/same-text.js';

/** One drawn text of a truth file (videos.jsonl). `box` is x, y, width, height in display pixels. */
export interface TrueText {
  readonly startS: number;
  readonly endS: number;
  readonly text: string;
  readonly script: string;
  readonly box: readonly [number, number, number, number];
}

export interface ScreenTextCase {
  readonly file: string;
  readonly displayWidth: number;
  readonly displayHeight: number;
  readonly truth: readonly TrueText[];
  readonly read: readonly ScreenText[];
}

export interface ScriptScore {
  readonly script: string;
  readonly texts: number;
  readonly found: number;
  readonly foundShare: number;
  /** Of those found: both first and last second within 0.7 s. */
  readonly inTimeShare: number;
}

export interface ScreenTextMiss {
  readonly file: string;
  readonly truth: TrueText;
  /** The nearest reading of that time, or null. */
  readonly nearest: string | null;
  readonly why: 'not-found' | 'time';
  readonly startErrorS: number | null;
  readonly endErrorS: number | null;
}

export interface ScreenTextScore {
  readonly byScript: readonly ScriptScore[];
  readonly misses: readonly ScreenTextMiss[];
  /** Texts published beyond the true ones: the photos' own print, or inventions. Not an error by itself. */
  readonly extraTexts: number;
}

const MAX_CER = 0.1;
const MAX_TIME_ERROR_S = 0.7;

/**
 * Rule: a text is found when a reading that overlaps it in time has a character error rate of at most 10 %, where both
 * are compared after NFKC and case folding, without blanks, with quotes and dashes of one kind (all other punctuation
 * and currency signs count). Where a line was read in pieces, the pieces inside its box, from left to right, are one reading.
 */
export function scoreScreenText(cases: readonly ScreenTextCase[]): ScreenTextScore {
  const tally = new Map<string, { texts: number; found: number; inTime: number }>();
  const misses: ScreenTextMiss[] = [];
  let extraTexts = 0;
  for (const one of cases) {
    const used = new Set<ScreenText>();
    for (const truth of one.truth) {
      const count = tally.get(truth.script) ?? { texts: 0, found: 0, inTime: 0 };
      tally.set(truth.script, count);
      count.texts++;
      const best = bestReading(truth, one);
      if (best === null || best.error > MAX_CER) {
        misses.push({ file: one.file, truth, nearest: best?.text ?? null, why: 'not-found', startErrorS: null, endErrorS: null });
        continue;
      }
      count.found++;
      for (const piece of best.pieces) used.add(piece);
      const startErrorS = best.startS - truth.startS;
      const endErrorS = best.endS - truth.endS;
      if (Math.abs(startErrorS) <= MAX_TIME_ERROR_S && Math.abs(endErrorS) <= MAX_TIME_ERROR_S) count.inTime++;
      else misses.push({ file: one.file, truth, nearest: best.text, why: 'time', startErrorS, endErrorS });
    }
    extraTexts += one.read.filter((text) => !used.has(text)).length;
  }
  const byScript = [...tally].map(([script, { texts, found, inTime }]): ScriptScore => ({ script, texts, found, foundShare: found / texts, inTimeShare: found === 0 ? 0 : inTime / found }));
  return { byScript: byScript.sort((a, b) => b.texts - a.texts), misses, extraTexts };
}

interface Reading {
  readonly text: string;
  readonly error: number;
  readonly startS: number;
  readonly endS: number;
  readonly pieces: readonly ScreenText[];
}

function bestReading(truth: TrueText, one: ScreenTextCase): Reading | null {
  const together = one.read.filter((text) => text.startS < truth.endS && text.endS > truth.startS);
  const inside = together.filter((text) => isInside(text, truth, one)).sort((a, b) => a.box[0] - b.box[0]);
  const readings = [...together.map((text) => [text]), ...(inside.length > 1 ? [inside] : [])].map((pieces) => readingOf(pieces, truth));
  return readings.sort((a, b) => a.error - b.error || overlapS(b, truth) - overlapS(a, truth))[0] ?? null;
}

function readingOf(pieces: readonly ScreenText[], truth: TrueText): Reading {
  const text = pieces.map((piece) => piece.text).join(' ');
  const wanted = foldText(truth.text);
  return {
    text,
    error: editDistance(wanted, foldText(text)) / Math.max(1, [...wanted].length),
    startS: Math.min(...pieces.map((piece) => piece.startS)),
    endS: Math.max(...pieces.map((piece) => piece.endS)),
    pieces,
  };
}

function overlapS(reading: Reading, truth: TrueText): number {
  return Math.min(reading.endS, truth.endS) - Math.max(reading.startS, truth.startS);
}

function isInside(text: ScreenText, truth: TrueText, { displayWidth, displayHeight }: ScreenTextCase): boolean {
  const x = ((text.box[0] + text.box[2]) / 2) * displayWidth;
  const y = ((text.box[1] + text.box[3]) / 2) * displayHeight;
  const [left, top, width, height] = truth.box;
  return x >= left && x <= left + width && y >= top && y <= top + height;
}
