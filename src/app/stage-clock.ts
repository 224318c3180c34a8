/**
 * Wall-clock time during which at least one call of a stage was under way: overlapping calls count once.
 * `now` gives milliseconds of a monotonic clock.
 */
export class StageClock {
  readonly #now: () => number;
  #underWay = 0;
  #startedAtMs = 0;
  #totalMs = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  async time<T>(work: () => Promise<T>): Promise<T> {
    if (this.#underWay === 0) this.#startedAtMs = this.#now();
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
      if (this.#underWay === 0) this.#totalMs += this.#now() - this.#startedAtMs;
    }
  }

  get totalMs(): number {
    return Math.round(this.#totalMs * 10) / 10;
  }

  /** Like `totalMs`, with the call that is still under way. */
  get elapsedMs(): number {
    const runningMs = this.#underWay === 0 ? 0 : this.#now() - this.#startedAtMs;
    return Math.round((this.#totalMs + runningMs) * 10) / 10;
  }
}
