import { ThalwegError } from '../../domain/errors.js';
import { linkAbort } from '../../stream/linked-abort.js';

/**
 * Runs `work` with a signal that aborts at the limit or with `signal`, and does not wait for it beyond that: a stage
 * that hangs, or does not heed its signal, ends with `STAGE_TIMEOUT` all the same.
 */
export async function withTimeLimit<T>(stage: string, limitMs: number, signal: AbortSignal, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const { controller, release } = linkAbort(signal);
  const timer = setTimeout(() => controller.abort(new ThalwegError('STAGE_TIMEOUT', `${stage} took longer than its limit of ${limitMs} ms`, { stage })), limitMs);
  try {
    return await new Promise<T>((resolve, reject) => {
      controller.signal.addEventListener('abort', () => reject(controller.signal.reason as Error), { once: true });
      work(controller.signal).then(resolve, reject);
    });
  } finally {
    clearTimeout(timer);
    release();
  }
}
