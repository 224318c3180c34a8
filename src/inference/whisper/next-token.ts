import { sumOfExponentials } from './exponential.js';
import type { SpecialTokens } from './whisper-setup.js';

/** A token that may come next and its log-probability. */
export interface Candidate {
  readonly token: number;
  readonly logProbability: number;
}

/**
 * Log-probabilities of the next token over the text tokens and end-of-text (ids up to `endOfText`): Whisper decodes
 * here without timestamps, so no other special token may come. Suppressed ones are taken out before the softmax.
 */
export class NextToken {
  readonly #tokens: SpecialTokens;

  constructor(tokens: SpecialTokens) {
    this.#tokens = tokens;
  }

  /** Writes −∞ over what may not come. Changes `logits`. */
  suppress(logits: Float32Array, atStart: boolean): void {
    for (const token of this.#tokens.suppressed) logits[token] = -Infinity;
    if (atStart) for (const token of this.#tokens.suppressedAtStart) logits[token] = -Infinity;
  }

  best(logits: Float32Array): Candidate {
    const end = this.#tokens.endOfText;
    let token = end;
    let highest = -Infinity;
    for (let id = 0; id <= end; id += 1) {
      const value = logits[id] ?? -Infinity;
      if (value > highest) {
        highest = value;
        token = id;
      }
    }
    return { token, logProbability: -logOfSum(logits, highest, end, 1) };
  }

  /** The `count` likeliest, best first. */
  top(logits: Float32Array, count: number): Candidate[] {
    const end = this.#tokens.endOfText;
    const best: number[] = [];
    const values: number[] = [];
    let least = -Infinity;
    for (let id = 0; id <= end; id += 1) {
      const value = logits[id] ?? -Infinity;
      if (value <= least) continue;
      let at = values.length;
      while (at > 0 && (values[at - 1] ?? Infinity) < value) at -= 1;
      values.splice(at, 0, value);
      best.splice(at, 0, id);
      if (best.length > count) {
        best.pop();
        values.pop();
      }
      if (best.length === count) least = values[count - 1] ?? -Infinity;
    }
    const highest = values[0] ?? -Infinity;
    const logSum = logOfSum(logits, highest, end, 1);
    const candidates: Candidate[] = [];
    for (let index = 0; index < best.length; index += 1) candidates.push({ token: best[index] as number, logProbability: (values[index] as number) - highest - logSum });
    return candidates;
  }

  /** Draws from the softmax at `temperature`; `uniform` in 0…1. The log-probability is that at temperature 1. */
  sample(logits: Float32Array, temperature: number, uniform: number): Candidate {
    const end = this.#tokens.endOfText;
    const best = this.best(logits);
    const highest = logits[best.token] ?? 0;
    let left = uniform * Math.exp(logOfSum(logits, highest, end, temperature));
    for (let id = 0; id <= end; id += 1) {
      left -= Math.exp(((logits[id] ?? -Infinity) - highest) / temperature);
      if (left <= 0) return { token: id, logProbability: (logits[id] ?? 0) - highest + best.logProbability };
    }
    return best;
  }
}

/** log Σ exp((x − highest) / temperature) over ids 0 … end. */
function logOfSum(logits: Float32Array, highest: number, end: number, temperature: number): number {
  return Math.log(sumOfExponentials(logits, end, highest, temperature));
}

/** Softmax over a few of the logits. */
export function probabilitiesOf(logits: Float32Array, ids: readonly number[]): Float32Array {
  let highest = -Infinity;
  for (const id of ids) highest = Math.max(highest, logits[id] ?? -Infinity);
  const powers = new Float64Array(ids.length);
  let sum = 0;
  for (let i = 0; i < ids.length; i += 1) {
    powers[i] = Math.exp((logits[ids[i] as number] ?? -Infinity) - highest);
    sum += powers[i] as number;
  }
  const shares = new Float32Array(ids.length);
  for (let i = 0; i < ids.length; i += 1) shares[i] = (powers[i] as number) / sum;
  return shares;
}

/** Softmax over all logits, of one token. */
export function probabilityOf(logits: Float32Array, token: number): number {
  let highest = -Infinity;
  for (let id = 0; id < logits.length; id += 1) if ((logits[id] as number) > highest) highest = logits[id] as number;
  return Math.exp((logits[token] ?? -Infinity) - highest - logOfSum(logits, highest, logits.length - 1, 1));
}
