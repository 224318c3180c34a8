import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Command } from 'commander';
import { z } from 'zod';
import { accepts } from './product-head/labelled-photos.js';
import { expectedCalibrationError } from './product-head/logistic.js';
import { createLocalVisionModel, localModelHost } from './see/local-vision-model.js';
import { watchVideo } from './see/watch-video.js';

/**
 * How often the picture alone names the right category of a video:
 *
 *   npx tsx scripts/evaluate-see.ts ../shared/media/videos/videos.jsonl --head FOLDER
 *
 * `--head` takes a head fitted elsewhere, e.g. by `npm run train:product-head -- --exclude videos.jsonl --out FOLDER`.
 */
const program = new Command('evaluate-see').argument('<videos.jsonl>').option('--head <folder>', 'head.json and head.f32 to use').parse();
const [truth = ''] = program.args;
const { head } = program.opts<{ head?: string }>();
const Video = z.object({ file: z.string(), productLabel: z.string(), shopifyCategoryId: z.string(), alsoAccept: z.array(z.string()).default([]) });

const vision = await createLocalVisionModel(localModelHost(head === undefined ? {} : { 'product-head': head }));
const cases: { confidence: number; right: boolean }[] = [];
for (const line of (await readFile(truth, 'utf8')).split('\n').filter((text) => text.trim() !== '')) {
  const video = Video.parse(JSON.parse(line));
  const sightings = await watchVideo(path.resolve(path.dirname(truth), '..', video.file), vision, new AbortController().signal);
  const [best] = sightings.categories;
  const right = best !== undefined && accepts({ categoryId: video.shopifyCategoryId, alsoAccept: video.alsoAccept }, best.categoryId);
  cases.push({ confidence: best?.probability ?? 0, right });
  const colours = sightings.attributes.filter(({ name }) => name === 'color').map(({ value, probability }) => `${value} ${probability.toFixed(2)}`);
  const told = sightings.categories.slice(0, 3).map(({ categoryId, probability }) => `${categoryId} ${probability.toFixed(2)}`);
  process.stdout.write(
    `${right ? 'right' : 'WRONG'} ${video.file} ${video.productLabel}: ${told.join(', ')} · unknown ${sightings.unknownProbability.toFixed(2)} · ${colours.join(', ')} · ${sightings.framesLookedAt} looks · nudity ${(sightings.nsfwScore ?? 0).toFixed(2)} · ${Object.entries(sightings.quality).map(([key, value]) => `${key} ${value}`).join(' ')}${sightings.codes.map(({ text }) => ` · ${text}`).join('')}\n`,
  );
}
const right = cases.filter((one) => one.right).length;
process.stdout.write(`${right} of ${cases.length} categories right (${(right / cases.length).toFixed(3)}), calibration error ${expectedCalibrationError(cases).toFixed(3)}\n`);
