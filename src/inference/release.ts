/**
 * Gives the memory under these arrays back now; they are empty afterwards. Results of ONNX Runtime are large, and the
 * collector sees small objects: left to it, they are held until enough else was made, which may be hundreds of megabytes
 * later. Left alone is shared memory, and an array over a part of its buffer: the rest may be another's (Node's pool).
 */
export function release(...arrays: readonly ArrayBufferView[]): void {
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer, byteLength } of arrays) if (buffer instanceof ArrayBuffer && byteLength > 0 && byteLength === buffer.byteLength) buffers.add(buffer);
  if (buffers.size > 0) structuredClone(null, { transfer: [...buffers] });
}
