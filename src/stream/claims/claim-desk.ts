import { asThalwegError, type ThalwegError } from '../../domain/errors.js';
import type { Claim, Epoch } from '../claim.js';
import type { Clock } from '../clock.js';
import type { PartitionLag, Subscription } from '../log.js';
import { partitionName, type LogRecord, type TopicPartition } from '../record.js';
import { AtLeastOnceSettlement } from './at-least-once.js';
import type { ClaimTransport, Position } from './claim-transport.js';
import { ExactlyOnceSettlement } from './exactly-once.js';
import { OpenClaim, type ClaimHost } from './open-claim.js';
import { PartitionWindow } from './partition-window.js';
import type { Settlement } from './settlement.js';
import { Wakeup } from './wakeup.js';
import { within } from '../within.js';

/** How long the last positions may take to be written. */
const LAST_FLUSH_MS = 2_000;

/**
 * The part of a consumer that is the same for every log: who holds which claims, what may be fetched, what may be
 * committed. The log tells it what was assigned, revoked and fetched; the caller polls claims and settles them.
 */
export class ClaimDesk {
  readonly #windows = new Map<string, PartitionWindow>();
  readonly #settlement: Settlement;
  readonly #host: ClaimHost;
  readonly #changed = new Wakeup();
  #turn = 0;
  #failure: ThalwegError | null = null;
  #closed = false;
  #allPaused = false;

  constructor(
    private readonly subscription: Subscription,
    private readonly transport: ClaimTransport,
    private readonly clock: Clock,
  ) {
    const events = {
      passed: (window: PartitionWindow, records: number) => this.#passed(window, records),
      committed: (positions: readonly Position[]) => subscription.on?.committed?.(positions),
      fenced: (window: PartitionWindow, published: boolean) => subscription.on?.fenced?.(window.partition, published),
      lost: (window: PartitionWindow) => {
        this.revoke([window.partition]);
        transport.lost(window.partition);
      },
      trouble: (error: unknown, action: string) => this.trouble(asThalwegError(error, 'stream'), action),
    };
    this.#settlement =
      subscription.delivery === 'exactly-once' ? new ExactlyOnceSettlement(transport, events) : new AtLeastOnceSettlement(transport, subscription.commitIntervalMs, clock, events);
    this.#host = { settlement: this.#settlement, maxRecordBytes: transport.maxRecordBytes, giveBack: (window, record, reason) => this.#giveBack(window, record, reason) };
  }

  /** Starts a new window for each partition; `start` is the group's committed offset, null when there is none. */
  assign(partitions: readonly (TopicPartition & { readonly start: bigint | null })[], epoch: Epoch): void {
    for (const { topic, partition, start } of partitions) {
      const window = new PartitionWindow({ topic, partition }, epoch, start);
      this.#windows.get(window.name)?.revoke();
      this.#windows.set(window.name, window);
    }
    if (partitions.length > 0) this.subscription.on?.assigned?.(partitions);
    this.#changed.wake();
  }

