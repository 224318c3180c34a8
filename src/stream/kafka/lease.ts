import { performance } from 'node:perf_hooks';
import { Wakeup } from '../claims/wakeup.js';

/** Part of the session timeout that a member trusts; the rest covers the way from and to the coordinator. */
const TRUSTED_SHARE = 0.7;

/**
 * How long this member may be sure that the group still counts it in: from when it **sent** the last request of the
 * session that was answered, by a clock that goes on while the process is stopped. A process that was frozen past its
 * session timeout finds its lease expired as soon as it wakes, before the group can tell it, and an answer that had come
 * in while it was frozen does not change that.
 *
 * `end` closes the lease for a rebalance; `begin` opens it for the assignment that came out of it.
 */
export class Lease {
  readonly #news = new Wakeup();
  #until = -Infinity;
  #open = false;

  constructor(
    private readonly sessionTimeoutMs: number,
    private readonly monotonicMs: () => number = () => performance.now(),
  ) {}

  /** The coordinator answered a heartbeat or a join that was sent `ageMs` ago. */
  renew(ageMs: number): void {
    this.#until = Math.max(this.#until, this.monotonicMs() - Math.max(0, ageMs) + this.sessionTimeoutMs * TRUSTED_SHARE);
    this.#news.wake();
  }

  /** The assignment is known and taken up. */
  begin(): void {
    this.#open = true;
    this.#news.wake();
  }

  /** The group is rebalancing, or the connection to it is gone for good. */
  end(): void {
    this.#open = false;
    this.#until = -Infinity;
    this.#news.wake();
  }

  get held(): boolean {
    return this.#open && this.monotonicMs() < this.#until;
  }

  /** Resolves when something changed that may make it held, or ended it. */
  change(): Promise<void> {
    return this.#news.wait();
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
