import protobuf from 'protobufjs/minimal.js';
import { ELEMENT, GRAPH, MODEL, rewriteFields, stringOf, tag, VALUE_INFO, writeValueInfo } from './onnx-message.js';

/** Encoder graph whose window may have any length, and the position embeddings that it now takes as an input. */
export interface AnyLengthEncoder {
  readonly model: Uint8Array;
  /** Name of the new input, float32 [states, stateSize]. */
  readonly positionsInput: string;
  /** [windowStates, stateSize]; a shorter window takes the first ones. */
  readonly positions: Float32Array;
}

// Field numbers of onnx.proto.
const TENSOR = { dims: 1, dataType: 2, name: 8, rawData: 9 } as const;

/**
 * The exported Whisper encoder adds a constant [1500, stateSize] of positions, which fixes its window to 30 s and makes
 * a video of 10 s pay three times. This turns that constant into an input and leaves the lengths of input and output
 * open; weights and operators stay as they are. Null when the graph keeps its positions elsewhere.
 */
export function anyLengthEncoder(model: Uint8Array, windowStates: number, stateSize: number): AnyLengthEncoder | null {
  let positions: { readonly name: string; readonly values: Float32Array } | null = null;
  const rewritten = rewriteFields(model, (field, content, writer) => {
    if (field !== MODEL.graph) return false;
    const graph = rewriteFields(content, (graphField, part, graphWriter) => {
      if (graphField === GRAPH.valueInfo) return true;
      if (graphField === GRAPH.input || graphField === GRAPH.output) {
        writeValueInfo(graphWriter, graphField, stringOf(part, VALUE_INFO.name), ELEMENT.float, 3);
        return true;
      }
      const found = graphField === GRAPH.initializer && positions === null ? floatTensor(part, [windowStates, stateSize]) : null;
      if (found === null) return false;
      positions = found;
      writeValueInfo(graphWriter, GRAPH.input, found.name, ELEMENT.float, 2);
      return true;
    });
    writer.uint32(tag(MODEL.graph)).bytes(graph);
    return true;
  });
  const moved = positions as { readonly name: string; readonly values: Float32Array } | null;
  return moved === null ? null : { model: rewritten, positionsInput: moved.name, positions: moved.values };
}

/** Name and values of a TensorProto if it is float32, of these dimensions, with its values inside. */
function floatTensor(tensor: Uint8Array, wanted: readonly number[]): { readonly name: string; readonly values: Float32Array } | null {
  const reader = protobuf.Reader.create(tensor);
  const dims: number[] = [];
  let name = '';
  let isFloat = false;
  let raw: Uint8Array | null = null;
  while (reader.pos < reader.len) {
    const key = reader.uint32();
    const field = key >>> 3;
    if (field === TENSOR.dims && (key & 7) === 2) {
      const end = reader.uint32() + reader.pos;
      while (reader.pos < end) dims.push(Number(reader.int64()));
    } else if (field === TENSOR.dims) dims.push(Number(reader.int64()));
    else if (field === TENSOR.dataType) isFloat = reader.int32() === ELEMENT.float;
    else if (field === TENSOR.name) name = reader.string();
    else if (field === TENSOR.rawData) raw = reader.bytes();
    else reader.skipType(key & 7);
  }
  const fits = isFloat && raw !== null && dims.length === wanted.length && wanted.every((size, i) => dims[i] === size) && raw.byteLength === 4 * wanted.reduce((a, b) => a * b, 1);
  return fits && raw !== null ? { name, values: new Float32Array(Uint8Array.from(raw).buffer) } : null;
}
