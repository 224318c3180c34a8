/** Steps of the table between two powers of two. */
const STEPS = 256;
const LOG2_E = Math.LOG2E;
/** e^-30 times a vocabulary of 50,000 is below the last digit of a float32 sum of 1. */
const NEGLIGIBLE = -30;
const WHOLE = Float64Array.from({ length: Math.ceil(-NEGLIGIBLE * LOG2_E) + 1 }, (_, power) => 2 ** -power);
const FRACTION = Float64Array.from({ length: STEPS + 1 }, (_, step) => 2 ** (-step / STEPS));

/**
 * Σ e^((x − highest) / temperature) over `logits[0 … last]`, relative error below 4e-6; `highest` is their maximum. From
 * a table with a linear step between its entries: a softmax over a vocabulary of 50,000 is taken for every token of every beam, and
 * Math.exp makes it cost a tenth of the model's own time.
 */
export function sumOfExponentials(logits: Float32Array, last: number, highest: number, temperature: number): number {
  const scale = LOG2_E / temperature;
  const lowest = highest + NEGLIGIBLE * temperature;
  let sum = 0;
  for (let id = 0; id <= last; id += 1) {
    const value = logits[id] as number;
    if (value <= lowest) continue;
    const power = (highest - value) * scale;
    const whole = power | 0;
    const steps = (power - whole) * STEPS;
    const step = steps | 0;
    sum += (WHOLE[whole] as number) * (FRACTION[step] as number) * (1 - (steps - step) * (Math.LN2 / STEPS));
  }
  return sum;
}
