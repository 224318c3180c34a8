/** After the last picture there is still sound to be heard and facts to be fused. */
const MOST_BEFORE_THE_END = 0.95;

interface Course {
  readonly durationS: number;
  /** 0…1 */
  readonly share: number;
}

/**
 * Which share of all work is done when videos differ in length: each counts with its seconds, those whose length is not
 * known yet with the mean of the others. What ended before its length was known (a refused file) was no work.
 */
export class WorkShare {
  readonly #total: number;
  readonly #courses = new Map<number, Course>();
  #endedUnknown = 0;

  constructor(total: number) {
    this.#total = total;
  }

  moved(video: number, atS: number, durationS: number): void {
    if (durationS <= 0) return;
    const before = this.#courses.get(video)?.share ?? 0;
    this.#courses.set(video, { durationS, share: Math.max(before, Math.min(MOST_BEFORE_THE_END, atS / durationS)) });
  }

  ended(video: number): void {
    const course = this.#courses.get(video);
    if (course === undefined) this.#endedUnknown += 1;
    else this.#courses.set(video, { ...course, share: 1 });
  }

  /** 0…1 */
  get done(): number {
    if (this.#courses.size === 0) return this.#total === 0 ? 1 : this.#endedUnknown / this.#total;
    let knownS = 0;
    let doneS = 0;
    for (const { durationS, share } of this.#courses.values()) {
      knownS += durationS;
      doneS += durationS * share;
    }
    const unknown = this.#total - this.#courses.size - this.#endedUnknown;
    return doneS / (knownS + (knownS / this.#courses.size) * unknown);
  }
}
