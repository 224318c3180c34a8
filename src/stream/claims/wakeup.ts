import { onAnyAbort } from '../linked-abort.js';

/** Lets one side wait until the other says that something changed. A change between two waits is not lost if the waiter looks before it waits. */
export class Wakeup {
  #waiters: (() => void)[] = [];

  wake(): void {
    const waiters = this.#waiters;
    if (waiters.length === 0) return;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }

  /** Resolves at the next `wake` or when the signal aborts. */
  wait(signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const unlisten = signal === undefined ? null : onAnyAbort([signal], () => resolve());
      this.#waiters.push(() => {
        unlisten?.();
        resolve();
      });
    });
  }
}
