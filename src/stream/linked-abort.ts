type Callback = () => void;

/** Signal → who wants to know. EventTarget keeps listeners in a list that each addition and removal walks through; a set does not. */
const listeners = new WeakMap<AbortSignal, Set<Callback>>();

/** Calls back once when the signal aborts; the returned function takes that back. For signals that very many pieces of work listen to. */
function onAbort(signal: AbortSignal, callback: Callback): () => void {
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

/**
 * A signal that aborts with the first of others, for one piece of work among very many: `release` takes all listeners
 * off the long-lived sources again (AbortSignal.any leaves that to the garbage collector, and memory grows meanwhile).
 */
export function linkAbort(...sources: readonly AbortSignal[]): { readonly controller: AbortController; readonly release: () => void } {
  const controller = new AbortController();
  const undo: Callback[] = [];
  for (const source of sources) {
    if (source.aborted) {
      controller.abort(source.reason);
      break;
    }
    undo.push(
      onAbort(source, () => {
        controller.abort(source.reason);
      }),
    );
  }
  return {
    controller,
    release: () => {
      for (const one of undo) one();
    },
  };
}
