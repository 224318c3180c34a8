import type { BatchPolicy } from '../model-definition.js';

/** One call that waits for its place in a batch. Times are milliseconds of a monotonic clock. */
export interface PendingCall<Input> {
  readonly input: Input;
  readonly priority: number;
  readonly enqueuedAtMs: number;
  readonly transfer: readonly ArrayBuffer[];
  settle(result: { readonly output: unknown } | { readonly error: Error }): void;
}

/**
 * The waiting calls of one task, in groups that may share a batch. Within a group the lower priority number goes first,
 * then the older call. Batches are formed when a worker asks for one, so that they grow by themselves while all workers
 * are busy and no call ever waits for company behind an idle worker longer than `maxWaitMs`.
 */
export class BatchQueue<Input> {
  readonly #policy: BatchPolicy<Input>;
  readonly #groups = new Map<string, PendingCall<Input>[]>();
  #size = 0;

  constructor(policy: BatchPolicy<Input>) {
    if (!(policy.maxBatch >= 1)) throw new RangeError(`maxBatch is ${policy.maxBatch}; wanted a whole number of at least 1`);
    this.#policy = policy;
  }

  get size(): number {
    return this.#size;
  }

  add(call: PendingCall<Input>): void {
    const key = this.#policy.groupBy?.(call.input) ?? '';
    const group = this.#groups.get(key);
    if (group === undefined) this.#groups.set(key, [call]);
    else {
      let at = group.length;
      while (at > 0 && (group[at - 1]?.priority ?? 0) > call.priority) at -= 1;
      group.splice(at, 0, call);
    }
    this.#size += 1;
  }

  /** True when the call was still waiting (and is not any more). */
  remove(call: PendingCall<Input>): boolean {
    for (const [key, group] of this.#groups) {
      const at = group.indexOf(call);
      if (at < 0) continue;
      group.splice(at, 1);
      if (group.length === 0) this.#groups.delete(key);
      this.#size -= 1;
      return true;
    }
    return false;
  }

  /** The group that should run next at `nowMs`, and when it is (or becomes) ready: full, or its oldest call has waited `maxWaitMs`. */
  next(nowMs: number): { readonly key: string; readonly priority: number; readonly oldestAtMs: number; readonly readyAtMs: number } | null {
    let best: { key: string; priority: number; oldestAtMs: number; readyAtMs: number } | null = null;
    for (const [key, group] of this.#groups) {
      const head = group[0];
      if (head === undefined) continue;
      let oldestAtMs = head.enqueuedAtMs;
      for (const call of group) oldestAtMs = Math.min(oldestAtMs, call.enqueuedAtMs);
      const readyAtMs = group.length >= this.#policy.maxBatch ? nowMs : oldestAtMs + this.#policy.maxWaitMs;
      const candidate = { key, priority: head.priority, oldestAtMs, readyAtMs };
      if (best === null || rank(candidate, best, nowMs) < 0) best = candidate;
    }
    return best;
  }

  /** Takes up to `maxBatch` calls of a group. */
  take(key: string): readonly PendingCall<Input>[] {
    const group = this.#groups.get(key);
    if (group === undefined) return [];
    const batch = group.splice(0, this.#policy.maxBatch);
    if (group.length === 0) this.#groups.delete(key);
    this.#size -= batch.length;
    return batch;
  }

  /** Empties the queue. */
  drain(): readonly PendingCall<Input>[] {
    const all = [...this.#groups.values()].flat();
    this.#groups.clear();
    this.#size = 0;
    return all;
  }
}

interface Candidate {
  readonly priority: number;
  readonly oldestAtMs: number;
  readonly readyAtMs: number;
}

/** Negative when `a` should run before `b`: ready before not ready, then priority, then age. */
export function rank(a: Candidate, b: Candidate, nowMs: number): number {
  const readyA = a.readyAtMs <= nowMs ? 0 : 1;
  const readyB = b.readyAtMs <= nowMs ? 0 : 1;
  if (readyA !== readyB) return readyA - readyB;
  if (a.priority !== b.priority) return a.priority - b.priority;
  return a.oldestAtMs - b.oldestAtMs;
}
