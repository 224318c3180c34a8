import type { Look } from '../../stages/see/vision-model.js';
import type { ModelDefinition } from '../model-definition.js';
import { meanOf } from '../mean-vector.js';
import { coloursOf } from '../picture/colours.js';
import { sharpnessOf } from '../picture/sharpness.js';
import { LOOK, type LookInput } from './look-task.js';
import { loadNetwork, type NetworkOutput } from './network.js';
import { INPUT_SIDE, viewPixels, type View } from './views.js';

const VIEWS: Readonly<Record<LookInput['views'], readonly View[]>> = { 1: ['square'], 2: ['square', 'centre'] };

export const lookModel: ModelDefinition<LookInput, Look> = {
  name: LOOK.name,
  needs: ['efficientnet-lite2'],
  load: async (host) => {
    const network = await loadNetwork(host);
    return {
      run: async (inputs) => {
        const pictures = inputs.map((input) => VIEWS[input.views].map((view) => viewPixels(input.picture, view)));
        const outputs = [...(await network.run(pictures.flat()))];
        return pictures.map((views): Look => {
          const square = views[0] as Uint8Array;
          return { impression: mean(outputs.splice(0, views.length)), sharpness: sharpnessOf(square, INPUT_SIDE), colours: coloursOf(square, INPUT_SIDE) };
        });
      },
      transfer: ({ impression }) => [impression.features.buffer as ArrayBuffer, impression.logits.buffer as ArrayBuffer],
    };
  },
};

function mean(outputs: readonly NetworkOutput[]): NetworkOutput {
  return { logits: meanOf(outputs.map((output) => output.logits)), features: meanOf(outputs.map((output) => output.features)) };
}
