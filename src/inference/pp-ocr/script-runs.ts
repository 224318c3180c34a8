import type { ScriptRun } from '../../stages/read/text-reader.js';
import { HEAD_SCRIPTS } from './script-head.js';

/** One character of a reading and the 8-pixel step that emitted it. */
export interface ReadCharacter {
  readonly text: string;
  readonly probability: number;
  readonly step: number;
}

/** Steps (8 of 48 rows high) that a change of script lasts at least: half a wide letter. */
const MIN_STEPS = 2;

/** Cuts a line where the script of its steps changes. Runs shorter than half a letter go to their left neighbour. */
export function scriptRuns(classes: Int32Array, characters: readonly ReadCharacter[]): readonly ScriptRun[] {
  const cuts: { classId: number; from: number; to: number }[] = [];
  classes.forEach((classId, step) => {
    const last = cuts.at(-1);
    if (last !== undefined && last.classId === classId) last.to = step + 1;
    else cuts.push({ classId, from: step, to: step + 1 });
  });
  const runs: typeof cuts = [];
  for (const cut of cuts) {
    const last = runs.at(-1);
    if (last !== undefined && (last.classId === cut.classId || cut.to - cut.from < MIN_STEPS)) last.to = cut.to;
    else runs.push({ ...cut });
  }
  return runs.map(({ classId, from, to }): ScriptRun => {
    const mine = characters.filter(({ step }) => step >= from && (step < to || to === classes.length));
    return {
      script: classId === 0 ? null : (HEAD_SCRIPTS[classId] ?? null),
      from: from / classes.length,
      to: to / classes.length,
      text: mine.map(({ text }) => text).join(''),
      confidence: mine.length === 0 ? 0 : mine.reduce((sum, { probability }) => sum + probability, 0) / mine.length,
    };
  });
}
