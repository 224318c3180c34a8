/** One emitted character: its class, the probability of the step that emitted it, and that step. */
export interface Emission {
  readonly classId: number;
  readonly probability: number;
  readonly step: number;
}

/** Best class and its probability of each step of [steps, classes]. */
export function bestPath(probabilities: Float32Array, offset: number, steps: number, classes: number): { readonly ids: Int32Array; readonly best: Float32Array } {
  const ids = new Int32Array(steps);
  const best = new Float32Array(steps);
  for (let step = 0; step < steps; step++) {
    const from = offset + step * classes;
    let id = 0;
    let top = probabilities[from] as number;
    // Softmax sums to 1: above one half nothing else can win.
    for (let c = 1; c < classes && top <= 0.5; c++) {
      const p = probabilities[from + c] as number;
      if (p > top) {
        top = p;
        id = c;
      }
    }
    ids[step] = id;
    best[step] = top;
  }
  return { ids, best };
}

/** Greedy CTC (Graves et al. 2006): repeats and blanks (class 0) dropped. */
export function greedyCtc(ids: Int32Array, best: Float32Array): readonly Emission[] {
  const emitted: Emission[] = [];
  for (let step = 0; step < ids.length; step++) {
    const classId = ids[step] as number;
    if (classId === 0 || (step > 0 && ids[step - 1] === classId)) continue;
    emitted.push({ classId, probability: best[step] as number, step });
  }
  return emitted;
}
