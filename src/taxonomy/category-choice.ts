import { depthOf } from '../domain/taxonomy.js';

/** How deep the carried part of the taxonomy goes in each vertical; 0 leaves the vertical out. What is not listed goes 3 deep. */
const DEPTH_LIMITS: Readonly<Record<string, number>> = {
  aa: 6, fb: 7, lb: 4, el: 5, hb: 5, hg: 4, fr: 4, tg: 4, co: 4, bt: 4, ap: 4, os: 4, sg: 4, ae: 4, ha: 3, vp: 4, bi: 3, ma: 3, rc: 3, me: 3, so: 2, gc: 1,
  se: 0, pa: 0, bu: 0, na: 0,
};
/** Cooking ware is sold by its fifth level (frying pans, espresso machines). */
const DEEPER: readonly [prefix: string, depth: number][] = [['hg-11-', 5], ['ae-2-8-', 5], ['tg-5-', 4], ['ha-15-', 4], ['ha-11-', 4]];
/** Spare parts and add-ons below the third level are left to the whole taxonomy. */
const ADD_ON = /Accessor|\bParts?\b|Replacement|Refills|Components/;

/** Whether the carried part of the taxonomy holds this category of its own accord (it also holds all ancestors of what it holds). */
export function isCommonCategory(id: string, englishName: string): boolean {
  const depth = depthOf(id);
  const vertical = id.split('-')[0] ?? id;
  const deeper = DEEPER.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 0;
  if (depth > Math.max(DEPTH_LIMITS[vertical] ?? 3, deeper) || DEPTH_LIMITS[vertical] === 0) return false;
  return !(depth >= 4 && ADD_ON.test(englishName));
}
