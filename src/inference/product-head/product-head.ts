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
}

/** The categories of the labels, each once, in order of first appearance. */
export function categoryIdsOf(labels: readonly HeadLabel[]): string[] {
  return [...new Set(labels.map((label) => label.categoryId))];
}

export function opinionOf(head: ProductHead, features: Float32Array): HeadOpinion {
  const place = project(head, features);
  const distances = head.labels.map((_, label) => squaredDistance(head, place, label));
  const nearest = Math.min(...distances);
  const ids = categoryIdsOf(head.labels);
  const categories = new Float32Array(ids.length);
  let total = 0;
  head.labels.forEach((label, index) => {
    const weight = Math.exp(-0.5 * head.sharpness * ((distances[index] ?? Infinity) - nearest));
    const at = ids.indexOf(label.categoryId);
    categories[at] = (categories[at] ?? 0) + weight;
    total += weight;
  });
  let fromMiddle = 0;
  place.forEach((value, direction) => {
    fromMiddle += (value * value) / (1 + (head.spread[direction] ?? 0));
  });
  return {
    categories: categories.map((weight) => weight / total),
    strangeness: nearest / head.rank,
    distinctness: fromMiddle / head.rank,
  };
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

function squaredDistance(head: ProductHead, place: Float32Array, label: number): number {
  let sum = 0;
  for (let direction = 0; direction < head.rank; direction++) {
    const difference = (place[direction] ?? 0) - (head.centres[label * head.rank + direction] ?? 0);
    sum += difference * difference;
  }
  return sum;
}
