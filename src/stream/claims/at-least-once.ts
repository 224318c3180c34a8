import type { Clock } from '../clock.js';
import type { OutputRecord } from '../record.js';
import type { ClaimTransport } from './claim-transport.js';
import { fencedError, type PartitionWindow } from './partition-window.js';
import type { Settlement, SettlementEvents } from './settlement.js';

/**
 * Publish first, then count the record as done; positions of all partitions that moved are committed together, at once
 * when the last commit is long ago and else when the interval is over.
 */
export class AtLeastOnceSettlement implements Settlement {
  readonly #moved = new Set<PartitionWindow>();
  #cancelTimer: (() => void) | null = null;
  #committing: Promise<void> | null = null;
  #lastCommitMs = 0;
  #closed = false;

  constructor(
    private readonly transport: ClaimTransport,
    private readonly commitIntervalMs: number,
    private readonly clock: Clock,
    private readonly events: SettlementEvents,
  ) {}

  async settle(window: PartitionWindow, offset: bigint, outputs: readonly OutputRecord[]): Promise<void> {
    if (outputs.length > 0) {
      if (!(await this.transport.holds(window.partition, window.epoch, window.signal))) {
        this.events.fenced(window, false);
        throw fencedError(window.partition);
      }
      await this.transport.publish(window.partition, outputs, window.signal);
    }
    if (!window.live) {
      this.events.fenced(window, outputs.length > 0);
      throw fencedError(window.partition);
    }
    const watermark = window.watermark;
    if (watermark === null) return;
    watermark.complete(offset, NOTHING_TO_WRITE);
    window.hold(offset, 0);
    const run = watermark.doneRun(() => true);
    watermark.drop(run.length);
    // Also when none was passed: there is room for another record now.
    this.events.passed(window, run.length);
    if (run.length === 0) return;
    this.#moved.add(window);
    this.#schedule();
  }

  async flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#committing !== null) await this.#committing;
    await this.#commit();
  }

  close(): void {
    this.#closed = true;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  #schedule(): void {
    if (this.#closed || this.#cancelTimer !== null || this.#committing !== null) return;
    this.#cancelTimer = this.clock.wakeAt(Math.max(this.clock.now(), this.#lastCommitMs + this.commitIntervalMs), () => {
      this.#cancelTimer = null;
      void this.#commit();
    });
  }

  #commit(): Promise<void> {
    this.#committing ??= this.#commitMoved().finally(() => {
      this.#committing = null;
      if (this.#moved.size > 0) this.#schedule();
    });
    return this.#committing;
  }

  async #commitMoved(): Promise<void> {
    const windows = [...this.#moved].filter((window) => window.live);
    this.#moved.clear();
    const positions = windows.flatMap((window) => {
      const offset = window.uncommitted();
      return offset === null ? [] : [{ window, position: { ...window.partition, epoch: window.epoch, offset } }];
    });
    if (positions.length === 0) return;
    this.#lastCommitMs = this.clock.now();
    try {
      await this.transport.commit(positions.map(({ position }) => position));
      for (const { window, position } of positions) window.noteCommitted(position.offset);
      this.events.committed(positions.length);
    } catch (error) {
      for (const { window } of positions) if (window.live) this.#moved.add(window);
      this.events.trouble(error, 'commit');
    }
  }
}

const NOTHING_TO_WRITE = { outputs: [], bytes: 0, committed: () => undefined, refused: () => undefined };
