import type { DetectedText, Picture, Region } from '../../stages/read/text-reader.js';
import type { ModelDefinition, ModelHost, ModelRuntime } from '../model-definition.js';
import { regionToBgr } from './picture-tensor.js';
import { textRegions } from './text-regions.js';
import { detectorSize } from './detect-task.js';
import { eachAlone } from '../each-alone.js';
import { release } from '../release.js';
import { float32Scratch } from '../scratch.js';

export interface DetectInput {
  readonly picture: Picture;
  readonly region: Region;
  /** Detector pixels a picture pixel. */
  readonly scale: number;
}

/** PP-OCR text detection: `x` float32 [1, 3, H, W] → probability [1, 1, H, W], H and W multiples of 32. */
export const detectModel: ModelDefinition<DetectInput, readonly DetectedText[]> = {
  name: 'pp-ocr/detect',
  needs: ['pp-ocr'],
  async load(host: ModelHost): Promise<ModelRuntime<DetectInput, readonly DetectedText[]>> {
    const session = await host.session('pp-ocr', 'det_quantized.onnx');
    const scratch = float32Scratch();
    const detect = async (input: DetectInput): Promise<readonly DetectedText[]> => {
      const { width, height } = detectorSize(input.region, input.scale);
      const tensor = scratch(3 * width * height);
      regionToBgr(input.picture, input.region, width, height, tensor, 0);
      const outputs = await session.run({ x: new host.ort.Tensor('float32', tensor, [1, 3, height, width]) });
      const probability = outputs['fetch_name_0']?.data;
      if (!(probability instanceof Float32Array)) throw new Error('the text detector has no output fetch_name_0');
      const regions = textRegions(probability, width, height, {
        offsetX: input.region.x0,
        offsetY: input.region.y0,
        scaleX: (input.region.x1 - input.region.x0) / width,
        scaleY: (input.region.y1 - input.region.y0) / height,
        pictureWidth: input.picture.width,
        pictureHeight: input.picture.height,
      });
      release(probability);
      return regions;
    };
    return { run: (inputs) => eachAlone(inputs, detect) };
  },
};
