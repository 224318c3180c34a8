import type { ImagenetClass } from '../../src/inference/product-head/imagenet-table.js';
import { softmax, unknownSigns, type Summary } from '../../src/inference/product-head/summary.js';
import { imagenetShares, weigh, type WeighingCalibration } from '../../src/inference/product-head/weigh.js';
import type { HeldOutVideo } from './held-out.js';
import { accepts } from './labelled-photos.js';
import { areaUnderCurve, expectedCalibrationError, fitLogistic, logistic, type WeightedCase } from './logistic.js';

/**
 * How many videos are assumed to show nothing of the fitted kinds, where nothing else is known. Half of them are taken
 * to show kinds like the fitted ones (held out: other fruit, other clothes), half things of quite another sort.
 */
export const UNKNOWN_PRIOR = 0.3;

/** P(category | known): the factor and growth that make held-out videos of known kinds most likely. */
export function fitPooling(videos: readonly HeldOutVideo[]): WeighingCalibration['pooling'] {
  let best = { factor: 1, growth: 0, loss: Infinity };
  for (let factor = 0.4; factor <= 2.4; factor += 0.1) {
    for (let growth = 0; growth <= 1; growth += 0.1) {
      const loss = videos.reduce((sum, video) => sum - Math.log(probabilityOfTruth(video, factor, growth) + 1e-6), 0) / videos.length;
      if (loss < best.loss) best = { factor, growth, loss };
    }
  }
  return { factor: round(best.factor), growth: round(best.growth) };
}

function probabilityOfTruth({ photo, summary }: HeldOutVideo, factor: number, growth: number): number {
  const known = softmax(summary.logKnown, factor * summary.shots ** growth);
  return summary.categoryIds.reduce((sum, id, index) => (accepts(photo, id) ? sum + (known[index] ?? 0) : sum), 0);
}

/** The log-odds of "none of the fitted kinds": kinds left out and what is far from all of them against kinds fitted. */
export function fitUnknown(videos: readonly HeldOutVideo[], far: readonly Summary[], table: readonly ImagenetClass[]): number[] {
  const left = videos.filter((video) => !video.knownKind).map((video) => video.summary);
  const known = videos.filter((video) => video.knownKind).map((video) => video.summary);
  const casesOf = (summaries: readonly Summary[], outcome: boolean, share: number): WeightedCase[] =>
    summaries.map((summary) => ({ signs: unknownSigns(summary, table), outcome, weight: (share / summaries.length) * videos.length }));
  const farShare = far.length === 0 ? 0 : UNKNOWN_PRIOR / 2;
  const cases = [...casesOf(known, false, 1 - UNKNOWN_PRIOR), ...casesOf(left, true, UNKNOWN_PRIOR - farShare), ...casesOf(far, true, farShare)];
  return fitLogistic(cases, 0.5).map(round);
}

/** How far ImageNet's best category for an unknown product can be trusted, on kinds left out that ImageNet has. */
export function fitElsewhere(videos: readonly HeldOutVideo[], table: readonly ImagenetClass[]): WeighingCalibration['elsewhere'] {
  const cases = videos
    .filter((video) => !video.knownKind)
    .flatMap((video) => {
      const [id, share] = [...imagenetShares(video.summary, table)].sort((a, b) => b[1] - a[1])[0] ?? ['', 0];
      const p = Math.min(0.9999, Math.max(1e-6, share));
      return [{ signs: [1, Math.log(p / (1 - p)), Math.log(video.summary.shots)], outcome: accepts(video.photo, id), weight: 1 }];
    });
  const [bias = 0, slope = 1, growth = 0] = fitLogistic(cases, 0.1).map(round);
  return { bias, slope, growth };
}

export interface Figures {
  readonly videos: number;
  readonly categoryRight: number;
  readonly ece: number;
  /** Of the videos whose best category has at least probability 0.5: share of all, and share that is right. */
  readonly sure: number;
  readonly sureRight: number;
  /** Of those sure, share whose category is right or has the same parent as the right one: a pear for an apple. */
  readonly sureSibling: number;
}

/** Videos with the calibration that judges them: where it is fitted on others of their sort, each part has its own. */
export interface Judged {
  readonly videos: readonly HeldOutVideo[];
  readonly calibration: WeighingCalibration;
}

export function measure(parts: readonly Judged[], table: readonly ImagenetClass[]): Figures {
  const cases = parts.flatMap(({ videos, calibration }) => videos.map((video) => {
    const best = weigh(video.summary, table, calibration)[0];
    const right = best !== undefined && accepts(video.photo, best.categoryId);
    return { confidence: best?.probability ?? 0, right, sibling: right || parentOf(best?.categoryId ?? '') === parentOf(video.photo.categoryId) };
  }));
  const sure = cases.filter((one) => one.confidence >= 0.5);
  return {
    videos: cases.length,
    categoryRight: share(cases),
    ece: round(expectedCalibrationError(cases)),
    sure: round(sure.length / Math.max(1, cases.length)),
    sureRight: share(sure),
    sureSibling: share(sure.map(({ sibling }) => ({ right: sibling }))),
  };
}

export function unknownAuroc(videos: readonly HeldOutVideo[], table: readonly ImagenetClass[], weights: readonly number[]): number {
  return round(areaUnderCurve(videos.map((video) => ({ positive: !video.knownKind, score: logistic(unknownSigns(video.summary, table).reduce((sum, sign, i) => sum + sign * (weights[i] ?? 0), 0)) }))));
}

/** How sure the outliers are called products: share whose best category reaches 0.5, and the mean of the best. */
export function measureOutliers(outliers: readonly Summary[], table: readonly ImagenetClass[], calibration: WeighingCalibration): { pictures: number; sure: number; meanBest: number } {
  const best = outliers.map((summary) => weigh(summary, table, calibration).find((category) => category.known)?.probability ?? 0);
  return {
    pictures: best.length,
    sure: round(best.filter((p) => p >= 0.5).length / Math.max(1, best.length)),
    meanBest: round(best.reduce((a, b) => a + b, 0) / Math.max(1, best.length)),
  };
}

function parentOf(categoryId: string): string {
  return categoryId.slice(0, Math.max(0, categoryId.lastIndexOf('-')));
}

function share(cases: readonly { readonly right: boolean }[]): number {
  return round(cases.filter((one) => one.right).length / Math.max(1, cases.length));
}

export function round(value: number): number {
  return Math.round(value * 10000) / 10000;
}
