import type { SharedPicture } from '../../stages/see/vision-model.js';
import type { ModelDefinition } from '../model-definition.js';
import { float32Scratch } from '../scratch.js';
import { NUDITY } from './nudity-task.js';
import { SIDE, writeInput } from './prepare.js';

/**
 * Yahoo's open_nsfw (Mahadeokar & Pesavento 2016), a thin ResNet-50: `input:0` [batch, 224, 224, 3] → `outputs`
 * [batch, 2], softmaxed: safe, unsafe. The original also saves the picture as JPEG first, which moves scores by up to
 * 0.15; frames of a video have been through a codec already, so that step is left out.
 */
export const nudityModel: ModelDefinition<SharedPicture, number> = {
  name: NUDITY.name,
  needs: ['open-nsfw'],
  load: async (host) => {
    const session = await host.session('open-nsfw', 'open-nsfw.onnx');
    const length = SIDE * SIDE * 3;
    const scratch = float32Scratch();
    return {
      run: async (pictures) => {
        const batch = scratch(pictures.length * length);
        pictures.forEach((picture, index) => writeInput(picture, batch, index * length));
        const { outputs } = await session.run({ 'input:0': new host.ort.Tensor('float32', batch, [pictures.length, SIDE, SIDE, 3]) });
        const scores = outputs?.data as Float32Array;
        return pictures.map((_, index) => scores[index * 2 + 1] as number);
      },
    };
  },
};
