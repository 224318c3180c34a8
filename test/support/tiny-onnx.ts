/** Writes the few protobuf fields that a one-operator ONNX file needs (onnx.proto3: ModelProto, GraphProto, NodeProto, ValueInfoProto). */
export function tinyOnnx(operator: 'Relu' | 'Neg'): Buffer {
  const floatVector = (name: string): Buffer => bytes(1, text(name), 2, bytes(1, bytes(1, varint(1), 2, bytes(1, bytes(2, text('n'))))));
  const node = bytes(1, text('x'), 2, text('y'), 3, text('only'), 4, text(operator));
  const graph = bytes(1, node, 2, text('tiny'), 11, floatVector('x'), 12, floatVector('y'));
  return bytes(1, varint(8), 7, graph, 8, bytes(1, text(''), 2, varint(13)));
}

type Field = Buffer | { readonly varint: number };

const text = (value: string): Buffer => Buffer.from(value);
const varint = (value: number): Field => ({ varint: value });

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
