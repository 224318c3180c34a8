import type { LookOfShot } from '../../stages/see/vision-model.js';

/** The texts of the categories in the space that pictures share. */
export interface CategoryVectors {
  readonly categoryIds: readonly string[];
  /** [categories, width], each row of length 1. */
  readonly vectors: Float32Array;
  readonly width: number;
}

export interface Likeness {
  /** P(category) among all that were compared; together 1. Not calibrated: see `SHARPNESS`. */
  readonly shares: ReadonlyMap<string, number>;
  /** The same for each look alone, in order: which of them show a category. */
  perLook(categoryId: string): number[];
}

/**
 * Sharpness of the softmax over standardised similarities. The exports of a picture and a text half carry neither
 * scale nor bias of SigLIP's loss, so the similarities of a look are measured in their own spread over the categories:
 * of 1,500 that are alike by chance the best lies about 3.3 deviations above the mean and gets 0.06; one that stands out
 * by 6 gets 0.93. The figure is chosen, not fitted: the shares rank, and are no calibrated confidence.
 */
const SHARPNESS = 2;

/**
 * How much a video looks like the text of each category. A look's standardised similarities are averaged over its shot,
 * and those over the shots, so that shots count alike, and what only one of them shows stays unsure.
 *
 * @throws Error when a look has no embedding, or one of another width than the texts.
 */
export function likeness(looks: readonly LookOfShot[], categories: CategoryVectors): Likeness {
  const perLook = looks.map(({ impression }) => standardised(similarities(impression.embedding, categories)));
  const shots = [...new Set(looks.map(({ shot }) => shot))];
  const overall = mean(shots.map((shot) => mean(perLook.filter((_, place) => looks[place]?.shot === shot))));
  const sharesOfLooks = perLook.map(sharesOf);
  const shares = sharesOf(overall);
  return {
    shares: new Map(categories.categoryIds.map((id, at) => [id, shares[at] ?? 0])),
    perLook: (categoryId) => {
      const at = categories.categoryIds.indexOf(categoryId);
      return sharesOfLooks.map((one) => one[at] ?? 0);
    },
  };
}

function similarities(embedding: Float32Array | undefined, { categoryIds, vectors, width }: CategoryVectors): Float64Array {
  if (embedding?.length !== width) throw new Error(`a look has an embedding of ${embedding?.length ?? 0} numbers; wanted ${width}, as the texts of the categories have`);
  return Float64Array.from(categoryIds, (_, category) => {
    let sum = 0;
    for (let i = 0, at = category * width; i < width; i += 1, at += 1) sum += (embedding[i] as number) * (vectors[at] as number);
    return sum;
  });
}

/** Mean 0 and deviation 1 over the categories; all 0 where none stands out. */
function standardised(values: Float64Array): Float64Array {
  const middle = values.reduce((a, b) => a + b, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / values.length);
  return values.map((value) => (deviation < 1e-6 ? 0 : (value - middle) / deviation));
}

function sharesOf(values: Float64Array): Float64Array {
  const best = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const weights = values.map((value) => Math.exp(SHARPNESS * (value - best)));
  const total = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / total);
}

function mean(vectors: readonly Float64Array[]): Float64Array {
  return Float64Array.from(vectors[0] ?? [], (_, at) => vectors.reduce((sum, vector) => sum + (vector[at] ?? 0), 0) / vectors.length);
}
