import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { weightsOf, type HeadFile } from '../src/inference/product-head/head-file.js';
import { parseImagenetTable } from '../src/inference/product-head/imagenet-table.js';
import { fitElsewhere, fitPooling, fitUnknown, measure, measureOutliers, unknownAuroc, UNKNOWN_PRIOR, type Figures } from './product-head/calibrate.js';
import { fit, heldOutVideos, outsideVideos, SHARPNESS, SHRINKAGE, type AllFeatures, type HeldOutVideo } from './product-head/held-out.js';
import { readLabelledPhotos } from './product-head/labelled-photos.js';
import { recordInManifest } from './product-head/manifest-entry.js';
import { outlierSummaries, readOutliers } from './product-head/outliers.js';
import { photoFeatures, type Variant } from './product-head/photo-features.js';
import { seedOf } from './product-head/random.js';

/**
 * Fits the product head on labelled photos, prints what it is worth on photos that it did not see, and saves it:
 *
 *   npm run train:product-head -- --photos ../shared/media/products/products.jsonl
 *
 * `--exclude videos.jsonl` leaves out the photos that a set of composed videos shows, for a figure on those videos.
 */
const program = new Command('train-product-head')
  .option('--photos <products.jsonl...>', 'labelled photos', ['../shared/media/products/products.jsonl'])
  .option('--exclude <videos.jsonl>', 'leave out the photos named in the shots of these videos')
  .option('--outside <products.jsonl...>', 'labelled photos of kinds of products that the head is not fitted on: what it must call unknown', [])
  .option('--outliers <folder>', 'pictures of anything but products, e.g. skimage/data of the scikit-image package')
  .option('--frames <n>', 'how many times each photo is also drawn as a frame of a video', '2')
  .option('--out <folder>', 'where head.json and head.f32 go', 'models/product-head')
  .option('--cache <folder>', 'where the features are kept', '.cache/product-head')
  .option('--no-evaluate', 'keep the calibration that --out holds and skip the held-out figures')
  .parse();
const options = program.opts<{ photos: string[]; exclude?: string; outside: string[]; outliers?: string; frames: string; out: string; cache: string; evaluate: boolean }>();

const MODEL = 'models/efficientnet-lite2/model.onnx';
const TABLE = 'imagenet-categories.tsv';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

const { photos, sha256, excluded } = await readLabelledPhotos(options.photos, options.exclude ?? null);
const labels = new Set(photos.map((photo) => photo.label));
say(`${photos.length} photos of ${labels.size} classes, ${excluded} left out by --exclude`);
const all = await readLabelledPhotos(options.photos, null);
const kept = new Set(photos.map((photo) => photo.source));
const variants: Variant[] = ['plain', ...Array.from({ length: Number(options.frames) }, (_, index) => index + 1)];
const features: AllFeatures = await Promise.all(
  variants.map(async (variant) => {
    const rows = await photoFeatures(all.photos, variant, MODEL, options.cache);
    return rows.filter((_, index) => kept.has(all.photos[index]?.source ?? ''));
  }),
);
const table = parseImagenetTable(await readFile(path.join('models/product-head', TABLE), 'utf8'));

