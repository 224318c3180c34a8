import type { InferenceSession, Tensor } from 'onnxruntime-node';

export interface Encoder {
  readonly model: string;
  readonly file: string;
  readonly session: InferenceSession;
}

/** The only input of an encoder. @throws Error naming the file when it has another one, or several. */
export function onlyInput({ model, file, session }: Encoder, wanted: string): string {
  const [name, ...others] = session.inputNames;
  if (name === undefined || others.length > 0 || (name !== wanted && name !== 'input')) {
    throw new Error(`${model}: ${file} takes ${session.inputNames.join(', ') || 'nothing'}; wanted ${wanted} alone`);
  }
  return name;
}

/**
 * The pooled vectors of a batch, each brought to length 1. Exports call them `image_embeds` or `text_embeds`, or
 * `pooler_output`; where none of these is there, the only output of the shape [batch, width] is meant.
 * @returns [batch, width] and the width.
 * @throws Error naming the file and the outputs found.
 */
export function unitVectors({ model, file }: Encoder, outputs: Readonly<Record<string, Tensor>>, names: readonly string[], batch: number): { readonly vectors: Float32Array; readonly width: number } {
  const flat = Object.values(outputs).filter(({ dims }) => dims.length === 2 && dims[0] === batch);
  const pooled = names.flatMap((name) => outputs[name] ?? [])[0] ?? (flat.length === 1 ? flat[0] : undefined);
  const width = pooled?.dims[1] ?? 0;
  if (pooled?.type !== 'float32' || pooled.dims.length !== 2 || pooled.dims[0] !== batch || width < 1) {
    const found = Object.entries(outputs).map(([name, { type, dims }]) => `${name} ${type} [${dims.join(', ')}]`);
    throw new Error(`${model}: ${file} gives ${found.join(' and ') || 'nothing'}; wanted ${names.join(' or ')} float32 [${batch}, width]`);
  }
  const vectors = Float32Array.from(pooled.data as Float32Array);
  for (let row = 0; row < batch; row += 1) bringToLengthOne(vectors.subarray(row * width, (row + 1) * width), `${model}: ${file}`);
  return { vectors, width };
}

function bringToLengthOne(vector: Float32Array, origin: string): void {
  const length = Math.hypot(...vector);
  if (!Number.isFinite(length)) throw new Error(`${origin} gives a vector with values that are no numbers`);
  if (length > 0) for (let i = 0; i < vector.length; i += 1) vector[i] = (vector[i] as number) / length;
}
