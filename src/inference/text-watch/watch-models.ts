import type { Look, LookRequest, Presence, TextSignature } from '../../stages/read/text-reader.js';
import type { ModelDefinition } from '../model-definition.js';
import { fillPlane } from './grey-plane.js';
import { strokeChange } from './stroke-change.js';
import { presenceOf, signatureOf } from './text-signature.js';
import { LOOK, SIGN, TRACE, type SignInput, type TraceInput } from './watch-tasks.js';

export const lookModel = pixelWork<LookRequest, Look>(LOOK.name, ({ picture, plane, before, known }) => {
  fillPlane(picture, plane);
  const change = before === null ? { appeared: [], share: 0 } : strokeChange(plane, before);
  return {
    presences: known.map((signature) => presenceOf(plane, signature)),
    appeared: change.appeared.map(({ x0, y0, x1, y1 }) => ({ x0: x0 * plane.scale, y0: y0 * plane.scale, x1: Math.min(picture.width, x1 * plane.scale), y1: Math.min(picture.height, y1 * plane.scale) })),
    appearedShare: change.share,
  };
});

export const signModel = pixelWork<SignInput, readonly TextSignature[]>(SIGN.name, ({ plane, quads }) => quads.map((quad) => signatureOf(plane, quad)));

export const traceModel = pixelWork<TraceInput, readonly (readonly Presence[])[]>(TRACE.name, ({ planes, signatures }) =>
  planes.map((plane) => signatures.map((signature) => presenceOf(plane, signature))),
);

function pixelWork<Input, Output>(name: string, work: (input: Input) => Output): ModelDefinition<Input, Output> {
  return {
    name,
    needs: [],
    load: () =>
      Promise.resolve({
        run: (inputs: readonly Input[]) =>
          Promise.resolve(
            inputs.map((input) => {
              try {
                return work(input);
              } catch (error) {
                return error instanceof Error ? error : new Error(String(error));
              }
            }),
          ),
      }),
  };
}
