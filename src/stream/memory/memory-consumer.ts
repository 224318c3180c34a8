import { ThalwegError } from '../../domain/errors.js';
import { ClaimDesk } from '../claims/claim-desk.js';
import type { ClaimTransport, Position } from '../claims/claim-transport.js';
import { fencedError } from '../claims/partition-window.js';
import type { Claim } from '../claim.js';
import type { Clock } from '../clock.js';
import type { LogConsumer, PartitionLag, Subscription } from '../log.js';
import { persist } from '../persist.js';
import { partitionName, type OutputRecord, type TopicPartition } from '../record.js';
import type { GroupPosition } from './journal.js';
import type { GroupMember, MemoryGroup } from './memory-group.js';
import type { TopicStore } from './topic-store.js';

const READ_BYTES = 256 * 1024;

/** What a consumer of the embedded log needs of it. */
export interface MemoryLogCore {
  readonly store: TopicStore;
  readonly clock: Clock;
  readonly maxRecordBytes: number;
  write(records: readonly OutputRecord[], positions: readonly GroupPosition[]): Promise<void>;
  /** Resolves when every write that was asked for is applied or failed. */
  settled(): Promise<void>;
  group(groupId: string): MemoryGroup;
  attach(consumer: MemoryConsumer): void;
  detach(consumer: MemoryConsumer): void;
}

/** A group member of the embedded log: the shared claim desk, fed from the store. */
export class MemoryConsumer implements LogConsumer, GroupMember {
  readonly topics: readonly string[];
  readonly #desk: ClaimDesk;
  readonly #group: MemoryGroup;
  readonly #publishing = new Map<string, Promise<void>>();
  #assignments = 0;
  #started = false;
  #closed = false;
  #assigning: Promise<void> = Promise.resolve();

  constructor(
    readonly id: string,
    private readonly subscription: Subscription,
    private readonly core: MemoryLogCore,
  ) {
    this.topics = subscription.topics;
    this.#group = core.group(subscription.groupId);
    this.#desk = new ClaimDesk(subscription, this.#transport(), core.clock);
  }

  async start(): Promise<void> {
    for (const topic of this.topics) {
      if (this.core.store.partitions(topic) === undefined) throw new ThalwegError('TOPIC_MISSING', `the embedded log has no topic ${topic}`, { stage: 'stream' });
    }
    if (this.#started) return;
    this.#started = true;
    this.core.attach(this);
    this.#group.join(this);
    await this.#assigning;
  }

  assigned(partitions: readonly TopicPartition[]): void {
    // A write of the previous owner may be under way: its position counts.
    this.#assigning = this.core.settled().then(() => this.#assign(partitions.filter((partition) => !this.#closed && this.#group.owns(this, partition))));
  }

  async #assign(partitions: readonly TopicPartition[]): Promise<void> {
    this.#assignments += 1;
    const { groupId, from } = this.subscription;
    const { store } = this.core;
    const ends = partitions.filter((partition) => from === 'latest' && store.position(groupId, partition) === null).map((partition) => ({ groupId, ...partition, offset: store.endOffset(partition) }));
    if (ends.length > 0) await this.core.write([], ends);
    const starts = partitions.filter((partition) => !this.#closed && this.#group.owns(this, partition)).map((partition) => ({ ...partition, start: store.position(groupId, partition) ?? 0n }));
    this.#desk.assign(starts, { member: this.id, assignment: this.#assignments });
    this.subscription.on?.rebalanced?.();
    this.feed();
  }

  revoked(partitions: readonly TopicPartition[]): void {
    this.#desk.revoke(partitions);
  }

  /** Hands over what the store has beyond what was handed over, as far as the desk wants it. */
  feed(): void {
    for (const partition of this.#desk.assignment()) {
      const window = this.#desk.window(partition);
      const end = this.core.store.endOffset(partition);
      while (window?.live === true && window.fetching && window.nextOffset !== null && window.nextOffset < end) {
        const records = this.core.store.read(partition, window.nextOffset, READ_BYTES);
        this.#desk.offer(partition, records, (records.at(-1)?.offset ?? end) + 1n, end);
      }
      if (window !== undefined) window.endOffset = end;
    }
  }

  poll(limit: number, signal: AbortSignal): Promise<readonly Claim[]> {
    return this.#desk.poll(limit, signal);
  }

  pause(partitions?: readonly TopicPartition[]): void {
    this.#desk.pause(partitions);
  }

  resume(partitions?: readonly TopicPartition[]): void {
    this.#desk.resume(partitions);
  }

  assignment(): readonly TopicPartition[] {
    return this.#desk.assignment();
  }

  lag(): readonly PartitionLag[] {
    return this.#desk.lag();
  }

  flush(): Promise<void> {
    return this.#desk.flush();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#desk.lastFlush();
    this.#desk.close();
    if (!this.#started) return;
    this.core.detach(this);
    this.#group.leave(this);
  }

  #transport(): ClaimTransport {
    const positions = (list: readonly Position[]): GroupPosition[] =>
      list.map(({ topic, partition, offset }) => {
        if (!this.#group.owns(this, { topic, partition })) throw fencedError({ topic, partition });
        return { groupId: this.subscription.groupId, topic, partition, offset };
      });
    // A journal on a full disk is a log out of reach: it is waited for.
    const persisted = (action: string, write: () => Promise<void>, signal: AbortSignal): Promise<void> =>
      persist(write, { signal, clock: this.core.clock, trouble: (error) => this.subscription.on?.trouble?.(error, action) });
    return {
      maxRecordBytes: this.core.maxRecordBytes,
      lost: () => undefined,
      holds: (partition) => this.#group.owns(this, partition),
      publish: (partition, records, signal, ending) => {
        // After what the same partition publishes already: a write that has to be repeated must not be overtaken.
        const name = partitionName(partition);
        const published = (this.#publishing.get(name) ?? Promise.resolve()).then(() => persisted('publish', () => this.core.write(records, []), signal));
        this.#publishing.set(name, published.catch(() => undefined));
        void published.then(() => ending.done(), (error: unknown) => ending.refused(error));
      },
      commit: async (list) => this.core.write([], positions(list)),
      transact: (position, records, signal) => persisted('transaction', async () => this.core.write(records, positions([position])), signal),
      stopFetching: () => undefined,
      startFetching: () => this.feed(),
    };
  }
}
