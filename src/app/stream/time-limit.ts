import { ThalwegError } from '../../domain/errors.js';
import { onAnyAbort, throwIfAnyAborted } from '../../stream/linked-abort.js';

export interface LimitedWork {
  /** Aborts at the limit. Made when it is first asked for: signals are dear, and not all work has a use for one. */
  readonly signal: AbortSignal;
}

/**
 * Runs `work` with a signal that aborts at the limit or with one of `signals`, and does not wait for it beyond that: a
 * stage that hangs, or does not heed its signal, ends with `STAGE_TIMEOUT` all the same. Takes its listeners off the
 * signals when it ends.
 */
export function withTimeLimit<T>(stage: string, limitMs: number, signals: readonly AbortSignal[], work: (limited: LimitedWork) => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    throwIfAnyAborted(signals);
    const limited = new Limited(stage, limitMs, signals, reject);
    work(limited).then(
      (result) => {
        limited.leave();
        resolve(result);
      },
      (error: unknown) => {
        limited.leave();
        reject(error);
      },
    );
  });
}

class Limited implements LimitedWork {
  readonly #timer: NodeJS.Timeout;
  readonly #unlisten: () => void;
  #controller: AbortController | null = null;
  #ended: { readonly reason: unknown } | null = null;

  constructor(
    readonly stage: string,
    readonly limitMs: number,
    signals: readonly AbortSignal[],
    private readonly ended: (reason: unknown) => void,
  ) {
    this.#timer = setTimeout(endAtLimit, limitMs, this);
    this.#unlisten = onAnyAbort(signals, (reason) => {
      this.end(reason);
    });
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#ended !== null) this.#controller.abort(this.#ended.reason);
    }
    return this.#controller.signal;
  }

  end(reason: unknown): void {
    this.leave();
    this.#ended = { reason };
    this.#controller?.abort(reason);
    this.ended(reason);
  }

  leave(): void {
    clearTimeout(this.#timer);
    this.#unlisten();
  }
}

function endAtLimit(work: Limited): void {
  work.end(new ThalwegError('STAGE_TIMEOUT', `${work.stage} took longer than its limit of ${work.limitMs} ms`, { stage: work.stage }));
}
