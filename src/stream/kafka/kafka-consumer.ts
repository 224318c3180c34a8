import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka } from 'kafkajs';
import { ThalwegError } from '../../domain/errors.js';
import type { Claim, Epoch } from '../claim.js';
import { ClaimDesk } from '../claims/claim-desk.js';
import type { ClaimTransport } from '../claims/claim-transport.js';
import { fencedError } from '../claims/partition-window.js';
import { Wakeup } from '../claims/wakeup.js';
import type { Clock } from '../clock.js';
import type { Log, LogConsumer, PartitionLag, Subscription } from '../log.js';
import { unlessAborted } from '../linked-abort.js';
import { partitionName, type TopicPartition } from '../record.js';
import { GroupSession } from './group-session.js';
import { fromKafkaError } from './kafka-errors.js';
import type { KafkaSettings } from './kafka-settings.js';
import { Lease } from './lease.js';
import { PartitionTransactor, type TransactorHost } from './partition-transactor.js';
import type { Permit, PublishQueue } from './publish-queue.js';

const FIRST_RESTART_MS = 250;
const LONGEST_RESTART_MS = 10_000;

export interface KafkaConsumerDeps {
  readonly kafka: Kafka;
  readonly settings: KafkaSettings;
  readonly clock: Clock;
  readonly openPublisher: (permit: Permit) => PublishQueue;
  readonly log: Pick<Log, 'describe' | 'committed'>;
  /** Offset after the last record of each partition: partition name → offset. */
  readonly ends: (topics: readonly string[]) => Promise<ReadonlyMap<string, bigint>>;
}

/**
 * A member of a Kafka consumer group. kafkajs has no callback for revocation; what is known is that a rebalance began
 * and, later, what the new assignment is. Between the two the lease is ended: nothing is published or committed. A
 * partition that this member had before and has again keeps its claims, provided that the group's offset was not moved
 * by somebody else meanwhile; all other claims are fenced.
 */
export class KafkaConsumer implements LogConsumer {
  readonly #desk: ClaimDesk;
  readonly #lease: Lease;
  readonly #joined = new Wakeup();
  readonly #transactors = new Map<string, PartitionTransactor>();
  /** Topic → input partition → its own: requests of several go side by side, those of one in order. */
  readonly #publishers = new Map<string, Map<number, PublishQueue>>();
  readonly #stop = new AbortController();
  #session: GroupSession | null = null;
  #memberId = '';
  #assignments = 0;
  #restartMs = FIRST_RESTART_MS;
  #started = false;

  constructor(
    private readonly subscription: Subscription,
    private readonly deps: KafkaConsumerDeps,
  ) {
    this.#lease = new Lease(deps.settings.sessionTimeoutMs);
    this.#desk = new ClaimDesk(subscription, this.#transport(), deps.clock);
  }

