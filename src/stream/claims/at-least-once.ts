import type { Ending } from '../claim.js';
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
  /** With records completed in this turn, which are counted together at its end. */
  readonly #completed = new Set<PartitionWindow>();
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

  settle(window: PartitionWindow, offset: bigint, outputs: readonly OutputRecord[], ending: Ending): void {
    if (outputs.length === 0) {
      this.complete(window, offset, false, ending);
      return;
    }
    const publish = (held: boolean): void => {
      if (held) this.transport.publish(window.partition, outputs, window.signal, new Publication(this, window, offset, ending));
      else this.#fenced(window, false, ending);
    };
    const holds = this.transport.holds(window.partition, window.epoch, window.signal);
    if (typeof holds === 'boolean') publish(holds);
    else void holds.then(publish, (error: unknown) => ending.refused(error));
  }

  /** The outputs are durable, or there were none: the record is done. */
  complete(window: PartitionWindow, offset: bigint, published: boolean, ending: Ending): void {
    if (!window.live) {
      this.#fenced(window, published, ending);
      return;
    }
    window.watermark?.complete(offset, NOTHING_TO_WRITE, 0);
    if (this.#completed.size === 0) queueMicrotask(() => this.#advance());
    this.#completed.add(window);
    ending.done();
  }

  #advance(): void {
    const windows = [...this.#completed];
    this.#completed.clear();
    for (const window of windows) {
      if (!window.live) continue;
      const passed = window.watermark?.dropDone() ?? 0;
      // Also when none was passed: there is room for another record now.
      this.events.passed(window, passed);
      if (passed === 0) continue;
      this.#moved.add(window);
      this.#schedule();
    }
  }

  #fenced(window: PartitionWindow, published: boolean, ending: Ending): void {
    this.events.fenced(window, published);
    ending.refused(fencedError(window.partition));
  }

  async flush(): Promise<void> {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    if (this.#committing !== null) await this.#committing;
    this.#advance();
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
      const written = positions.map(({ position }) => position);
      await this.transport.commit(written);
      for (const { window, position } of positions) window.noteCommitted(position.offset);
      this.events.committed(written);
    } catch (error) {
      for (const { window } of positions) if (window.live) this.#moved.add(window);
      this.events.trouble(error, 'commit');
    }
  }
}

/** The outputs of one record on their way. */
class Publication implements Ending {
  constructor(
    private readonly settlement: AtLeastOnceSettlement,
    private readonly window: PartitionWindow,
    private readonly offset: bigint,
    private readonly ending: Ending,
  ) {}

  done(): void {
    this.settlement.complete(this.window, this.offset, true, this.ending);
  }

  refused(error: unknown): void {
    this.ending.refused(error);
  }
}

const NOTHING_TO_WRITE = { outputs: [], bytes: 0, ending: { done: () => undefined, refused: () => undefined } };
