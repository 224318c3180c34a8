type Callback = (reason: unknown) => void;

/** Signal → who wants to know. EventTarget keeps listeners in a list that each addition and removal walks through; a set does not. */
const listeners = new WeakMap<AbortSignal, Set<Callback>>();

function listenersOf(signal: AbortSignal): Set<Callback> {
  const known = listeners.get(signal);
  if (known !== undefined) return known;
  const all = new Set<Callback>();
  signal.addEventListener(
    'abort',
    () => {
      for (const each of [...all]) each(signal.reason);
    },
    { once: true },
  );
  listeners.set(signal, all);
  return all;
}

/**
 * Calls back with the reason when one of the signals aborts; the returned function takes that back. None may have
 * aborted already. Made for signals that very many pieces of work listen to; each with a callback of its own.
 */
export function onAnyAbort(signals: readonly AbortSignal[], callback: Callback): () => void {
  for (const signal of signals) listenersOf(signal).add(callback);
  return () => {
    for (const signal of signals) listenersOf(signal).delete(callback);
  };
}

/** Throws the reason of the first signal that has aborted. */
export function throwIfAnyAborted(signals: readonly AbortSignal[]): void {
  for (const signal of signals) signal.throwIfAborted();
}

export function isAnyAborted(signals: readonly AbortSignal[]): boolean {
  return signals.some(({ aborted }) => aborted);
}

/** Rejects with the signal's reason when it aborts before the work ends. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const abort = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    void work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', abort);
    });
  });
}
