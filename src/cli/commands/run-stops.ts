import type { Lifecycle } from '../../app/lifecycle.js';

export interface StopParts {
  readonly lifecycle: Pick<Lifecycle, 'stop'>;
  readonly drainTimeoutMs: number;
  readonly say: (line: string) => void;
  /** Ends the process. */
  readonly exit: () => void;
}

/** Closing what a run has open is bounded part by part; all of it together ends by this. */
export const CLOSING_LIMIT_MS = 20_000;
/** After the second stop. */
export const PROMPT_LIMIT_MS = 3_000;

/**
 * What the signals of a run do: the first drains, the second ends what is worked, and each of them has a last resort, a
 * time after which the process ends whatever still hangs. A third signal does not wait.
 */
export class RunStops {
  #count = 0;
  #lastResort: NodeJS.Timeout | null = null;

  constructor(private readonly parts: StopParts) {}

  readonly stop = (): void => {
    const { lifecycle, drainTimeoutMs } = this.parts;
    this.#count += 1;
    lifecycle.stop();
    if (this.#count === 1) this.#endAfter(drainTimeoutMs + CLOSING_LIMIT_MS);
    else if (this.#count === 2) this.#endAfter(PROMPT_LIMIT_MS);
    else this.parts.exit();
  };

  /** The run has ended by itself. */
  over(): void {
    if (this.#lastResort !== null) clearTimeout(this.#lastResort);
  }

  #endAfter(limitMs: number): void {
    this.over();
    this.#lastResort = setTimeout(() => {
      this.parts.say(`thalweg: closing took longer than ${limitMs} ms; the process ends here, what was left is the next owner’s`);
      this.parts.exit();
    }, limitMs);
  }
}
