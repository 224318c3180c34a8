import { weigh, type WeighingCalibration } from '../../src/inference/product-head/weigh.js';
import type { ImagenetClass } from '../../src/inference/product-head/imagenet-table.js';
import type { Sightings } from '../../src/domain/perception.js';
import type { FittedHead } from '../../src/inference/product-head/head-file.js';
import { heldOutVideos, outsideVideos, type AllFeatures, type HeldOutVideo } from '../product-head/held-out.js';
import { readLabelledPhotos, type LabelledPhoto } from '../product-head/labelled-photos.js';
import { photoFeatures, type Variant } from '../product-head/photo-features.js';

/** Of the kind of product to the head: fitted on it, on kinds like it, or on nothing of its sort. */
export type Familiarity = 'known' | 'left out' | 'outside';

/** What the vision model reports of a few photos of one product that its head was not fitted on. */
export interface MadeUpVideo {
  readonly photo: LabelledPhoto;
  readonly shots: number;
  readonly familiarity: Familiarity;
  readonly sightings: Sightings;
  /** What the head that looked was fitted on. */
  readonly visionKnows: readonly string[];
}

/** Below this the vision model reports no category (src/inference/product-head/weigh-model.ts). */
const LEAST_PROBABILITY = 0.01;

/** Held-out videos of kinds that the head knows, of kinds left out of its fit, and of kinds unlike all that it knows. */
export async function makeVideos(photoFiles: readonly string[], outsideFiles: readonly string[], frames: number, cache: string, { head, calibration }: FittedHead, table: readonly ImagenetClass[]): Promise<readonly MadeUpVideo[]> {
  const variants: Variant[] = ['plain', ...Array.from({ length: frames }, (_, index) => index + 1)];
  const read = async (files: readonly string[]): Promise<readonly [readonly LabelledPhoto[], AllFeatures]> => {
    const { photos } = await readLabelledPhotos(files, null);
    return [photos, await Promise.all(variants.map((variant) => photoFeatures(photos, variant, 'models/efficientnet-lite2/model.onnx', cache)))];
  };
  const [photos, features] = await read(photoFiles);
  const progress = (what: string) => (fold: number): void => void process.stderr.write(`  ${what}: fold ${fold + 1}\n`);
  const known = heldOutVideos(photos, features, false, progress('photos held out'));
  const leftOut = heldOutVideos(photos, features, true, progress('kinds left out')).filter((video) => !video.knownKind);
  const outside = outsideVideos(...(await read(outsideFiles)), head);
  const all = (videos: readonly HeldOutVideo[], familiarity: Familiarity): readonly MadeUpVideo[] => videos.map((video) => madeUp(video, familiarity, table, calibration));
  return [...all(known, 'known'), ...all(leftOut, 'left out'), ...all(outside, 'outside')];
}

function madeUp({ photo, summary }: HeldOutVideo, familiarity: Familiarity, table: readonly ImagenetClass[], calibration: WeighingCalibration): MadeUpVideo {
  const weighed = weigh(summary, table, calibration);
  const categories = weighed.filter(({ probability }) => probability >= LEAST_PROBABILITY).map(({ categoryId, probability }) => ({ categoryId, probability, seen: [] }));
  const sightings: Sightings = {
    categories,
    unknownProbability: Math.max(0, 1 - categories.reduce((sum, { probability }) => sum + probability, 0)),
    attributes: [], objects: [], codes: [], nsfwScore: null, framesLookedAt: summary.shots,
    quality: { static: false, dark: false, blurry: false, duplicateFrameShare: 0 },
  };
  return { photo, shots: summary.shots, familiarity, sightings, visionKnows: summary.categoryIds };
}
