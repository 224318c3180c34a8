/** Element by element, of vectors of one length; summed in double precision. Empty for none. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (let i = 0; i < mean.length; i++) {
    let sum = 0;
    for (const vector of vectors) sum += vector[i] as number;
    mean[i] = sum / vectors.length;
  }
  return mean;
}
