type Callback = () => void;

/** Signal → who wants to know. EventTarget keeps listeners in a list that each addition and removal walks through; a set does not. */
const listeners = new WeakMap<AbortSignal, Set<Callback>>();

/** Calls back once when the signal aborts; the returned function takes that back. Made for signals that very many pieces of work listen to. */
function onAbortOf(signal: AbortSignal, callback: Callback): () => void {
  let callbacks = listeners.get(signal);
  if (callbacks === undefined) {
    const all = new Set<Callback>();
    signal.addEventListener(
      'abort',
      () => {
        for (const each of [...all]) each();
      },
      { once: true },
    );
    listeners.set(signal, all);
    callbacks = all;
  }
  const all = callbacks;
  all.add(callback);
  return () => void all.delete(callback);
}

/** Calls back once with the reason when one of the signals aborts; the returned function takes that back. None may have aborted already. */
export function onAnyAbort(signals: readonly AbortSignal[], callback: (reason: unknown) => void): () => void {
  const undo = signals.map((signal) =>
    onAbortOf(signal, () => {
      callback(signal.reason);
    }),
  );
  return () => {
    for (const one of undo) one();
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