const head = fit(photos, features, () => true);
const outside = await readLabelledPhotos(options.outside, null);
const strange = outsideVideos(outside.photos, await Promise.all(variants.map((variant) => photoFeatures(outside.photos, variant, MODEL, options.cache))), head);
const outliers = await readOutliers(options.outliers ?? null, MODEL);
const { calibration, measured } = options.evaluate ? evaluate() : await savedCalibration();
const provenance = {
  fittedBy: 'scripts/train-product-head.ts',
  date: new Date().toISOString().slice(0, 10),
  photos: photos.length,
  framesDrawnPerPhoto: variants.length - 1,
  photosSha256: sha256,
  licences: countBy(photos.map((photo) => photo.licence)),
  backboneSha256: createHash('sha256').update(await readFile(MODEL)).digest('hex'),
  outside: { photos: outside.photos.length, kinds: new Set(outside.photos.map((photo) => photo.kind)).size, sha256: outside.sha256 },
  outliers: outliers.names,
  shrinkage: SHRINKAGE,
  unknownPrior: UNKNOWN_PRIOR,
};
const file: HeadFile = { format: 1, rank: head.rank, sharpness: SHARPNESS, labels: [...head.labels], calibration, provenance, measured };
await mkdir(options.out, { recursive: true });
await writeFile(path.join(options.out, 'head.json'), `${JSON.stringify(file, null, 1)}\n`);
await writeFile(path.join(options.out, 'head.f32'), weightsOf(head));
say(`saved ${options.out}/head.json and head.f32`);
if (path.resolve(options.out) === path.resolve('models/product-head')) await recordInManifest('models', `discriminants-${provenance.date}`);
else await copyFile(path.join('models/product-head', TABLE), path.join(options.out, TABLE));

function evaluate(): { calibration: HeadFile['calibration']; measured: HeadFile['measured'] } {
  const progress = (what: string) => (fold: number): void => void process.stderr.write(`  ${what}: fold ${fold + 1} of 5\n`);
  const known = heldOutVideos(photos, features, false, progress('photos held out'));
  const mixed = heldOutVideos(photos, features, true, progress('kinds left out'));
  const pictures = outlierSummaries(head, outliers);
  const pooling = fitPooling(known);
  const fitWith = (far: readonly HeldOutVideo[]): HeadFile['calibration'] => ({
    pooling,
    unknown: fitUnknown(mixed, [...far.map((video) => video.summary), ...pictures], table),
    elsewhere: fitElsewhere([...mixed, ...far], table),
  });
  const fitted = fitWith(strange);
  const ofShots = (shots: number): Figures => measure([{ calibration: fitted, videos: known.filter((video) => video.summary.shots === shots) }], table);
  const figures = {
    onePhoto: ofShots(1),
    twoPhotos: ofShots(2),
    threePhotos: ofShots(3),
    fourPhotos: ofShots(4),
    kindsFitted: measure([{ calibration: fitted, videos: mixed.filter((video) => video.knownKind) }], table),
    kindsLeftOutOnePhoto: measure([{ calibration: fitted, videos: mixed.filter((video) => !video.knownKind && video.summary.shots === 1) }], table),
    kindsLeftOutMorePhotos: measure([{ calibration: fitted, videos: mixed.filter((video) => !video.knownKind && video.summary.shots > 1) }], table),
    otherVerticalsOnePhoto: measureCrossed((video) => video.summary.shots === 1),
    otherVerticalsMorePhotos: measureCrossed((video) => video.summary.shots > 1),
    outliers: measureOutliers(pictures, table, fitted),
    unknownAuroc: unknownAuroc(mixed, table, fitted.unknown),
    unknownAurocOfFourPhotos: unknownAuroc(mixed.filter((video) => video.summary.shots === 4), table, fitted.unknown),
  };
  say(JSON.stringify({ calibration: fitted, heldOut: figures }, null, 1));
  return { calibration: fitted, measured: figures };

  /** Each half of the kinds of `--outside` judged by a fit that saw only the other. */
  function measureCrossed(chosen: (video: HeldOutVideo) => boolean): Figures {
    const isFirst = ({ photo }: HeldOutVideo): boolean => seedOf(photo.kind) % 2 === 0;
    const judged = [isFirst, (video: HeldOutVideo): boolean => !isFirst(video)].map((half) => ({ calibration: fitWith(strange.filter((video) => !half(video))), videos: strange.filter((video) => half(video) && chosen(video)) }));
    return measure(judged, table);
  }
}

async function savedCalibration(): Promise<{ calibration: HeadFile['calibration']; measured: HeadFile['measured'] }> {
  const saved = JSON.parse(await readFile(path.join('models/product-head', 'head.json'), 'utf8')) as HeadFile;
  return { calibration: saved.calibration, measured: saved.measured };
}

function countBy(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}
