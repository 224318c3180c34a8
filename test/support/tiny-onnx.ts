/** Writes the few protobuf fields that a one-operator ONNX file needs (onnx.proto3: ModelProto, GraphProto, NodeProto, ValueInfoProto). */
export function tinyOnnx(operator: 'Relu' | 'Neg'): Buffer {
  const floatVector = (name: string): Buffer => bytes(1, text(name), 2, bytes(1, bytes(1, varint(1), 2, bytes(1, bytes(2, text('n'))))));
  const node = bytes(1, text('x'), 2, text('y'), 3, text('only'), 4, text(operator));
  const graph = bytes(1, node, 2, text('tiny'), 11, floatVector('x'), 12, floatVector('y'));
  return bytes(1, varint(8), 7, graph, 8, bytes(1, text(''), 2, varint(13)));
}

/**
 * A line recogniser in the shape of PP-OCR's ([1, 3, 48, W] → softmax [1, W, classes], dictionary in the metadata) that
 * really reads: a column's mean brightness decides. Black is the first character, grey the second, white CTC's blank.
 */
export function tinyRecogniser(dictionary: readonly [string, string], metadataKey = 'character'): Buffer {
  const nodes = [
    node('ReduceMean', ['x'], 'mean', ints('axes', 1, 2), int('keepdims', 0)),
    node('Unsqueeze', ['mean'], 'column', ints('axes', 2)),
    node('MatMul', ['column', 'weights'], 'weighed'),
    node('Add', ['weighed', 'bias'], 'logits'),
    node('Softmax', ['logits'], 'y', int('axis', 2)),
  ];
  const graph = bytes(
    ...nodes.flatMap((one) => [1, one]), 2, text('tiny'),
    5, floats('weights', [1, 4], [20, -20, 0, 0]), 5, floats('bias', [4], [0, 0, 10, -20]),
    11, shaped('x', 1, 3, 48, 'w'), 12, shaped('y', 1, 'w', 4),
  );
  return bytes(1, varint(7), 7, graph, 8, bytes(1, text(''), 2, varint(12)), 14, bytes(1, text(metadataKey), 2, text(`${dictionary.join('\n')}\n`)));
}

/**
 * SigLIP's picture half in little: `pixel_values` [n, 3, side, side] → the mean of each colour, as
 * `pooler_output` [n, 3], behind a `last_hidden_state` of another shape as the real export has it.
 */
export function tinyPictureHalf({ side = 224, input = 'pixel_values', output = 'pooler_output', pooled = true }: { readonly side?: number; readonly input?: string; readonly output?: string; readonly pooled?: boolean } = {}): Buffer {
  const nodes = [node('ReduceMean', [input], 'last_hidden_state', ints('axes', 3), int('keepdims', 0)), ...(pooled ? [node('ReduceMean', ['last_hidden_state'], output, ints('axes', 2), int('keepdims', 0))] : [])];
  const graph = bytes(...nodes.flatMap((one) => [1, one]), 2, text('tiny'), 11, shaped(input, 'n', 3, side, side), 12, shaped('last_hidden_state', 'n', 3, side), ...(pooled ? [12, shaped(output, 'n', 3)] : []));
  return bytes(1, varint(7), 7, graph, 8, bytes(1, text(''), 2, varint(12)));
}

/** SigLIP's text half in little: `input_ids` int64 [n, length] → the mean over the tokens of a row of `table` each, as `pooler_output` [n, 3]. */
export function tinyTextHalf(table: readonly (readonly [number, number, number])[], { length = 64, mask = false }: { readonly length?: number; readonly mask?: boolean } = {}): Buffer {
  const nodes = [node('Gather', ['table', 'input_ids'], 'last_hidden_state'), node('ReduceMean', ['last_hidden_state'], 'pooler_output', ints('axes', 1), int('keepdims', 0)), ...(mask ? [node('Identity', ['attention_mask'], 'seen')] : [])];
  const graph = bytes(
    ...nodes.flatMap((one) => [1, one]), 2, text('tiny'), 5, floats('table', [table.length, 3], table.flat()),
    11, shapedInt64('input_ids', 'n', length), ...(mask ? [11, shapedInt64('attention_mask', 'n', length)] : []),
    12, shaped('last_hidden_state', 'n', length, 3), 12, shaped('pooler_output', 'n', 3), ...(mask ? [12, shapedInt64('seen', 'n', length)] : []),
  );
  return bytes(1, varint(7), 7, graph, 8, bytes(1, text(''), 2, varint(12)));
}

type Field = Buffer | { readonly varint: number };

const text = (value: string): Buffer => Buffer.from(value);
const varint = (value: number): Field => ({ varint: value });

const typed = (elements: number) => (name: string, ...dims: readonly (number | string)[]): Buffer =>
  bytes(1, text(name), 2, bytes(1, bytes(1, varint(elements), 2, Buffer.concat(dims.map((dim) => bytes(1, typeof dim === 'number' ? bytes(1, varint(dim)) : bytes(2, text(dim))))))));
const shaped = typed(1);
const shapedInt64 = typed(7);
const ints = (name: string, ...values: readonly number[]): Buffer => bytes(1, text(name), 20, varint(7), ...values.flatMap((value) => [8, varint(value)]));
const int = (name: string, value: number): Buffer => bytes(1, text(name), 20, varint(2), 3, varint(value));
const node = (operator: string, inputs: readonly string[], output: string, ...attributes: readonly Buffer[]): Buffer =>
  bytes(...inputs.flatMap((input) => [1, text(input)]), 2, text(output), 4, text(operator), ...attributes.flatMap((attribute) => [5, attribute]));
const floats = (name: string, dims: readonly number[], values: readonly number[]): Buffer =>
  bytes(...dims.flatMap((dim) => [1, varint(dim)]), 2, varint(1), 8, text(name), 9, Buffer.from(Float32Array.from(values).buffer));

/** Pairs of field number and value: a buffer is length-delimited, a varint is not. */
function bytes(...pairs: readonly (number | Field)[]): Buffer {
  const parts: Buffer[] = [];
  for (let at = 0; at < pairs.length; at += 2) {
    const field = pairs[at] as number;
    const value = pairs[at + 1] as Field;
    if (Buffer.isBuffer(value)) parts.push(encoded(field * 8 + 2), encoded(value.length), value);
    else parts.push(encoded(field * 8), encoded(value.varint));
  }
  return Buffer.concat(parts);
}

function encoded(value: number): Buffer {
  const out: number[] = [];
  for (let rest = value; ; rest >>>= 7) {
    if (rest < 128) return Buffer.from([...out, rest]);
    out.push((rest & 127) | 128);
  }
}
