/** How often it is looked at around each place; one look alone depends on how many fetched batches it meets. */
const LOOKS = 11;

/**
 * What is held after a full collection (objects, and the buffers outside the heap that fetched records lie in) around two
 * places of a run: when a tenth and when nine tenths of the records were done. Looks at nothing without --expose-gc.
 */
export class HeldMemory {
  readonly #early: number[] = [];
  readonly #late: number[] = [];
  readonly #every: number;

  constructor(private readonly count: number) {
    this.#every = Math.max(1, Math.round(count / 10 / LOOKS));
  }

  /** To be told of every record; `done` of them were done so far. */
  look(done: number): void {
    if (globalThis.gc === undefined || done % this.#every !== 0) return;
    const share = done / this.count;
    if (Math.abs(share - 0.1) <= 0.05) this.#early.push(heldMb());
    if (Math.abs(share - 0.9) <= 0.05) this.#late.push(heldMb());
  }

  /** Medians, MB; null when nothing was looked at. */
  get held(): { readonly early: number; readonly late: number } | null {
    const [early, late] = [this.#early, this.#late].map((looks) => looks.sort((a, b) => a - b)[looks.length >> 1]);
    return early === undefined || late === undefined ? null : { early, late };
  }
}

function heldMb(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1024 ** 2;
}
