import type { ModelHost } from '../model-definition.js';
import { float32Scratch } from '../scratch.js';
import { INPUT_SIDE, writeInput } from './views.js';

export const FEATURE_COUNT = 1280;
export const CLASS_COUNT = 1000;

/** What the network says of one 260 × 260 picture. */
export interface NetworkOutput {
  /** [1000] ImageNet logits; softmax them yourself. */
  readonly logits: Float32Array;
  /** [1280] pooled features, ≥ 0, not normalised. */
  readonly features: Float32Array;
}

export interface Network {
  /** One output per picture (260 × 260 RGB, 8 bits), in order; a result does not depend on its neighbours. */
  run(pictures: readonly Uint8Array[]): Promise<readonly NetworkOutput[]>;
}

/**
 * EfficientNet-Lite2 at 260 × 260 (Tan & Le 2019; the Lite variants of tensorflow/tpu):
 * `image` [batch, 3, 260, 260] → `logits` [batch, 1000], `features` [batch, 1280].
 */
export async function loadNetwork(host: Pick<ModelHost, 'ort' | 'session'>): Promise<Network> {
  const session = await host.session('efficientnet-lite2', 'model.onnx');
  const pictureLength = 3 * INPUT_SIDE * INPUT_SIDE;
  const scratch = float32Scratch();
  return {
    run: async (pictures) => {
      const batch = scratch(pictures.length * pictureLength);
      pictures.forEach((picture, index) => writeInput(picture, batch, index * pictureLength));
      const image = new host.ort.Tensor('float32', batch, [pictures.length, 3, INPUT_SIDE, INPUT_SIDE]);
      const { logits, features } = await session.run({ image });
      const allLogits = logits?.data as Float32Array;
      const allFeatures = features?.data as Float32Array;
      return pictures.map((_, index) => ({
        logits: allLogits.slice(index * CLASS_COUNT, (index + 1) * CLASS_COUNT),
        features: allFeatures.slice(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT),
      }));
    },
  };
}
