/**
 * Bytes that, appended to a serialised ONNX ModelProto, make an inner float tensor an output too. Protocol Buffers
 * define the concatenation of two messages as their merge, in which repeated fields (GraphProto.output) are appended:
 * the published weights stay byte for byte as they are.
 */
export function exposingOutput(tensor: string): Uint8Array {
  const type = field(2, field(1, [0x08, 1])); // TypeProto.tensor_type.elem_type = FLOAT
  const valueInfo = [...field(1, [...new TextEncoder().encode(tensor)]), ...type];
  return Uint8Array.from(field(7, field(12, valueInfo))); // ModelProto.graph.output
}

function field(number: number, bytes: readonly number[]): number[] {
  return [...varint((number << 3) | 2), ...varint(bytes.length), ...bytes];
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...varint(value >>> 7)];
}
