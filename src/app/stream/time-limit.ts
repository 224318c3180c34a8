import { ThalwegError } from '../../domain/errors.js';
import { onAnyAbort, throwIfAnyAborted } from '../../stream/linked-abort.js';

/** Limits one piece of work in time, and ends it with `signals`. */
export class TimeLimit {
  #controller: AbortController | null = null;
  #ended: { readonly reason: unknown } | null = null;

  constructor(
    private readonly stage: string,
    private readonly limitMs: number,
    private readonly signals: readonly AbortSignal[],
  ) {}

  /** Aborts at the limit or with one of the signals. Made when it is first asked for: signals are dear, and not all work has a use for one. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#ended !== null) this.#controller.abort(this.#ended.reason);
    }
    return this.#controller.signal;
  }

  /**
   * Runs `work`, once, and does not wait for it beyond the limit or an abort: a stage that hangs, or does not heed its
   * signal, ends with `STAGE_TIMEOUT` all the same. Takes its listeners off the signals when it ends.
   */
  run<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      throwIfAnyAborted(this.signals);
      const leave = (): void => {
        clearTimeout(timer);
        unlisten();
      };
      const end = (reason: unknown): void => {
        leave();
        this.#ended = { reason };
        this.#controller?.abort(reason);
        reject(reason);
      };
      const timer = setTimeout(() => {
        end(new ThalwegError('STAGE_TIMEOUT', `${this.stage} took longer than its limit of ${this.limitMs} ms`, { stage: this.stage }));
      }, this.limitMs);
      const unlisten = onAnyAbort(this.signals, end);
      work().then(
        (result) => {
          leave();
          resolve(result);
        },
        (error: unknown) => {
          leave();
          reject(error);
        },
      );
    });
  }
}
