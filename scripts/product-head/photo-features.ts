import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';
import { CLASS_COUNT, FEATURE_COUNT, loadNetwork, type Network } from '../../src/inference/efficientnet-lite2/network.js';
import { viewPixels, type View } from '../../src/inference/efficientnet-lite2/views.js';
import type { Picture } from '../../src/inference/picture/picture.js';
import { SESSION_OPTIONS } from '../../src/inference/worker/session-options.js';
import type { LabelledPhoto } from './labelled-photos.js';
import { seededRandom, seedOf } from './random.js';
import { videoLike } from './video-like.js';

/** `plain`: the photo itself. A number: the photo as a frame of a video, drawn with that seed. */
export type Variant = 'plain' | number;

export interface PhotoFeatures {
  readonly features: Float32Array;
  readonly logits: Float32Array;
}

const ROW = FEATURE_COUNT + CLASS_COUNT;
/** Raise when `videoLike` or the views change: cached features are made anew. */
const RECIPE = 3;

/** The network's answers for one variant of each photo, kept in `cacheFolder` so that only the first run takes minutes. */
export async function photoFeatures(photos: readonly LabelledPhoto[], variant: Variant, modelFile: string, cacheFolder: string): Promise<readonly PhotoFeatures[]> {
  const key = createHash('sha256').update(JSON.stringify([RECIPE, variant, photos.map((photo) => photo.source)]));
  const file = path.join(cacheFolder, `${key.digest('hex').slice(0, 24)}.f32`);
  const rows = (await cached(file, photos.length)) ?? (await computeAndKeep(photos, variant, modelFile, file));
  return photos.map((_, index) => ({
    features: rows.subarray(index * ROW, index * ROW + FEATURE_COUNT),
    logits: rows.subarray(index * ROW + FEATURE_COUNT, (index + 1) * ROW),
  }));
}

async function cached(file: string, count: number): Promise<Float32Array | null> {
  try {
    const bytes = await readFile(file);
    if (bytes.byteLength !== count * ROW * 4) return null;
    return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  } catch {
    return null;
  }
}

async function computeAndKeep(photos: readonly LabelledPhoto[], variant: Variant, modelFile: string, file: string): Promise<Float32Array> {
  const network = await localNetwork(modelFile);
  const rows = new Float32Array(photos.length * ROW);
  for (const [index, photo] of photos.entries()) {
    const [picture, view] = await render(photo, variant);
    const [output] = await network.run([viewPixels(picture, view)]);
    if (output === undefined) throw new Error(`the network gave no answer for ${photo.file}`);
    rows.set(output.features, index * ROW);
    rows.set(output.logits, index * ROW + FEATURE_COUNT);
    if ((index + 1) % 500 === 0) process.stderr.write(`  ${variant}: ${index + 1} of ${photos.length} photos\n`);
  }
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.part`, new Uint8Array(rows.buffer));
  await rename(`${file}.part`, file);
  return rows;
}

async function render(photo: LabelledPhoto, variant: Variant): Promise<[Picture, View]> {
  const bytes = await readFile(photo.file);
  if (variant !== 'plain') return [await videoLike(bytes, seededRandom(seedOf(`${photo.source}#${variant}`))), 'square'];
  const { data, info } = await sharp(bytes).rotate().removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return [{ pixels: data, width: info.width, height: info.height }, 'centre'];
}

/** The network on the main thread of a script: nothing else waits for it there. */
export async function localNetwork(modelFile: string): Promise<Network> {
  return loadNetwork({ ort, session: () => ort.InferenceSession.create(modelFile, SESSION_OPTIONS) });
}
