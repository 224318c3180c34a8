import { FEATURE_COUNT } from '../efficientnet-lite2/network.js';

/**
 * A linear head on the 1280 features of EfficientNet-Lite2: Fisher's discriminants with a shrunken within-class
 * covariance (Rao 1948; Ledoit & Wolf 2004 for the shrinking). The square roots of the features are projected on
 * `rank` directions in which every class has unit spread; a class's log-likelihood there is minus half the squared
 * distance to its centre. The same distances tell how far a picture lies from everything that the head was fitted on
 * (the relative Mahalanobis distance of Ren et al. 2021), which a softmax cannot.
 */
export interface ProductHead {
  readonly labels: readonly HeadLabel[];
  readonly rank: number;
  /** [1280] mean of the square roots of the features. */
  readonly mean: Float32Array;
  /** [rank, 1280] */
  readonly projection: Float32Array;
  /** [labels, rank] */
  readonly centres: Float32Array;
  /** [rank] variance of the centres in each direction, in units of the within-class variance. */
  readonly spread: Float32Array;
  /** Multiplies the log-likelihoods: features are less independent than the model believes. */
  readonly sharpness: number;
}

export interface HeadLabel {
  readonly label: string;
  /** Shopify taxonomy, without the gid prefix. */
  readonly categoryId: string;
}

/** What the head says of one picture. */
export interface HeadOpinion {
  /** [categories] P(category | the product is of a class that the head knows). */
  readonly categories: Float32Array;
  /** Squared distance to the nearest centre, per direction: about 1 for what was seen in fitting, more for the strange. */
  readonly strangeness: number;
  /** Squared distance to the middle of all products, per direction, in units of the overall spread. */
  readonly distinctness: number;
  /** Cosine of the square roots of its features and their mean over all products that the head was fitted on: small for other sorts of pictures. */
  readonly commonness: number;
}

/** The categories of the labels, each once, in order of first appearance. */
export function categoryIdsOf(labels: readonly HeadLabel[]): string[] {
  return [...new Set(labels.map((label) => label.categoryId))];
}

export function opinionOf(head: ProductHead, features: Float32Array): HeadOpinion {
  const place = project(head, features);
  const distances = squaredDistances(head, place);
  let nearest = Infinity;
  for (let label = 0; label < distances.length; label++) nearest = Math.min(nearest, distances[label] as number);
  const ids = categoryIdsOf(head.labels);
  const weights = new Float64Array(ids.length);
  let total = 0;
  for (let label = 0; label < distances.length; label++) {
    const weight = Math.exp(-0.5 * head.sharpness * ((distances[label] as number) - nearest));
    const at = ids.indexOf(head.labels[label]?.categoryId ?? '');
    weights[at] = (weights[at] as number) + weight;
    total += weight;
  }
  const categories = new Float32Array(ids.length);
  for (let at = 0; at < categories.length; at++) categories[at] = (weights[at] as number) / total;
  let fromMiddle = 0;
  for (let direction = 0; direction < place.length; direction++) fromMiddle += (place[direction] as number) ** 2 / (1 + (head.spread[direction] ?? 0));
  return {
    categories,
    strangeness: nearest / head.rank,
    distinctness: fromMiddle / head.rank,
    commonness: commonnessOf(head.mean, features),
  };
}

function commonnessOf(mean: Float32Array, features: Float32Array): number {
  let both = 0;
  let own = 0;
  let common = 0;
  for (let i = 0; i < FEATURE_COUNT; i++) {
    const feature = Math.max(0, features[i] ?? 0);
    const usual = mean[i] ?? 0;
    both += Math.sqrt(feature) * usual;
    own += feature;
    common += usual * usual;
  }
  return own === 0 || common === 0 ? 0 : both / Math.sqrt(own * common);
}

function project(head: ProductHead, features: Float32Array): Float32Array {
  const centred = new Float32Array(FEATURE_COUNT);
  for (let i = 0; i < FEATURE_COUNT; i++) centred[i] = Math.sqrt(Math.max(0, features[i] ?? 0)) - (head.mean[i] ?? 0);
  const place = new Float32Array(head.rank);
  for (let direction = 0, at = 0; direction < head.rank; direction++) {
    let sum = 0;
    for (let i = 0; i < FEATURE_COUNT; i++, at++) sum += (centred[i] as number) * (head.projection[at] as number);
    place[direction] = sum;
  }
  return place;
}

/** [labels] from `place` to each centre. */
function squaredDistances(head: ProductHead, place: Float32Array): Float64Array {
  const distances = new Float64Array(head.labels.length);
  for (let label = 0, at = 0; label < distances.length; label++) {
    let sum = 0;
    for (let direction = 0; direction < head.rank; direction++, at++) {
      const difference = (place[direction] ?? 0) - (head.centres[at] ?? 0);
      sum += difference * difference;
    }
    distances[label] = sum;
  }
  return distances;
}
