import { Matrix, solve } from 'ml-matrix';

export interface WeightedCase {
  readonly signs: readonly number[];
  readonly outcome: boolean;
  readonly weight: number;
}

/** Logistic regression by Newton's method with a small ridge: the weights of the signs in the log-odds of the outcome. */
export function fitLogistic(cases: readonly WeightedCase[], ridge = 1e-3): number[] {
  const width = cases[0]?.signs.length ?? 0;
  let weights = new Array<number>(width).fill(0);
  for (let round = 0; round < 50; round++) {
    const gradient = Matrix.zeros(width, 1);
    const hessian = Matrix.eye(width).mul(ridge);
    for (const { signs, outcome, weight } of cases) {
      const p = logistic(signs.reduce((sum, sign, i) => sum + sign * (weights[i] ?? 0), 0));
      const slope = weight * (p - (outcome ? 1 : 0));
      const curve = weight * Math.max(1e-9, p * (1 - p));
      signs.forEach((one, i) => {
        gradient.set(i, 0, gradient.get(i, 0) + slope * one);
        signs.forEach((other, j) => hessian.set(i, j, hessian.get(i, j) + curve * one * other));
      });
    }
    weights.forEach((value, i) => gradient.set(i, 0, gradient.get(i, 0) + ridge * value));
    const step = solve(hessian, gradient).to1DArray();
    weights = weights.map((value, i) => value - (step[i] ?? 0));
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return weights;
}

export function logistic(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Expected calibration error over ten equal bins (Guo et al. 2017). */
export function expectedCalibrationError(cases: readonly { readonly confidence: number; readonly right: boolean }[]): number {
  const bins = Array.from({ length: 10 }, () => ({ count: 0, confidence: 0, right: 0 }));
  for (const { confidence, right } of cases) {
    const bin = bins[Math.min(9, Math.floor(confidence * 10))];
    if (bin === undefined) continue;
    bin.count++;
    bin.confidence += confidence;
    bin.right += right ? 1 : 0;
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.confidence - bin.right), 0) / cases.length;
}

/** Area under the ROC curve: how often a positive case scores above a negative one. */
export function areaUnderCurve(cases: readonly { readonly score: number; readonly positive: boolean }[]): number {
  const sorted = [...cases].sort((a, b) => a.score - b.score);
  let ranks = 0;
  let at = 0;
  while (at < sorted.length) {
    let end = at;
    while (end < sorted.length && sorted[end]?.score === sorted[at]?.score) end++;
    const meanRank = (at + end + 1) / 2;
    for (let i = at; i < end; i++) if (sorted[i]?.positive) ranks += meanRank;
    at = end;
  }
  const positives = cases.filter((one) => one.positive).length;
  return (ranks - (positives * (positives + 1)) / 2) / (positives * (cases.length - positives));
}