  async start(signal: AbortSignal): Promise<void> {
    const { topics, groupId } = this.subscription;
    const found = await unlessAborted(this.deps.log.describe(topics, signal), signal);
    const missing = topics.filter((topic) => !found.has(topic));
    if (missing.length > 0) throw new ThalwegError('TOPIC_MISSING', `group ${groupId}: the broker has no topic ${missing.join(', ')}; create them with: thalweg topics create`, { stage: 'stream' });
    if (this.#started) return;
    this.#started = true;
    this.#open();
    const failed = new AbortController();
    // A poll that hands nothing out ends early only when the consumer failed for good.
    const failure = this.#desk.poll(0, AbortSignal.any([failed.signal, this.#stop.signal]));
    await Promise.race([this.#joined.wait(signal), failure]);
    failed.abort();
    await failure;
    signal.throwIfAborted();
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
    if (this.#stop.signal.aborted) return;
    if (this.#lease.held) await this.#desk.lastFlush();
    this.#stop.abort();
    this.#desk.close();
    this.#lease.end();
    for (const ofTopic of this.#publishers.values()) for (const publisher of ofTopic.values()) publisher.close();
    await this.#session?.close();
    this.#session = null;
    await Promise.all([...this.#transactors.values()].map((transactor) => transactor.close()));
    this.#transactors.clear();
  }

  #open(): void {
    const { kafka, settings } = this.deps;
    const session: GroupSession = new GroupSession(kafka, this.subscription, settings, {
      joined: (memberId, partitions, ageMs) => {
        this.#lease.renew(ageMs);
        void this.#join(session, memberId, partitions);
      },
      rebalancing: () => this.#rebalancing(),
      heartbeat: (ageMs) => {
        this.#lease.renew(ageMs);
        this.#restartMs = FIRST_RESTART_MS;
      },
      fetched: (partition, records, next, endOffset) => this.#desk.offer(partition, records, next, endOffset),
      crashed: (error) => void this.#restart(error),
    });
    this.#session = session;
    void session.run();
  }

  #rebalancing(): void {
    this.subscription.on?.rebalanced?.();
    // The coordinator still takes commits of the old generation while it gathers the members.
    void this.#desk.flush();
    this.#lease.end();
  }

  async #join(session: GroupSession, memberId: string, partitions: readonly TopicPartition[]): Promise<void> {
    const sameMember = memberId === this.#memberId;
    const assignment = (this.#assignments += 1);
    this.#memberId = memberId;
    session.pause(partitions);
    const now = new Set(partitions.map(partitionName));
    this.#revoke(this.#desk.assignment().filter((partition) => !sameMember || !now.has(partitionName(partition))));
    const current = (): boolean => assignment === this.#assignments && session === this.#session;
    try {
      const places = await this.#startingPlaces(session, { member: memberId, assignment }, partitions, current);
      if (places === null) return;
      const fresh = places.filter(({ start, ...partition }) => !this.#keeps(partition, start));
      this.#desk.assign(fresh, { member: memberId, assignment });
      this.#lease.begin();
      for (const partition of partitions) {
        const next = this.#desk.window(partition)?.nextOffset ?? null;
        if (next !== null) session.seek(partition, next);
      }
      session.resume(partitions.filter((partition) => this.#desk.window(partition)?.fetching === true));
      this.#joined.wake();
    } catch (error) {
      if (current()) void this.#restart(error);
    }
  }

  /** The group's offset of each partition; in exactly-once earlier owners are fenced before it is read. Null when the assignment is out of date. */
  async #startingPlaces(session: GroupSession, epoch: Epoch, partitions: readonly TopicPartition[], current: () => boolean): Promise<readonly (TopicPartition & { start: bigint | null })[] | null> {
    if (this.subscription.delivery === 'exactly-once') {
      await Promise.all(partitions.filter((partition) => this.#desk.window(partition) === undefined).map((partition) => this.#openTransactor(partition)));
      if (!current()) return null;
    }
    for (;;) {
      try {
        const committed = await this.deps.log.committed(this.subscription.groupId, this.subscription.topics);
        if (!current()) return null;
        const places = partitions.map((partition) => ({ ...partition, start: committed.get(partitionName(partition)) ?? null }));
        return await this.#withEnds(session, epoch, places, current);
      } catch (cause) {
        const error = fromKafkaError(cause, 'reading committed offsets');
        if (error.kind !== 'retryable') throw error;
        this.#trouble(error, 'assignment');
        await sleep(FIRST_RESTART_MS);
        if (!current()) return null;
      }
    }
  }

  /** Where a group starts at the end and has no commit yet, the end of this moment is committed before anything is taken from there. */
  async #withEnds(session: GroupSession, epoch: Epoch, places: readonly (TopicPartition & { start: bigint | null })[], current: () => boolean): Promise<typeof places | null> {
    const unknown = places.filter((place) => place.start === null && this.#desk.window(place) === undefined);
    if (this.subscription.from === 'earliest' || unknown.length === 0) return places;
    const ends = await this.deps.ends([...new Set(unknown.map(({ topic }) => topic))]);
    const starts = unknown.map(({ topic, partition }) => ({ topic, partition, epoch, offset: ends.get(partitionName({ topic, partition })) ?? 0n }));
    if (!current()) return null;
    if (this.subscription.delivery === 'exactly-once') await Promise.all(starts.map(async (start) => this.#transactors.get(partitionName(start))?.write(start, [], this.#stop.signal)));
    else await session.commitStart(starts);
    const known = new Map(starts.map((start) => [partitionName(start), start.offset]));
    return current() ? places.map((place) => ({ ...place, start: place.start ?? known.get(partitionName(place)) ?? null })) : null;
  }

  async #openTransactor(partition: TopicPartition): Promise<void> {
    const name = partitionName(partition);
    await this.#transactors.get(name)?.close();
    const transactor = new PartitionTransactor(partition, this.#transactorHost());
    this.#transactors.set(name, transactor);
    try {
      await transactor.open(this.#stop.signal);
    } catch (cause) {
      const error = fromKafkaError(cause, 'opening a transaction');
      // Lost again before it was opened: the next assignment says who has it.
      if (error.code !== 'CLAIM_FENCED' && error.kind === 'fatal') throw error;
    }
  }

  /**
   * True when the window of an earlier assignment goes on: all that the group has on record was done by this member. An
   * offset below what this member committed is an old answer (a transaction shows a moment after it is committed; nobody
   * can set an active group back), and starting there would work records twice.
   */
  #keeps(partition: TopicPartition, committed: bigint | null): boolean {
    const window = this.#desk.window(partition);
    if (window === undefined) return false;
    const position = window.watermark?.positionAfter(0) ?? null;
    const mine = committed === null || (position !== null && committed <= position);
    if (!mine) this.#revoke([partition]);
    return mine;
  }

  #revoke(partitions: readonly TopicPartition[]): void {
    this.#desk.revoke(partitions);
    for (const partition of partitions) {
      const name = partitionName(partition);
      void this.#transactors.get(name)?.close();
      this.#transactors.delete(name);
    }
  }

  async #restart(cause: unknown): Promise<void> {
    const session = this.#session;
    if (session === null || this.#stop.signal.aborted) return;
    this.#session = null;
    this.#lease.end();
    this.#revoke(this.#desk.assignment());
    const error = fromKafkaError(cause, `consumer of group ${this.subscription.groupId}`);
    this.#trouble(error, 'consume');
    await session.close();
    if (error.kind === 'fatal') return;
    await sleep(this.#restartMs, undefined, { signal: this.#stop.signal }).catch(() => undefined);
    this.#restartMs = Math.min(this.#restartMs * 2, LONGEST_RESTART_MS);
    this.#openUnlessStopped();
  }

  #openUnlessStopped(): void {
    if (!this.#stop.signal.aborted) this.#open();
  }

  #trouble(error: ThalwegError, action: string): void {
    this.#desk.trouble(error, action);
  }

  #transport(): ClaimTransport {
    return {
      maxRecordBytes: this.deps.settings.maxRecordBytes,
      lost: (partition) => void this.#restart(fencedError(partition)),
      holds: (_partition, _epoch, signal) => (this.#lease.held && !signal.aborted) || this.#lease.certain(signal),
      publish: (partition, records, signal, ending) => this.#publisher(partition).add(records, signal, ending),
      commit: async (positions) => {
        if (this.#session === null || !this.#lease.held) throw new ThalwegError('BROKER_UNAVAILABLE', 'the group is rebalancing', { stage: 'stream' });
        await this.#session.commit(positions);
      },
      transact: async (position, records, signal) => {
        const transactor = this.#transactors.get(partitionName(position));
        if (transactor === undefined) throw fencedError(position);
        await transactor.write(position, records, signal);
      },
      stopFetching: (partition) => this.#session?.stopFetching(partition),
      startFetching: (partition) => this.#session?.startFetching(partition),
    };
  }

  #publisher({ topic, partition }: TopicPartition): PublishQueue {
    let ofTopic = this.#publishers.get(topic);
    if (ofTopic === undefined) this.#publishers.set(topic, (ofTopic = new Map<number, PublishQueue>()));
    let publisher = ofTopic.get(partition);
    if (publisher === undefined) ofTopic.set(partition, (publisher = this.deps.openPublisher(this.#lease)));
    return publisher;
  }

  #transactorHost(): TransactorHost {
    const { groupId, topics } = this.subscription;
    return {
      kafka: this.deps.kafka,
      groupId,
      transactionTimeoutMs: this.deps.settings.transactionTimeoutMs,
      confirm: async (partition) => (await this.#session?.confirm(this.#memberId, partition)) ?? false,
      missing: async (wanted) => {
        const found = await this.deps.log.describe(wanted);
        return wanted.filter((topic) => !found.has(topic));
      },
      committed: async (partition) => (await this.deps.log.committed(groupId, topics)).get(partitionName(partition)) ?? null,
      trouble: (error, action) => this.#trouble(error, action),
    };
  }
}
