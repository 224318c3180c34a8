import { setTimeout as sleep } from 'node:timers/promises';
import type { Kafka, Producer } from 'kafkajs';
import type { ThalwegError } from '../../domain/errors.js';
import type { Position } from '../claims/claim-transport.js';
import { fencedError } from '../claims/partition-window.js';
import { partitionName, type OutputRecord, type TopicPartition } from '../record.js';
import { QUICK_RETRY } from './kafka-client.js';
import { fromPublishError } from './kafka-errors.js';
import { toTopicMessages } from './kafka-records.js';
import { keyPartitioner } from './key-partitioner.js';
import { MAX_REFUSALS } from './publish-queue.js';

const FIRST_WAIT_MS = 50;
const LONGEST_WAIT_MS = 2_000;

export interface TransactorHost {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly transactionTimeoutMs: number;
  /** Asks the coordinator: does the partition belong to this member at this moment? */
  confirm(partition: TopicPartition): Promise<boolean>;
  /** What the group has on record for the partition. */
  committed(partition: TopicPartition): Promise<bigint | null>;
  /** Which of the topics the broker does not have. */
  missing(topics: readonly string[]): Promise<readonly string[]>;
  trouble(error: ThalwegError, action: string): void;
}

/**
 * Writes the transactions of one input partition, one at a time, under the transactional id
 * `<group>-<topic>-<partition>`. Opening it ends whatever transaction an earlier owner left open and makes every later
 * write of that owner fail; only then is the committed offset read, so nothing can slip in between. kafkajs sends
 * offsets without the group's generation (TxnOffsetCommit v1), therefore the fence is the id, not the group.
 *
 * After any failure the producer is thrown away and opened anew: the offset then on record tells whether the
 * transaction whose answer was lost had gone through.
 */
export class PartitionTransactor {
  #producer: Producer | null = null;
  #committed: bigint | null = null;

  constructor(
    private readonly partition: TopicPartition,
    private readonly host: TransactorHost,
  ) {}

  /** Fences earlier owners and returns the group's committed offset. Rejects with `CLAIM_FENCED` when the partition is not ours. */
  async open(signal: AbortSignal): Promise<bigint | null> {
    return this.#persist('opening a transaction', [], signal, async () => {
      await this.#drop();
      // Asked before, so that a process that was frozen does not fence the rightful owner; and after, because only then is the answer still true.
      await this.#confirm();
      const { groupId, kafka, transactionTimeoutMs } = this.host;
      const producer = kafka.producer({
        transactionalId: `${groupId}-${this.partition.topic}-${this.partition.partition}`,
        idempotent: true,
        maxInFlightRequests: 1,
        transactionTimeout: transactionTimeoutMs,
        allowAutoTopicCreation: false,
        createPartitioner: keyPartitioner,
        retry: QUICK_RETRY,
      });
      this.#producer = producer;
      await producer.connect();
      const empty = await producer.transaction();
      await empty.abort();
      await this.#confirm();
      this.#committed = await this.host.committed(this.partition);
      return this.#committed;
    });
  }

  /** See `ClaimTransport.transact`. */
  async write(position: Position, records: readonly OutputRecord[], signal: AbortSignal): Promise<void> {
    const before = this.#committed;
    const topics = [...new Set(records.map(({ topic }) => topic))];
    await this.#persist(`a transaction for ${partitionName(this.partition)}`, topics, signal, async () => {
      if (this.#producer === null) {
        const committed = await this.open(signal);
        if (committed === position.offset) return;
        if (committed !== before) throw fencedError(this.partition);
      }
      await this.#transaction(position.offset, records);
      this.#committed = position.offset;
    });
  }

  async close(): Promise<void> {
    await this.#drop();
  }

  async #transaction(offset: bigint, records: readonly OutputRecord[]): Promise<void> {
    if (this.#producer === null) throw fencedError(this.partition);
    const { topic, partition } = this.partition;
    const transaction = await this.#producer.transaction();
    if (records.length > 0) await transaction.sendBatch({ acks: -1, topicMessages: toTopicMessages(records) });
    await transaction.sendOffsets({ consumerGroupId: this.host.groupId, topics: [{ topic, partitions: [{ partition, offset: String(offset) }] }] });
    await transaction.commit();
  }

  /** Tries until it works, the signal aborts, the broker has refused it a few times, or the failure is one that trying again cannot cure. */
  async #persist<T>(action: string, topics: readonly string[], signal: AbortSignal, attempt: () => Promise<T>): Promise<T> {
    let refusals = 0;
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      signal.throwIfAborted();
      try {
        return await attempt();
      } catch (cause) {
        await this.#drop();
        signal.throwIfAborted();
        const error = await fromPublishError(cause, action, () => this.host.missing(topics));
        if (error.code === 'PUBLISH_FAILED') refusals += 1;
        if (error.kind !== 'retryable' || refusals >= MAX_REFUSALS) throw error;
        this.host.trouble(error, action);
      }
      await sleep(waitMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #confirm(): Promise<void> {
    if (!(await this.host.confirm(this.partition))) throw fencedError(this.partition);
  }

  async #drop(): Promise<void> {
    const producer = this.#producer;
    this.#producer = null;
    await producer?.disconnect().catch(() => undefined);
  }
}
