import type { Box, ScreenText } from '../../domain/product-video-enriched.js';
import { LINE_BREAK } from './finding.js';

/** Several lines of the screen that a viewer reads as one. */
export interface LineRun {
  readonly lines: readonly ScreenText[];
  readonly joined: ScreenText;
}

const MOST_LINES = 3;
/** In heights of the taller line. */
const WIDEST_GAP = 1.2;
const DEEPEST_OVERLAP = 0.5;
const MOST_UNLIKE_HEIGHTS = 2.5;
/** Of the narrower line, or of the lower one when they stand side by side. */
const LEAST_SHARED = 0.3;
const SAME_ROW = 0.6;
const NO_SPACE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]$/u;
const NO_SPACE_BEFORE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** Runs of two and three lines that are shown together and stand under or beside each other, as "Cures" over "arthritis"; shorter runs first. */
export function neighbouringLines(texts: readonly ScreenText[]): readonly LineRun[] {
  let runs: readonly (readonly ScreenText[])[] = texts.map((text) => [text]);
  const found: LineRun[] = [];
  for (let length = 2; length <= MOST_LINES; length += 1) {
    runs = runs.flatMap((lines) => continuations(lines, texts).map((next) => [...lines, next]));
    found.push(...runs.map((lines) => ({ lines, joined: joined(lines) })));
  }
  return found;
}

/** The line right below and the one right beside; a line further off belongs to something else. */
function continuations(lines: readonly ScreenText[], texts: readonly ScreenText[]): readonly ScreenText[] {
  const last = lines.at(-1);
  if (last === undefined) return [];
  const together = texts.filter((text) => !lines.includes(text) && lines.every((line) => Math.min(line.endS, text.endS) >= Math.max(line.startS, text.startS)) && alike(last.box, text.box));
  const nearest = (place: (box: Box) => number, stands: (a: Box, b: Box) => boolean): readonly ScreenText[] => together.filter((text) => stands(last.box, text.box)).sort((a, b) => place(a.box) - place(b.box)).slice(0, 1);
  return [...nearest((box) => box[1], isBelow), ...nearest((box) => box[0], isBeside)];
}

const height = ([, y0, , y1]: Box): number => y1 - y0;
const shared = (a0: number, a1: number, b0: number, b1: number): number => Math.min(a1, b1) - Math.max(a0, b0);

function alike(a: Box, b: Box): boolean {
  return Math.max(height(a), height(b)) <= MOST_UNLIKE_HEIGHTS * Math.min(height(a), height(b));
}

function isBelow(a: Box, b: Box): boolean {
  const tall = Math.max(height(a), height(b));
  const gap = b[1] - a[3];
  return b[1] > a[1] && gap <= WIDEST_GAP * tall && gap >= -DEEPEST_OVERLAP * tall && shared(a[0], a[2], b[0], b[2]) >= LEAST_SHARED * Math.min(a[2] - a[0], b[2] - b[0]);
}

function isBeside(a: Box, b: Box): boolean {
  const gap = b[0] - a[2];
  return b[0] > a[0] && Math.abs(gap) <= 2 * WIDEST_GAP * Math.max(height(a), height(b)) && shared(a[1], a[3], b[1], b[3]) >= SAME_ROW * Math.min(height(a), height(b));
}

function joined(lines: readonly ScreenText[]): ScreenText {
  return {
    startS: Math.max(...lines.map((line) => line.startS)),
    endS: Math.min(...lines.map((line) => line.endS)),
    text: lines.map((line) => line.text.trim()).reduce((text, next) => text + (NO_SPACE.test(text) && NO_SPACE_BEFORE.test(next) ? '' : LINE_BREAK) + next),
    confidence: Math.min(...lines.map((line) => line.confidence)),
    box: [Math.min(...lines.map(({ box }) => box[0])), Math.min(...lines.map(({ box }) => box[1])), Math.max(...lines.map(({ box }) => box[2])), Math.max(...lines.map(({ box }) => box[3]))],
  };
}
