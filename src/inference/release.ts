/**
 * Gives the memory under these arrays back now; they are empty afterwards. Results of ONNX Runtime are large, and the
 * collector sees small objects: left to it, they are held until enough else was made, which may be hundreds of megabytes
 * later. Shared memory is left alone.
 */
export function release(...arrays: readonly ArrayBufferView[]): void {
  const buffers = new Set<ArrayBuffer>();
  for (const { buffer } of arrays) if (buffer instanceof ArrayBuffer && buffer.byteLength > 0) buffers.add(buffer);
  if (buffers.size > 0) structuredClone(null, { transfer: [...buffers] });
}
