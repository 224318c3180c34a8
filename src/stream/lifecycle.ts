import { setMaxListeners } from 'node:events';

/**
 * The life of a running stream:
 *
 * ```
 *            ready            stop asked           all settled, or the deadline
 * starting ─────────▶ running ───────────▶ draining ─────────────────────▶ closed
 *     │ │                │                    │                              ▲
 *     │ └── stop asked ──┼───────────────────▶┘── stop asked again ──────────┤
 *     └── start failed ──┴── fatal error ────────────────────────────────────┘
 * ```
 *
 * `/readyz` answers yes in `running` only. `draining` takes no new records; `closed` is final.
 */
export type LifecycleState = 'starting' | 'running' | 'draining' | 'closed';

const NEXT: Readonly<Record<LifecycleState, readonly LifecycleState[]>> = {
  starting: ['running', 'draining', 'closed'],
  running: ['draining', 'closed'],
  draining: ['closed'],
  closed: [],
};

export class Lifecycle {
  readonly #draining = new AbortController();
  readonly #closed = new AbortController();
  #state: LifecycleState = 'starting';

  constructor(private readonly onChange: (from: LifecycleState, to: LifecycleState) => void = () => undefined) {
    // Every record under way may listen.
    setMaxListeners(0, this.#draining.signal, this.#closed.signal);
  }

  get state(): LifecycleState {
    return this.#state;
  }

  /** Aborts when no new work may begin: on entering `draining` or `closed`. */
  get noNewWork(): AbortSignal {
    return this.#draining.signal;
  }

  /** Aborts when work under way must end now: on entering `closed`. */
  get endNow(): AbortSignal {
    return this.#closed.signal;
  }

  /** Moves on; a move that the picture above does not have is refused and changes nothing. */
  to(next: LifecycleState): boolean {
    const from = this.#state;
    if (!NEXT[from].includes(next)) return false;
    this.#state = next;
    if (next !== 'running') this.#draining.abort();
    if (next === 'closed') this.#closed.abort();
    this.onChange(from, next);
    return true;
  }

  /** What SIGTERM and SIGINT do: the first drains, the second ends everything at once. */
  stop(): void {
    if (!this.to('draining')) this.to('closed');
  }
}
