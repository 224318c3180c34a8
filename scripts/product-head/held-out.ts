import type { HeadLabel, ProductHead } from '../../src/inference/product-head/product-head.js';
import { summarise, type Look, type Summary } from '../../src/inference/product-head/summary.js';
import { fitDiscriminants } from './discriminants.js';
import type { LabelledPhoto } from './labelled-photos.js';
import type { PhotoFeatures } from './photo-features.js';
import { seededRandom, seedOf } from './random.js';

export const SHRINKAGE = 0.2;
export const SHARPNESS = 0.09;
const FOLDS = 5;

/** Every variant of each photo, by the photo's place in the list. */
export type AllFeatures = readonly (readonly PhotoFeatures[])[];

/** A made-up video: some photos of one class, none of which the head was fitted on, one shot each. */
export interface HeldOutVideo {
  readonly photo: LabelledPhoto;
  readonly summary: Summary;
  /** False where the whole kind of product was left out of the fit. */
  readonly knownKind: boolean;
}

export function labelsOf(photos: readonly LabelledPhoto[]): HeadLabel[] {
  return [...new Map(photos.map(({ label, categoryId }) => [label, { label, categoryId }])).values()];
}

export function fit(photos: readonly LabelledPhoto[], features: AllFeatures, use: (photo: LabelledPhoto) => boolean): ProductHead {
  const used = photos.flatMap((photo, index) => (use(photo) ? [{ photo, index }] : []));
  const examples = used.flatMap(({ photo, index }) => features.map((variant) => ({ features: (variant[index] as PhotoFeatures).features, label: photo.label })));
  return fitDiscriminants(examples, labelsOf(used.map(({ photo }) => photo)), SHRINKAGE, SHARPNESS);
}

const foldOf = (text: string): number => seedOf(text) % FOLDS;

/**
 * Cross-validation by photo (its source): five fits, each judged on the fifth that it did not see.
 * With `leaveKindsOut` each fit also lacks a fifth of the kinds of products, and is judged on those too.
 */
export function heldOutVideos(photos: readonly LabelledPhoto[], features: AllFeatures, leaveKindsOut: boolean, onFold: (fold: number) => void): HeldOutVideo[] {
  const kindFold = new Map([...new Set(photos.map((photo) => photo.kind))].sort((a, b) => seedOf(a) - seedOf(b)).map((kind, index) => [kind, index % FOLDS]));
  const videos: HeldOutVideo[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const knownKind = (photo: LabelledPhoto): boolean => !leaveKindsOut || kindFold.get(photo.kind) !== fold;
    const head = fit(photos, features, (photo) => knownKind(photo) && foldOf(photo.source) !== fold);
    const judged = photos.flatMap((photo, index) => (foldOf(photo.source) === fold || !knownKind(photo) ? [{ photo, index }] : []));
    for (const members of groupsOfOneClass(judged, fold)) {
      const first = members[0];
      if (first === undefined) continue;
      const looks = members.map(({ photo, index }, shot): Look => lookAt(photo, index, shot, features));
      videos.push({ photo: first.photo, summary: summarise(head, looks), knownKind: knownKind(first.photo) });
    }
    onFold(fold);
  }
  return videos;
}

/** Made-up videos, as the others are, of kinds that none of `head`'s labels is like. */
export function outsideVideos(photos: readonly LabelledPhoto[], features: AllFeatures, head: ProductHead): HeldOutVideo[] {
  return groupsOfOneClass(photos.map((photo, index) => ({ photo, index })), 0).flatMap((members) => {
    const first = members[0];
    return first === undefined ? [] : [{ photo: first.photo, summary: summarise(head, members.map(({ photo, index }, shot) => lookAt(photo, index, shot, features))), knownKind: false }];
  });
}

/** One variant of the photo, by chance: a frame of a video where there are such, else the photo itself. */
function lookAt(photo: LabelledPhoto, index: number, shot: number, features: AllFeatures): Look {
  const drawn = features.length > 1 ? features.slice(1) : features;
  const variant = seededRandom(seedOf(`${photo.source}?${shot}`)).pick(drawn);
  return { ...(variant[index] as PhotoFeatures), shot };
}

interface Member {
  readonly photo: LabelledPhoto;
  readonly index: number;
}

/** Each photo alone, and groups of two to four of one class, as the shots of a video are. */
function groupsOfOneClass(members: readonly Member[], seed: number): Member[][] {
  const random = seededRandom(seed);
  const groups: Member[][] = members.map((member) => [member]);
  for (const label of new Set(members.map(({ photo }) => photo.label))) {
    const own = random.shuffled(members.filter(({ photo }) => photo.label === label));
    for (let at = 0, size = 2; at + size <= own.length; at += size, size = 2 + ((size - 1) % 3)) groups.push(own.slice(at, at + size));
  }
  return groups;
}
