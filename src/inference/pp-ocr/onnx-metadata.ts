const METADATA_PROPS = 14;
const KEY = 1;
const VALUE = 2;

/** An entry of an ONNX file's `metadata_props` (onnx.proto3: ModelProto 14, StringStringEntryProto), which ONNX Runtime's binding does not show; null when it has none. */
export function onnxMetadata(file: Uint8Array, key: string): string | null {
  const decoder = new TextDecoder();
  for (const entry of fields(file)) {
    if (entry.number !== METADATA_PROPS) continue;
    const parts = new Map([...fields(entry.bytes)].map(({ number, bytes }) => [number, decoder.decode(bytes)]));
    if (parts.get(KEY) === key) return parts.get(VALUE) ?? '';
  }
  return null;
}

/** The length-delimited fields of a Protocol Buffers message, in order; other wire types are passed over. */
function* fields(message: Uint8Array): Generator<{ readonly number: number; readonly bytes: Uint8Array }, void> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('the ONNX file ends in the middle of a field');
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    switch (tag & 7) {
      case 0:
        varint();
        break;
      case 1:
        at += 8;
        break;
      case 2: {
        const length = varint();
        yield { number: Math.floor(tag / 8), bytes: message.subarray(at, at + length) };
        at += length;
        break;
      }
      case 5:
        at += 4;
        break;
      default:
        throw new Error(`the ONNX file has a field of unknown wire type ${tag & 7}`);
    }
  }
}
