import { meanOf } from '../mean-vector.js';
import { areRelated, isRelatedToAny, type ImagenetClass } from './imagenet-table.js';
import { categoryIdsOf, opinionOf, type ProductHead } from './product-head.js';

/** The network's answer for one frame, and which shot of the video the frame is from. */
export interface Look {
  readonly features: Float32Array;
  readonly logits: Float32Array;
  readonly shot: number;
}

/** What the head and the ImageNet classifier say of a video, over all its looks. */
export interface Summary {
  readonly categoryIds: readonly string[];
  /** [categories] mean over the shots of the mean over a shot's frames of log P(category | frame). */
  readonly logKnown: Float32Array;
  readonly shots: number;
  readonly strangeness: number;
  readonly distinctness: number;
  readonly commonness: number;
  /** [1000] softmax of the ImageNet logits, averaged in the same way. */
  readonly imagenet: Float32Array;
  /** [looks][categories] P(category | frame): which frames show a category. */
  readonly perLook: readonly Float32Array[];
}

/** Keeps one bad frame from vetoing a category that all others show. */
const FLOOR = 0.002;

/** Frames of one shot are nearly the same picture, so shots count alike, however many of their frames were looked at. */
export function summarise(head: ProductHead, looks: readonly Look[]): Summary {
  const opinions = looks.map((look) => opinionOf(head, look.features));
  const shots = [...new Set(looks.map((look) => look.shot))].map((shot) => looks.flatMap((look, index) => (look.shot === shot ? [index] : [])));
  const overShots = (vectorOf: (look: number) => Float32Array): Float32Array => meanOf(shots.map((members) => meanOf(members.map(vectorOf))));
  const scalar = (valueOf: (look: number) => number): number => overShots((look) => Float32Array.of(valueOf(look)))[0] ?? 0;
  const at = <T>(items: readonly T[], index: number): T => items[index] as T;
  return {
    categoryIds: categoryIdsOf(head.labels),
    logKnown: overShots((look) => logOf(at(opinions, look).categories)),
    shots: shots.length,
    strangeness: scalar((look) => at(opinions, look).strangeness),
    distinctness: scalar((look) => at(opinions, look).distinctness),
    commonness: scalar((look) => at(opinions, look).commonness),
    imagenet: softmax(overShots((look) => at(looks, look).logits)),
    perLook: opinions.map((opinion) => opinion.categories),
  };
}

function logOf(shares: Float32Array): Float32Array {
  const logs = new Float32Array(shares.length);
  for (let i = 0; i < logs.length; i++) logs[i] = Math.log((shares[i] as number) + FLOOR);
  return logs;
}

export function softmax(scores: Float32Array, sharpness = 1): Float32Array {
  const shares = new Float32Array(scores.length);
  let highest = -Infinity;
  for (let i = 0; i < scores.length; i++) if ((scores[i] as number) > highest) highest = scores[i] as number;
  let total = 0;
  for (let i = 0; i < shares.length; i++) {
    shares[i] = Math.exp(sharpness * ((scores[i] as number) - highest));
    total += shares[i] as number;
  }
  for (let i = 0; i < shares.length; i++) shares[i] = (shares[i] as number) / total;
  return shares;
}

function indexOfHighest(values: Float32Array): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  return best;
}

/** The signs that a product is of no class that the head knows; inputs of a logistic regression. */
export function unknownSigns(summary: Summary, table: readonly ImagenetClass[]): readonly number[] {
  const known = softmax(summary.logKnown);
  const top = indexOfHighest(known);
  const topId = summary.categoryIds[top] ?? '';
  let agreeing = 0;
  let elsewhere = 0;
  for (const { index, categoryId } of table) {
    if (categoryId === null) continue;
    const share = summary.imagenet[index] ?? 0;
    if (areRelated(categoryId, topId)) agreeing += share;
    if (!isRelatedToAny(categoryId, summary.categoryIds)) elsewhere += share;
  }
  const p = Math.min(0.9999, known[top] ?? 0);
  const sure = Math.log(p / (1 - p));
  const common = 10 * summary.commonness;
  const more = Math.log(summary.shots);
  return [1, sure, summary.strangeness, summary.distinctness, Math.log(agreeing + 0.01), Math.log(elsewhere + 0.01), more, common, more * sure, more * summary.strangeness, more * summary.distinctness, more * common];
}
