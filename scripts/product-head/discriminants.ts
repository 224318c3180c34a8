import { CholeskyDecomposition, EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { FEATURE_COUNT } from '../../src/inference/efficientnet-lite2/network.js';
import type { HeadLabel, ProductHead } from '../../src/inference/product-head/product-head.js';

export interface Example {
  readonly features: Float32Array;
  readonly label: string;
}

/**
 * Fits a `ProductHead`. With class means M (centred) and the shrunken within-class covariance S, the directions are
 * S⁻¹ Mᵀ V Λ^−½ for the eigenvectors V and eigenvalues Λ of M S⁻¹ Mᵀ: in them each class has unit covariance.
 *
 * @param shrinkage 0…1, share of the covariance that is replaced by its mean variance.
 */
export function fitDiscriminants(examples: readonly Example[], labels: readonly HeadLabel[], shrinkage: number, sharpness: number): ProductHead {
  const roots = examples.map((example) => example.features.map((value) => Math.sqrt(Math.max(0, value))));
  const rowsOf = labels.map(({ label }) => examples.flatMap((example, row) => (example.label === label ? [row] : [])));
  const means = rowsOf.map((rows) => meanOf(rows.map((row) => roots[row] as Float32Array)));
  const mean = meanOf(means);
  rowsOf.forEach((rows, label) => rows.forEach((row) => subtract(roots[row] as Float32Array, means[label] as Float32Array)));
  const within = shrunken(covariance(roots), shrinkage);

  const centredMeans = new Matrix(means.map((values) => Array.from(values, (value, i) => value - (mean[i] as number))));
  const solved = new CholeskyDecomposition(within).solve(centredMeans.transpose());
  const gram = centredMeans.mmul(solved);
  const eigen = new EigenvalueDecomposition(gram, { assumeSymmetric: true });
  const rank = labels.length - 1;
  const order = eigen.realEigenvalues.map((value, index) => ({ value, index })).sort((a, b) => b.value - a.value).slice(0, rank);

  const projection = new Float32Array(rank * FEATURE_COUNT);
  const centres = new Float32Array(labels.length * rank);
  const spread = new Float32Array(rank);
  order.forEach(({ value, index }, direction) => {
    const vector = Matrix.columnVector(eigen.eigenvectorMatrix.getColumn(index));
    projection.set(solved.mmul(vector).mul(1 / Math.sqrt(value)).to1DArray(), direction * FEATURE_COUNT);
    for (let label = 0; label < labels.length; label++) centres[label * rank + direction] = vector.get(label, 0) * Math.sqrt(value);
    spread[direction] = value / labels.length;
  });
  return { labels, rank, mean: Float32Array.from(mean), projection, centres, spread, sharpness };
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const mean = new Float64Array(FEATURE_COUNT);
  for (const row of rows) for (let i = 0; i < FEATURE_COUNT; i++) mean[i] = (mean[i] as number) + (row[i] as number);
  return Float32Array.from(mean, (sum) => sum / rows.length);
}

function subtract(row: Float32Array, mean: Float32Array): void {
  for (let i = 0; i < FEATURE_COUNT; i++) row[i] = (row[i] as number) - (mean[i] as number);
}

/** Of centred rows. Kept column by column, so that each entry is one dot product over contiguous memory. */
function covariance(rows: readonly Float32Array[]): Matrix {
  const columns = Array.from({ length: FEATURE_COUNT }, (_, i) => Float32Array.from(rows, (row) => row[i] as number));
  const result = Matrix.zeros(FEATURE_COUNT, FEATURE_COUNT);
  for (let i = 0; i < FEATURE_COUNT; i++) {
    for (let j = i; j < FEATURE_COUNT; j++) {
      const value = dot(columns[i] as Float32Array, columns[j] as Float32Array) / rows.length;
      result.set(i, j, value);
      result.set(j, i, value);
    }
  }
  return result;
}

function dot(a: Float32Array, b: Float32Array): number {
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < a.length; i += 2) {
    even += (a[i] as number) * (b[i] as number);
    odd += (a[i + 1] as number) * (b[i + 1] as number);
  }
  if (a.length % 2 === 1) even += (a[a.length - 1] as number) * (b[a.length - 1] as number);
  return even + odd;
}

function shrunken(matrix: Matrix, shrinkage: number): Matrix {
  const meanVariance = matrix.trace() / matrix.rows;
  return Matrix.mul(matrix, 1 - shrinkage).add(Matrix.mul(Matrix.eye(matrix.rows), shrinkage * meanVariance));
}
