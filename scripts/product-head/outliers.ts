import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { viewPixels } from '../../src/inference/efficientnet-lite2/views.js';
import type { ProductHead } from '../../src/inference/product-head/product-head.js';
import { summarise, type Look, type Summary } from '../../src/inference/product-head/summary.js';
import { localNetwork } from './photo-features.js';
import { seededRandom, seedOf } from './random.js';
import { videoLike } from './video-like.js';

const PICTURE = /\.(png|jpe?g|webp)$/i;
const DRAWN = 3;

export interface OutlierPictures {
  readonly names: readonly string[];
  /** The same pictures as frames of videos: `DRAWN` looks each. */
  readonly looks: readonly (readonly Look[])[];
}

/** Pictures that show no product of any class: textures, machines, animals, pages of text. What the head must not name. */
export async function readOutliers(folder: string | null, modelFile: string): Promise<OutlierPictures> {
  if (folder === null) return { names: [], looks: [] };
  const names = (await readdir(folder)).filter((name) => PICTURE.test(name)).sort();
  const network = await localNetwork(modelFile);
  const looks: Look[][] = [];
  for (const name of names) {
    const bytes = await readFile(path.join(folder, name));
    const own: Look[] = [];
    for (let drawing = 0; drawing < DRAWN; drawing++) {
      const frame = await videoLike(bytes, seededRandom(seedOf(`${name}#${drawing}`)));
      const [output] = await network.run([viewPixels(frame, 'square')]);
      if (output !== undefined) own.push({ ...output, shot: drawing });
    }
    looks.push(own);
  }
  return { names, looks };
}

/** What a head says of each drawing alone, and of all drawings of a picture together. */
export function outlierSummaries(head: ProductHead, { looks }: OutlierPictures): Summary[] {
  return looks.flatMap((own) => [...own.map((look) => summarise(head, [{ ...look, shot: 0 }])), summarise(head, own)]);
}
