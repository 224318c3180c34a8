import { wholeOf, type Picture } from '../picture/picture.js';
import { resample } from '../picture/resample.js';

export const SIDE = 224;
const RESIZED = 256;
const MARGIN = (RESIZED - SIDE) / 2;
/** Mean of the training pictures, blue, green, red. */
const MEAN_BGR = [104, 117, 123] as const;

/** [224, 224, 3] float, BGR less the mean: the whole picture squeezed to 256 × 256 (bilinear), less 16 pixels on each side. */
export function writeInput(picture: Picture, batch: Float32Array, offset: number): void {
  const pixels = resample(picture, wholeOf(picture), RESIZED, RESIZED, 'bilinear');
  let target = offset;
  for (let y = 0; y < SIDE; y++) {
    let source = ((y + MARGIN) * RESIZED + MARGIN) * 3;
    for (let x = 0; x < SIDE; x++, source += 3) {
      batch[target++] = (pixels[source + 2] as number) - MEAN_BGR[0];
      batch[target++] = (pixels[source + 1] as number) - MEAN_BGR[1];
      batch[target++] = (pixels[source] as number) - MEAN_BGR[2];
    }
  }
}
