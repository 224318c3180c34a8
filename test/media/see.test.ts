import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { accepts } from '../../scripts/product-head/labelled-photos.js';
import { createLocalVisionModel, localModelHost } from '../../scripts/see/local-vision-model.js';
import { watchVideo } from '../../scripts/see/watch-video.js';
import type { VisionModel } from '../../src/stages/see/vision-model.js';

const MEDIA = '../shared/media';
const there = existsSync(join(MEDIA, 'videos/videos.jsonl'));
if (!there) process.stdout.write(`test/media/see.test.ts did not run: ${MEDIA} is not here\n`);

interface Truth {
  readonly file: string;
  readonly productLabel: string;
  readonly shopifyCategoryId: string;
  readonly alsoAccept: readonly string[];
}

(there ? describe : describe.skip)('see on real files', () => {
  let vision: VisionModel;
  const watch = (file: string): ReturnType<typeof watchVideo> => watchVideo(join(MEDIA, file), vision, new AbortController().signal);
  beforeAll(async () => {
    vision = await createLocalVisionModel(localModelHost());
  });

  it('names the category of at least 95 % of the composed videos by the picture alone', async () => {
    const truths = readFileSync(join(MEDIA, 'videos/videos.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Truth);
    const missed: string[] = [];
    for (const truth of truths) {
      const { categories } = await watch(truth.file);
      const [best] = categories;
      const right = best !== undefined && accepts({ categoryId: truth.shopifyCategoryId, alsoAccept: truth.alsoAccept }, best.categoryId);
      if (!right) missed.push(`${truth.file}: ${truth.productLabel} taken for ${best?.categoryId ?? 'nothing'}`);
      for (const { startS, endS } of best?.seen ?? []) expect(startS).toBeLessThanOrEqual(endS);
    }
    process.stdout.write(`see: ${truths.length - missed.length} of ${truths.length} right\n${missed.join('\n')}\n`);
    expect(missed.length).toBeLessThanOrEqual(truths.length * 0.05);
  }, 900_000);

  it.each(['hostile/black_silent.mp4', 'hostile/solid_4096.mp4', 'hostile/fps_8000.mp4'])('finds no product in %s', async (file) => {
    const { categories, objects, attributes, unknownProbability, framesLookedAt } = await watch(file);
    expect({ categories, objects, attributes, unknownProbability, framesLookedAt }).toEqual({ categories: [], objects: [], attributes: [], unknownProbability: 1, framesLookedAt: 0 });
  });

  it('looks at a still picture of ten minutes a few times only', async () => {
    const { framesLookedAt, quality } = await watch('hostile/static_10min.mp4');
    expect(framesLookedAt).toBeGreaterThan(0);
    expect(framesLookedAt).toBeLessThanOrEqual(24);
    expect(quality.static).toBe(true);
  });
});
