/**
 * The same sound played `by` times as long, and as much lower, as a tape that runs slowly: another hearing of the same
 * words for a recogniser that was unsure of them. Catmull-Rom interpolation between samples. `by` ≥ 1; 1 gives `samples`.
 */
export function slowed(samples: Float32Array, by: number): Float32Array {
  if (by === 1) return samples;
  const result = new Float32Array(Math.floor(samples.length * by));
  for (let i = 0; i < result.length; i += 1) {
    const at = i / by;
    const from = Math.floor(at);
    const along = at - from;
    const before = samples[from - 1] ?? 0;
    const left = samples[from] ?? 0;
    const right = samples[from + 1] ?? 0;
    const after = samples[from + 2] ?? 0;
    result[i] = left + 0.5 * along * (right - before + along * (2 * before - 5 * left + 4 * right - after + along * (3 * (left - right) + after - before)));
  }
  return result;
}
