import { performance } from 'node:perf_hooks';
import { Wakeup } from '../claims/wakeup.js';

/** Part of the session timeout that a member trusts; the rest covers the way from and to the coordinator. */
const TRUSTED_SHARE = 0.7;

/**
 * How long this member may be sure that the group still counts it in, by the last heartbeat and a clock that goes on
 * while the process is stopped. A process that was frozen past its session timeout finds its lease expired as soon as
 * it wakes, before the group can tell it.
 */
export class Lease {
  readonly #news = new Wakeup();
  #until = -Infinity;

  constructor(
    private readonly sessionTimeoutMs: number,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** The coordinator answered a heartbeat or a join. */
  renew(): void {
    this.#until = this.monotonicMs() + this.sessionTimeoutMs * TRUSTED_SHARE;
    this.#news.wake();
  }

  /** The group is rebalancing, or the connection to it is gone for good. */
  end(): void {
    this.#until = -Infinity;
    this.#news.wake();
  }

  get held(): boolean {
    return this.monotonicMs() < this.#until;
  }

  /** Resolves true once the lease is held, false when the signal aborts. */
  async certain(signal: AbortSignal): Promise<boolean> {
    while (!this.held) {
      if (signal.aborted) return false;
      await this.#news.wait(signal);
    }
    return !signal.aborted;
  }
}