  /** Fences all claims of these partitions (of all when left out). */
  revoke(partitions: readonly TopicPartition[] = this.assignment()): void {
    const gone = partitions.filter((partition) => this.#windows.has(partitionName(partition)));
    let claims = 0;
    for (const partition of gone) {
      const name = partitionName(partition);
      claims += this.#windows.get(name)?.revoke() ?? 0;
      this.#windows.delete(name);
    }
    if (gone.length > 0) this.subscription.on?.revoked?.(gone, claims);
  }

  window(partition: TopicPartition): PartitionWindow | undefined {
    return this.#windows.get(partitionName(partition));
  }

  assignment(): readonly TopicPartition[] {
    return [...this.#windows.values()].map(({ partition }) => partition);
  }

  /**
   * Takes fetched records in. `next` is the offset after the fetched range, `endOffset` after the last record of the
   * log. Asks the transport to stop fetching when enough is waiting.
   */
  offer(partition: TopicPartition, records: readonly LogRecord[], next: bigint, endOffset: bigint): void {
    const window = this.window(partition);
    if (window === undefined) return;
    window.accept(records, next);
    window.endOffset = endOffset;
    if (window.queue.bytes >= this.#shareBytes()) this.#stopFetching(window);
    this.#changed.wake();
  }

  async poll(limit: number, signal: AbortSignal): Promise<readonly Claim[]> {
    for (;;) {
      if (this.#failure !== null) throw this.#failure;
      if (signal.aborted || this.#closed) return [];
      const claims = this.#take(limit);
      if (claims.length > 0) return claims;
      await this.#changed.wait(signal);
    }
  }

  pause(partitions?: readonly TopicPartition[]): void {
    if (partitions === undefined) this.#allPaused = true;
    else for (const window of this.#named(partitions)) window.paused = true;
  }

  resume(partitions?: readonly TopicPartition[]): void {
    if (partitions === undefined) this.#allPaused = false;
    for (const window of partitions === undefined ? this.#windows.values() : this.#named(partitions)) window.paused = false;
    this.#changed.wake();
  }

  lag(): readonly PartitionLag[] {
    return [...this.#windows.values()].map((window) => {
      const position = window.watermark?.positionAfter(0) ?? window.committed;
      const records = position === null || window.endOffset === null ? 0 : Number(window.endOffset - position);
      return { ...window.partition, records: Math.max(0, records), oldestTimestampMs: window.watermark?.oldestTimestampMs ?? null };
    });
  }

  flush(): Promise<void> {
    return this.#settlement.flush();
  }

  /** A flush that is given up when the log does not take it: the next owner then works once more what it would have covered. */
  async lastFlush(): Promise<void> {
    await within(LAST_FLUSH_MS, this.clock, this.flush());
  }

  /** Ends `poll` with this error: the consumer can never go on. */
  fail(error: ThalwegError): void {
    this.#failure ??= error;
    this.#changed.wake();
  }

  trouble(error: ThalwegError, action: string): void {
    if (error.kind === 'fatal') this.fail(error);
    else this.subscription.on?.trouble?.(error, action);
  }

  close(): void {
    this.#closed = true;
    this.#settlement.close();
    this.revoke();
    this.#changed.wake();
  }

  #named(partitions: readonly TopicPartition[]): PartitionWindow[] {
    return partitions.flatMap((partition) => this.window(partition) ?? []);
  }

  #take(limit: number): Claim[] {
    const claims: Claim[] = [];
    if (this.#allPaused) return claims;
    const windows = [...this.#windows.values()];
    // Each poll begins at the next partition, so that none starves behind a busy one.
    this.#turn = windows.length === 0 ? 0 : (this.#turn + 1) % windows.length;
    for (let i = 0; i < windows.length && claims.length < limit; i += 1) {
      const window = windows[(this.#turn + i) % windows.length];
      if (window !== undefined) this.#takeFrom(window, Math.ceil((limit - claims.length) / (windows.length - i)), claims);
    }
    return claims;
  }

  #takeFrom(window: PartitionWindow, share: number, claims: Claim[]): void {
    for (let taken = 0; taken < share && this.#mayClaim(window); taken += 1) {
      const record = window.queue.shift();
      if (record === undefined) return;
      window.claimed += 1;
      claims.push(new OpenClaim(record, window, this.#host));
    }
    this.#startFetchingWhenLow(window);
  }

  #mayClaim(window: PartitionWindow): boolean {
    if (window.paused || window.cancelHold !== null || window.open >= this.subscription.maxClaimsPerPartition) return false;
    const head = window.queue.peek();
    if (head === undefined) return false;
    if (window.heldBytes >= this.#shareBytes() && !window.isLowest(head)) return false;
    const dueMs = this.subscription.notBefore?.(head) ?? null;
    if (dueMs === null || dueMs <= this.clock.now()) return true;
    this.#stopFetching(window);
    window.cancelHold = this.clock.wakeAt(dueMs, () => {
      window.cancelHold = null;
      this.#startFetchingWhenLow(window);
      this.#changed.wake();
    });
    return false;
  }

  #giveBack(window: PartitionWindow, record: LogRecord, reason: ThalwegError): void {
    if (!window.live) return;
    window.giveBack(record);
    this.subscription.on?.returned?.(window.partition, reason);
    this.#changed.wake();
  }

  #passed(window: PartitionWindow, count: number): void {
    window.claimed -= count;
    this.#changed.wake();
  }

  #shareBytes(): number {
    return this.subscription.maxBufferedBytes / Math.max(1, this.#windows.size);
  }

  #stopFetching(window: PartitionWindow): void {
    if (!window.fetching) return;
    window.fetching = false;
    this.transport.stopFetching(window.partition);
  }

  #startFetchingWhenLow(window: PartitionWindow): void {
    if (window.fetching || !window.live || window.cancelHold !== null || window.queue.bytes > this.#shareBytes() / 2) return;
    window.fetching = true;
    this.transport.startFetching(window.partition, window.nextOffset);
  }
}
