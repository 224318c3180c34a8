import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { FEATURE_COUNT } from '../efficientnet-lite2/network.js';
import type { ProductHead } from './product-head.js';
import type { WeighingCalibration } from './weigh.js';

const HeadFile = z.object({
  format: z.literal(1),
  rank: z.int().positive(),
  sharpness: z.number().positive(),
  labels: z.array(z.object({ label: z.string(), categoryId: z.string() })).min(2),
  calibration: z.object({
    pooling: z.object({ factor: z.number().positive(), growth: z.number() }),
    unknown: z.array(z.number()),
    elsewhere: z.object({ bias: z.number(), slope: z.number(), growth: z.number() }),
  }),
  provenance: z.record(z.string(), z.unknown()),
  measured: z.record(z.string(), z.unknown()),
});
export type HeadFile = z.infer<typeof HeadFile>;

export interface FittedHead {
  readonly head: ProductHead;
  readonly calibration: WeighingCalibration;
}

/**
 * Reads head.json and head.f32. The latter holds little-endian float32: mean [1280], projection [rank, 1280],
 * centres [labels, rank], spread [rank].
 * @throws Error when one does not fit the other.
 */
export async function readHead(jsonFile: string, weightsFile: string): Promise<FittedHead> {
  const { rank, sharpness, labels, calibration } = HeadFile.parse(JSON.parse(await readFile(jsonFile, 'utf8')));
  const bytes = await readFile(weightsFile);
  const lengths = [FEATURE_COUNT, rank * FEATURE_COUNT, labels.length * rank, rank];
  const wanted = 4 * lengths.reduce((a, b) => a + b, 0);
  if (bytes.byteLength !== wanted) throw new Error(`${weightsFile} has ${bytes.byteLength} bytes; wanted ${wanted} for rank ${rank} and ${labels.length} labels`);
  const floats = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  const parts = lengths.map((length, index) => {
    const start = lengths.slice(0, index).reduce((a, b) => a + b, 0);
    return floats.subarray(start, start + length);
  });
  const [mean, projection, centres, spread] = parts as [Float32Array, Float32Array, Float32Array, Float32Array];
  return { head: { labels, rank, sharpness, mean, projection, centres, spread }, calibration };
}

/** The category ids that the head was fitted on, without loading its weights. */
export async function categoriesOfHead(jsonFile: string): Promise<readonly string[]> {
  const { labels } = HeadFile.parse(JSON.parse(await readFile(jsonFile, 'utf8')));
  return [...new Set(labels.map(({ categoryId }) => categoryId))];
}

/** The bytes of head.f32. */
export function weightsOf(head: ProductHead): Uint8Array {
  const parts = [head.mean, head.projection, head.centres, head.spread];
  const floats = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    floats.set(part, at);
    at += part.length;
  }
  return new Uint8Array(floats.buffer);
}
