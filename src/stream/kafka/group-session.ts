import type { Consumer, EachBatchPayload, Kafka, Offsets } from 'kafkajs';
import { AssignerProtocol } from 'kafkajs';
import { ThalwegError } from '../../domain/errors.js';
import type { Subscription } from '../log.js';
import { partitionName, type LogRecord, type TopicPartition } from '../record.js';
import { fromKafkaError } from './kafka-errors.js';
import { fromKafkaMessage } from './kafka-records.js';
import { FETCH_WAIT_MS, type KafkaSettings } from './kafka-settings.js';
import { QUICK_RETRY } from './kafka-client.js';

/** Bytes that one fetch brings for one partition, and at once. */
const FETCH_PARTITION_BYTES = 512 * 1024;
const FETCH_BYTES = 4 * 1024 * 1024;
/** How long a batch is held open for room: kafkajs, with all partitions paused, would look again only after `FETCH_WAIT_MS`. */
const LONGEST_HOLD_MS = 100;
/** Batches handed over side by side, so that partitions without room do not hold up the others. */
const BATCHES_AT_ONCE = 64;

/** What a session tells its consumer; all are called synchronously from kafkajs's own turn. */
export interface SessionEvents {
  /** `ageMs`: how long ago the request was sent that the coordinator answered. */
  joined(memberId: string, partitions: readonly TopicPartition[], ageMs: number): void;
  rebalancing(): void;
  heartbeat(ageMs: number): void;
  fetched(partition: TopicPartition, records: readonly LogRecord[], next: bigint, endOffset: bigint): void;
  crashed(error: unknown): void;
}

/**
 * One life of a kafkajs consumer, from joining the group to leaving it or crashing. A batch is handed over and
 * `eachBatch` returns at once, or after a moment when there is no room for more: an `eachBatch` that is open for long
 * would hold back heartbeats.
 */
export class GroupSession {
  readonly #consumer: Consumer;
  #commitOnce: ((offsets: Offsets) => Promise<void>) | null = null;
  #over = false;
  /** The partition of the batch that is being handed over, and whether it may be followed by another. */
  #handedOver: { readonly name: string; full: boolean } | null = null;
  /** Partition → what ends the wait of its open batch. */
  readonly #held = new Map<string, () => void>();
  /** When the last answered request of each kind was sent, ms since 1970. */
  readonly #sentAt = new Map<string, number>();

