import { z } from 'zod';
import { wholeOf, type Picture } from '../picture/picture.js';
import { resample, type Kernel } from '../picture/resample.js';

/** Pillow's numbers of the kernels that `resample` has. */
const KERNELS: Readonly<Record<number, Kernel>> = { 2: 'bilinear', 3: 'bicubic' };

const triple = z.tuple([z.number(), z.number(), z.number()]);

/** preprocessor_config.json of a SigLIP export: what was done to the pictures that the model was trained on. */
export const PreprocessorConfig = z.object({
  do_resize: z.literal(true).default(true),
  do_rescale: z.literal(true).default(true),
  do_normalize: z.literal(true).default(true),
  size: z.object({ height: z.int().min(1).max(1024), width: z.int().min(1).max(1024) }),
  resample: z.union([z.literal(2), z.literal(3)]),
  rescale_factor: z.number().positive(),
  image_mean: triple,
  image_std: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]),
});
export type PreprocessorConfig = z.infer<typeof PreprocessorConfig>;

/** [1, 3, height, width] RGB planes: the whole picture, squashed to the model's size as its own processor does, then (v · rescale − mean) / std. */
export function pictureTensor(picture: Picture, config: PreprocessorConfig): Float32Array {
  const { height, width } = config.size;
  const pixels = resample(picture, wholeOf(picture), width, height, KERNELS[config.resample] ?? 'bilinear');
  const plane = width * height;
  const tensor = new Float32Array(3 * plane);
  for (let channel = 0; channel < 3; channel += 1) {
    const mean = config.image_mean[channel] ?? 0;
    const deviation = config.image_std[channel] ?? 1;
    for (let i = 0; i < plane; i += 1) tensor[channel * plane + i] = ((pixels[i * 3 + channel] as number) * config.rescale_factor - mean) / deviation;
  }
  return tensor;
}
