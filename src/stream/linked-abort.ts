/**
 * A signal that aborts with the first of others, for one piece of work among very many: `release` takes all listeners
 * off the long-lived sources again (AbortSignal.any leaves that to the garbage collector, and memory grows meanwhile).
 */
export function linkAbort(...sources: readonly AbortSignal[]): { readonly controller: AbortController; readonly release: () => void } {
  const controller = new AbortController();
  const undo: (() => void)[] = [];
  for (const source of sources) {
    if (source.aborted) {
      controller.abort(source.reason);
      break;
    }
    const forward = (): void => controller.abort(source.reason);
    source.addEventListener('abort', forward, { once: true });
    undo.push(() => source.removeEventListener('abort', forward));
  }
  return {
    controller,
    release: () => {
      for (const one of undo) one();
    },
  };
}
