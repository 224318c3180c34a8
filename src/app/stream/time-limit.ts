import { ThalwegError } from '../../domain/errors.js';
import { throwIfAnyAborted } from '../../stream/linked-abort.js';

/**
 * Limits works in time, each by the same limit, and ends them with their signals. Works run out in the order in which
 * they began, so one timer watches all of them; and each signal is listened to once, however many works have it.
 */
export class TimeLimit {
  /** In the order in which they began. */
  readonly #running = new Map<LimitedWork, Running>();
  readonly #heard = new WeakSet<AbortSignal>();
  /** Of the work that began first; null while none runs. */
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly stage: string,
    private readonly limitMs: number,
  ) {}

  /**
   * Makes the call, and does not wait for it beyond the limit or an abort: a stage that hangs, or does not heed the signal
   * of `work`, ends with `STAGE_TIMEOUT` all the same.
   */
  run<T>(work: LimitedWork, signals: readonly AbortSignal[], call: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      throwIfAnyAborted(signals);
      for (const signal of signals) this.#hear(signal);
      this.#running.set(work, { startedMs: performance.now(), signals, reject });
      this.#timer ??= this.#wakeIn(this.limitMs);
      try {
        call().then(
          (result) => {
            this.#leave(work);
            resolve(result);
          },
          (error: unknown) => {
            this.#leave(work);
            reject(error);
          },
        );
      } catch (error) {
        this.#leave(work);
        throw error;
      }
    });
  }

  #hear(signal: AbortSignal): void {
    if (this.#heard.has(signal)) return;
    this.#heard.add(signal);
    const endAll = (): void => {
      for (const [work, { signals }] of [...this.#running]) if (signals.includes(signal)) this.#end(work, signal.reason);
    };
    signal.addEventListener('abort', endAll, { once: true });
  }

  #endOverdue(): void {
    for (const [work, { startedMs }] of this.#running) {
      const leftMs = startedMs + this.limitMs - performance.now();
      if (leftMs > 0) {
        this.#timer = this.#wakeIn(leftMs);
        return;
      }
      this.#end(work, new ThalwegError('STAGE_TIMEOUT', `${this.stage} took longer than its limit of ${this.limitMs} ms`, { stage: this.stage }));
    }
  }

  #wakeIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#endOverdue(), Math.ceil(ms));
  }

  #end(work: LimitedWork, reason: unknown): void {
    const running = this.#running.get(work);
    this.#leave(work);
    work.end(reason);
    running?.reject(reason);
  }

  #leave(work: LimitedWork): void {
    this.#running.delete(work);
    if (this.#running.size > 0 || this.#timer === null) return;
    clearTimeout(this.#timer);
    this.#timer = null;
  }
}

interface Running {
  readonly startedMs: number;
  readonly signals: readonly AbortSignal[];
  readonly reject: (reason: unknown) => void;
}

/** A work as it sees its limit. */
export class LimitedWork {
  #controller: AbortController | null = null;
  #ended: { readonly reason: unknown } | null = null;

  /** Aborts when the work was ended. Made when it is first asked for: signals are dear, and not all work has a use for one. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#ended !== null) this.#controller.abort(this.#ended.reason);
    }
    return this.#controller.signal;
  }

  /** Called by the limit. */
  end(reason: unknown): void {
    this.#ended = { reason };
    this.#controller?.abort(reason);
  }
}
