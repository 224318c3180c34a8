import type { Picture } from '../picture/picture.js';
import type { ModelDefinition, ModelHost } from '../model-definition.js';
import { eachAlone } from '../each-alone.js';
import { readModelJson } from './model-file.js';
import { onlyInput, unitVectors, type Encoder } from './pooled-output.js';
import { PreprocessorConfig, pictureTensor } from './picture-tensor.js';
import { siglipTasks } from './siglip-tasks.js';

const FILE = 'onnx/vision_model_quantized.onnx';
const OUTPUTS = ['image_embeds', 'pooler_output'];

/**
 * SigLIP's picture half (Zhai et al. 2023, Tschannen et al. 2025): `pixel_values` float32 [n, 3, 224, 224] → pooled
 * [n, 768], brought to length 1. One picture a call: where 8-bit activations are scaled by the largest of a whole batch,
 * a picture's vector would depend on its company.
 */
export function pictureModel(model: string): ModelDefinition<Picture, Float32Array> {
  return {
    name: siglipTasks(model).encodePicture.name,
    needs: [model],
    async load(host: ModelHost) {
      const config = await readModelJson(host, model, 'preprocessor_config.json', PreprocessorConfig);
      const encoder: Encoder = { model, file: FILE, session: await host.session(model, FILE) };
      const input = onlyInput(encoder, 'pixel_values');
      const encode = async (picture: Picture): Promise<Float32Array> => {
        const { height, width } = config.size;
        const pixels = new host.ort.Tensor('float32', pictureTensor(picture, config), [1, 3, height, width]);
        return unitVectors(encoder, await encoder.session.run({ [input]: pixels }), OUTPUTS, 1).vectors;
      };
      return {
        run: (pictures) => eachAlone(pictures, encode),
        transfer: (vector) => [vector.buffer as ArrayBuffer],
      };
    },
  };
}