  constructor(
    kafka: Kafka,
    private readonly subscription: Pick<Subscription, 'groupId' | 'topics' | 'from'>,
    settings: Pick<KafkaSettings, 'sessionTimeoutMs' | 'heartbeatIntervalMs'>,
    private readonly events: SessionEvents,
  ) {
    this.#consumer = kafka.consumer({
      groupId: subscription.groupId,
      sessionTimeout: settings.sessionTimeoutMs,
      heartbeatInterval: settings.heartbeatIntervalMs,
      rebalanceTimeout: Math.max(10_000, settings.sessionTimeoutMs),
      maxWaitTimeInMs: FETCH_WAIT_MS,
      maxBytesPerPartition: FETCH_PARTITION_BYTES,
      maxBytes: FETCH_BYTES,
      readUncommitted: false,
      allowAutoTopicCreation: false,
      // A crash is ours to handle: kafkajs leaves a consumer dead after a non-retriable one.
      retry: { ...QUICK_RETRY, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  async run(): Promise<void> {
    const consumer = this.#consumer;
    const { GROUP_JOIN, REBALANCING, HEARTBEAT, CRASH, END_BATCH_PROCESS, REQUEST } = consumer.events;
    // Told just before the event that follows from the answer.
    consumer.on(REQUEST, ({ payload }) => void this.#sentAt.set(payload.apiName, payload.sentAt));
    consumer.on(GROUP_JOIN, ({ payload }) => this.events.joined(payload.memberId, listPartitions(payload.memberAssignment), this.#ageOf('SyncGroup')));
    consumer.on(REBALANCING, () => this.events.rebalancing());
    consumer.on(HEARTBEAT, () => this.events.heartbeat(this.#ageOf('Heartbeat')));
    consumer.on(CRASH, ({ payload }) => this.#crash(payload.error));
    consumer.on(END_BATCH_PROCESS, ({ payload: { topic, partition, batchSize, lastOffset, highWatermark } }) => {
      // Only transaction markers or aborted records: nothing to work, but the position moves.
      if (batchSize === 0) this.events.fetched({ topic, partition }, [], BigInt(lastOffset) + 1n, BigInt(highWatermark));
    });
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: [...this.subscription.topics], fromBeginning: this.subscription.from === 'earliest' });
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: BATCHES_AT_ONCE, eachBatch: (payload) => this.#handOver(payload) });
    } catch (error) {
      this.#crash(error);
    }
  }

  /** Also ends the wait of their open batches, which could pause them again after the next `resume`. */
  pause(partitions: readonly TopicPartition[]): void {
    for (const partition of partitions) this.#held.get(partitionName(partition))?.();
    this.#whileInGroup(() => this.#consumer.pause(partitions.map(({ topic, partition }) => ({ topic, partitions: [partition] }))));
  }

  resume(partitions: readonly TopicPartition[]): void {
    this.#whileInGroup(() => this.#consumer.resume(partitions.map(({ topic, partition }) => ({ topic, partitions: [partition] }))));
  }

  /** Fetches no more of the partition until `startFetching`; called while its batch is handed over, leaves that open for a moment first. */
  stopFetching(partition: TopicPartition): void {
    if (this.#handedOver?.name === partitionName(partition)) this.#handedOver.full = true;
    else this.pause([partition]);
  }

  startFetching(partition: TopicPartition): void {
    this.#held.get(partitionName(partition))?.();
    this.resume([partition]);
  }

  seek({ topic, partition }: TopicPartition, offset: bigint): void {
    this.#whileInGroup(() => this.#consumer.seek({ topic, partition, offset: String(offset) }));
  }

  /** Writes down where a group without a commit starts. To be called while the assignment is new; repeats by itself. */
  async commitStart(positions: readonly (TopicPartition & { readonly offset: bigint })[]): Promise<void> {
    await this.#consumer.commitOffsets(positions.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })));
  }

  /**
   * One commit under the generation of this moment. `Consumer.commitOffsets` would repeat a refused commit by itself
   * and stamp it with a later generation, in which the partition may be another member's.
   */
  async commit(positions: readonly (TopicPartition & { readonly offset: bigint })[]): Promise<void> {
    if (this.#commitOnce === null) throw new ThalwegError('BROKER_UNAVAILABLE', 'the member has not fetched in this session yet', { stage: 'stream' });
    const topics = positions.map(({ topic, partition, offset }) => ({ topic, partitions: [{ partition, offset: String(offset) }] }));
    try {
      await this.#commitOnce({ topics });
    } catch (error) {
      throw fromKafkaError(error, 'committing offsets');
    }
  }

  /** Asks the coordinator whether this member has the partition now; waits while the group makes up its mind. */
  async confirm(memberId: string, { topic, partition }: TopicPartition): Promise<boolean> {
    const group = await this.#consumer.describeGroup();
    if (group.state === 'CompletingRebalance') throw new ThalwegError('BROKER_UNAVAILABLE', 'the group is being assigned anew', { stage: 'stream' });
    const member = group.members.find((candidate) => candidate.memberId === memberId);
    if (member === undefined || member.memberAssignment.length === 0) return false;
    return AssignerProtocol.MemberAssignment.decode(member.memberAssignment)?.assignment[topic]?.includes(partition) ?? false;
  }

  /** Leaves the group. */
  async close(): Promise<void> {
    this.#end();
    await this.#consumer.disconnect().catch(() => undefined);
  }

  #handOver(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    this.#commitOnce = (offsets) => payload.commitOffsetsIfNecessary(offsets);
    const last = batch.messages.at(-1);
    if (last === undefined || this.#over) return Promise.resolve();
    const partition = { topic: batch.topic, partition: batch.partition };
    const records = batch.messages.map((message) => fromKafkaMessage(partition, message));
    const handedOver = { name: partitionName(partition), full: false };
    this.#handedOver = handedOver;
    this.events.fetched(partition, records, BigInt(batch.lastOffset()) + 1n, BigInt(batch.highWatermark));
    this.#handedOver = null;
    payload.resolveOffset(last.offset);
    return handedOver.full ? this.#hold(partition) : Promise.resolve();
  }

  /** Resolves when there is room again, or when there was none for long and the partition is paused. */
  #hold(partition: TopicPartition): Promise<void> {
    return new Promise((resolve) => {
      const name = partitionName(partition);
      const release = (): void => {
        clearTimeout(timer);
        this.#held.delete(name);
        resolve();
      };
      const timer = setTimeout(() => {
        this.pause([partition]);
      }, LONGEST_HOLD_MS);
      this.#held.set(name, release);
    });
  }

  #end(): void {
    this.#over = true;
    for (const release of this.#held.values()) release();
  }

  /** kafkajs throws when it has left its group, which it does some time before it says that it crashed. */
  #whileInGroup(call: () => void): void {
    if (this.#over) return;
    try {
      call();
    } catch (error) {
      this.#crash(error);
    }
  }

  #ageOf(request: string): number {
    return Date.now() - (this.#sentAt.get(request) ?? 0);
  }

  #crash(error: unknown): void {
    if (this.#over) return;
    this.#end();
    this.events.crashed(error);
    void this.#consumer.disconnect().catch(() => undefined);
  }
}

function listPartitions(assignment: Readonly<Record<string, readonly number[]>>): readonly TopicPartition[] {
  return Object.entries(assignment).flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition })));
}
