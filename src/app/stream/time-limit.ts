import { ThalwegError } from '../../domain/errors.js';
import { onAnyAbort, throwIfAnyAborted } from '../../stream/linked-abort.js';

/**
 * Runs `work` with a signal that aborts at the limit or with one of `signals`, and does not wait for it beyond that: a
 * stage that hangs, or does not heed its signal, ends with `STAGE_TIMEOUT` all the same. Takes its listeners off the
 * signals when it ends.
 */
export async function withTimeLimit<T>(stage: string, limitMs: number, signals: readonly AbortSignal[], work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  throwIfAnyAborted(signals);
  const controller = new AbortController();
  return new Promise<T>((resolve, reject) => {
    const end = (reason: unknown): void => {
      clearTimeout(timer);
      unlisten();
      controller.abort(reason);
      reject(reason);
    };
    const timer = setTimeout(() => {
      end(new ThalwegError('STAGE_TIMEOUT', `${stage} took longer than its limit of ${limitMs} ms`, { stage }));
    }, limitMs);
    const unlisten = onAnyAbort(signals, end);
    void work(controller.signal)
      .then(resolve, reject)
      .finally(() => {
        clearTimeout(timer);
        unlisten();
      });
  });
}
