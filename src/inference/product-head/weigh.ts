import { isRelatedToAny, type ImagenetClass } from './imagenet-table.js';
import { softmax, unknownSigns, type Summary } from './summary.js';

/** Fitted on held-out photos, grouped as the shots of a video are (scripts/train-product-head.ts). */
export interface WeighingCalibration {
  /** Sharpness of P(category | known) for n shots: `factor · n^growth`. */
  readonly pooling: { readonly factor: number; readonly growth: number };
  /** Weights of `unknownSigns` in the log-odds that the product is of no known class. */
  readonly unknown: readonly number[];
  /** Log-odds that ImageNet's best category is right for an unknown product in n shots: `bias + slope · logit(its share) + growth · log n`. */
  readonly elsewhere: { readonly bias: number; readonly slope: number; readonly growth: number };
}

export interface WeighedCategory {
  readonly categoryId: string;
  readonly probability: number;
  /** Whether the head was fitted on it; else it comes from the ImageNet table, or from what stands in its place. */
  readonly known: boolean;
}

/**
 * P(category | the video), highest first:
 * P(known) · the head's pooled distribution, plus P(unknown) · what ImageNet's classes say through the table.
 * What is missing to 1 is "none of these". The categories are the finest that a class stands for and exclude each
 * other; the probability of a parent category is the sum over the ids below it.
 *
 * @param elsewhere P(category | unknown) from another source than the ImageNet table; together at most 1.
 */
export function weigh(summary: Summary, table: readonly ImagenetClass[], calibration: WeighingCalibration, elsewhere?: ReadonlyMap<string, number>): readonly WeighedCategory[] {
  const unknown = logistic(dot(unknownSigns(summary, table), calibration.unknown));
  const known = softmax(summary.logKnown, calibration.pooling.factor * summary.shots ** calibration.pooling.growth);
  const result = new Map<string, WeighedCategory>();
  summary.categoryIds.forEach((categoryId, index) => {
    result.set(categoryId, { categoryId, known: true, probability: (1 - unknown) * (known[index] ?? 0) });
  });
  for (const [categoryId, share] of elsewhere ?? elsewhereShares(summary, table, calibration)) {
    result.set(categoryId, { categoryId, known: false, probability: unknown * share });
  }
  return [...result.values()].sort((a, b) => b.probability - a.probability);
}

/**
 * P(category | unknown) of ImageNet's categories that the head does not know: the best one's is its chance of being
 * right, the others keep their proportions and get no more than their own share.
 */
export function elsewhereShares(summary: Summary, table: readonly ImagenetClass[], calibration: Pick<WeighingCalibration, 'elsewhere'>): ReadonlyMap<string, number> {
  const { bias, slope, growth } = calibration.elsewhere;
  const shares = imagenetShares(summary, table);
  const [bestId, share = 0] = [...shares].reduce<readonly [string, number] | []>((most, one) => (one[1] > (most[1] ?? -1) ? one : most), []);
  const best = Math.min(0.9999, Math.max(1e-6, share));
  const right = logistic(bias + slope * Math.log(best / (1 - best)) + growth * Math.log(summary.shots));
  const others = right < best ? right / best : (1 - right) / (1 - best);
  return new Map([...shares].map(([id, own]) => [id, id === bestId ? right : own * others]));
}

/** ImageNet's probabilities, summed by category, of those categories that are no kin of what the head knows. */
export function imagenetShares(summary: Summary, table: readonly ImagenetClass[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { index, categoryId } of table) {
    if (categoryId === null || isRelatedToAny(categoryId, summary.categoryIds)) continue;
    shares.set(categoryId, (shares.get(categoryId) ?? 0) + (summary.imagenet[index] ?? 0));
  }
  return shares;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] ?? 0);
  return sum;
}

function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}
