import type { Utterance } from './speech-activity.js';

/** A piece of the track as it lies in a packed window. Sound between pieces was left out. */
export interface PackedPiece {
  readonly sourceStartS: number;
  readonly sourceEndS: number;
  /** Where it begins in the window. */
  readonly windowStartS: number;
}

/** One window for the recogniser: pieces in order, together at most `maxS`. */
export interface PackedWindow<Item extends Utterance> {
  readonly pieces: readonly PackedPiece[];
  readonly items: readonly Item[];
  readonly lengthS: number;
}

export interface PackingRules {
  /** Speech in a window; the rest of the recogniser's window stays silent. */
  readonly maxS: number;
  /** Of a longer pause only this much is kept (half after the one phrase, half before the next). */
  readonly maxPauseS: number;
  /** Sound kept before the first and after the last phrase. */
  readonly edgeS: number;
}

/**
 * Packs phrases, in order, into as few windows as fit. A recogniser pays for its whole window however little is in it,
 * so long pauses are cut out; times are found again with `sourceTime`.
 */
export function packWindows<Item extends Utterance>(items: readonly Item[], durationS: number, rules: PackingRules): readonly PackedWindow<Item>[] {
  const windows: PackedWindow<Item>[] = [];
  let open: Item[] = [];
  const close = (): void => {
    if (open.length > 0) windows.push(layOut(open, durationS, rules));
    open = [];
  };
  for (const item of items) {
    if (open.length > 0 && layOut([...open, item], durationS, rules).lengthS > rules.maxS) close();
    open.push(item);
  }
  close();
  return windows;
}

function layOut<Item extends Utterance>(items: readonly Item[], durationS: number, rules: PackingRules): PackedWindow<Item> {
  const pieces: PackedPiece[] = [];
  let windowS = 0;
  let startS = Math.max(0, (items[0]?.startS ?? 0) - rules.edgeS);
  const add = (endS: number): void => {
    pieces.push({ sourceStartS: startS, sourceEndS: endS, windowStartS: windowS });
    windowS += endS - startS;
  };
  items.forEach((item, index) => {
    const next = items[index + 1];
    if (next === undefined) {
      add(Math.min(durationS, item.endS + rules.edgeS));
    } else if (next.startS - item.endS > rules.maxPauseS) {
      add(item.endS + rules.maxPauseS / 2);
      startS = next.startS - rules.maxPauseS / 2;
    }
  });
  return { pieces, items: [...items], lengthS: windowS };
}

/** Moment of the track that lies at a moment of the window; a moment in a cut belongs to the piece before it. */
export function sourceTime({ pieces }: Pick<PackedWindow<Utterance>, 'pieces'>, windowS: number): number {
  const piece = pieces.findLast(({ windowStartS }) => windowStartS <= windowS) ?? pieces[0];
  if (piece === undefined) return windowS;
  return Math.min(piece.sourceEndS, piece.sourceStartS + Math.max(0, windowS - piece.windowStartS));
}

/** Moment of the window at which a moment of the track lies; one that was cut out lies at the cut. */
export function windowTime({ pieces }: Pick<PackedWindow<Utterance>, 'pieces'>, sourceS: number): number {
  const piece = pieces.findLast(({ sourceStartS }) => sourceStartS <= sourceS) ?? pieces[0];
  if (piece === undefined) return sourceS;
  return piece.windowStartS + Math.max(0, Math.min(sourceS, piece.sourceEndS) - piece.sourceStartS);
}
