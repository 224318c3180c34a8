import protobuf from 'protobufjs/minimal.js';

// Field numbers of onnx.proto (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
export const MODEL = { graph: 7 } as const;
export const GRAPH = { node: 1, initializer: 5, input: 11, output: 12, valueInfo: 13 } as const;
export const NODE = { input: 1, output: 2, name: 3, opType: 4, attribute: 5, domain: 7 } as const;
export const ATTRIBUTE = { name: 1, float: 2, int: 3, tensor: 5, graph: 6, type: 20 } as const;

/** TensorProto.DataType */
export const ELEMENT = { float: 1, int64: 7 } as const;
export const VALUE_INFO = { name: 1, type: 2 } as const;

/** Key of a length-delimited field: wire type 2 in its low bits. */
export function tag(field: number): number {
  return (field << 3) | 2;
}

/** Copies a message field by field; `replace` sees each length-delimited field and says whether it has dealt with it. */
export function rewriteFields(message: Uint8Array, replace: (field: number, content: Uint8Array, writer: protobuf.Writer) => boolean): Uint8Array {
  const reader = protobuf.Reader.create(message);
  const writer = protobuf.Writer.create();
  const kept: Uint8Array[] = [];
  const flush = (): void => {
    kept.push(writer.finish());
    writer.reset();
  };
  while (reader.pos < reader.len) {
    const start = reader.pos;
    const key = reader.uint32();
    const content = (key & 7) === 2 ? reader.bytes() : null;
    if (content === null) reader.skipType(key & 7);
    if (content !== null && replace(key >>> 3, content, writer)) flush();
    else kept.push(message.subarray(start, reader.pos));
  }
  return Buffer.concat(kept);
}

/** Contents of the length-delimited fields of a message, in order; views. */
export function* fieldsOf(message: Uint8Array): Generator<readonly [field: number, content: Uint8Array]> {
  const reader = protobuf.Reader.create(message);
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    if ((key & 7) === 2) yield [key >>> 3, reader.bytes()];
    else reader.skipType(key & 7);
  }
}

/** The first field of this number, read as a string; empty where there is none. */
export function stringOf(message: Uint8Array, field: number): string {
  for (const [found, content] of fieldsOf(message)) if (found === field) return text(content);
  return '';
}

export function text(content: Uint8Array): string {
  return Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString('utf8');
}

/** Appends a ValueInfoProto of a tensor with `rank` open dimensions as this field. */
export function writeValueInfo(writer: protobuf.Writer, field: number, name: string, element: number, rank: number): void {
  writer.uint32(tag(field)).fork();
  writer.uint32(tag(VALUE_INFO.name)).string(name);
  // TypeProto.tensor_type = 1 { elem_type = 1, shape = 2 { dim = 1 {} … } }
  writer.uint32(tag(VALUE_INFO.type)).fork().uint32(tag(1)).fork().uint32(1 << 3).int32(element).uint32(tag(2)).fork();
  for (let i = 0; i < rank; i += 1) writer.uint32(tag(1)).fork().ldelim();
  writer.ldelim().ldelim().ldelim().ldelim();
}
