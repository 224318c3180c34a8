import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

/** One line of a products.jsonl: a photo, what it shows, and where that stands in the Shopify taxonomy. */
const PhotoLine = z.object({
  file: z.string(),
  label: z.string(),
  coarseLabel: z.string(),
  shopifyCategoryId: z.string(),
  alsoAccept: z.array(z.string()),
  source: z.string(),
  licence: z.string(),
});
const VideoLine = z.object({ shots: z.array(z.object({ photo: z.string() })).default([]) });

export interface LabelledPhoto {
  /** Absolute path. */
  readonly file: string;
  readonly label: string;
  /** Groups classes that look alike (all apples): left out together when the unknown is measured. */
  readonly kind: string;
  readonly categoryId: string;
  /** Other ids that are right too; one that ends in `-` means all below it. */
  readonly alsoAccept: readonly string[];
  /** Where the photo is from: what is held out is held out by this. */
  readonly source: string;
  readonly licence: string;
}

export interface LabelledPhotos {
  readonly photos: readonly LabelledPhoto[];
  /** Of the lines used, in order: says which data a head was fitted on. */
  readonly sha256: string;
  readonly excluded: number;
}

/** Reads products.jsonl files (paths in them relative to the folder above the one they lie in), less the photos that `exclude` names in its shots. */
export async function readLabelledPhotos(files: readonly string[], exclude: string | null): Promise<LabelledPhotos> {
  const left = exclude === null ? new Set<string>() : await sourcesOfShots(exclude);
  const hash = createHash('sha256');
  const photos: LabelledPhoto[] = [];
  let excluded = 0;
  for (const file of files) {
    for (const line of await linesOf(file)) {
      const photo = PhotoLine.parse(JSON.parse(line));
      if (left.has(photo.source)) {
        excluded++;
        continue;
      }
      hash.update(line).update('\n');
      photos.push({
        file: path.resolve(path.dirname(file), '..', photo.file),
        label: photo.label,
        kind: photo.coarseLabel === 'Clothing' ? photo.label : photo.coarseLabel,
        categoryId: photo.shopifyCategoryId,
        alsoAccept: photo.alsoAccept,
        source: photo.source,
        licence: photo.licence,
      });
    }
  }
  return { photos, sha256: hash.digest('hex'), excluded };
}

async function sourcesOfShots(videos: string): Promise<Set<string>> {
  return new Set((await linesOf(videos)).flatMap((line) => VideoLine.parse(JSON.parse(line)).shots.map((shot) => shot.photo)));
}

async function linesOf(file: string): Promise<string[]> {
  return (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
}

/** Whether a category id is right for a photo: its own, or one of the others that are accepted. */
export function accepts(photo: Pick<LabelledPhoto, 'categoryId' | 'alsoAccept'>, categoryId: string): boolean {
  return categoryId === photo.categoryId || photo.alsoAccept.some((id) => (id.endsWith('-') ? categoryId.startsWith(id) : categoryId === id));
}
