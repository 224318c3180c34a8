import type { Claim } from './claim.js';
import type { LogRecord, OutputRecord, TopicPartition } from './record.js';
import type { ThalwegError } from '../domain/errors.js';

/**
 * An ordered, partitioned log of records that outlives the process. Two implementations keep this promise, proven by
 * one contract suite: `memory/` (embedded, no server) and `kafka/`.
 *
 * Errors of every method: `BROKER_UNAVAILABLE` (retryable: the log is out of reach for now), `PUBLISH_FAILED` (retryable
 * under a ceiling: the log is there and refuses), `CREDENTIALS_REFUSED` and `TOPIC_MISSING` (fatal: nothing but a person
 * can help).
 */
export interface Log {
  /**
   * Appends records, in order per key, outside any claim. Resolves once they are durable; until then nothing is known
   * and the caller may try again (so a record may be there twice). `RECORD_TOO_LARGE` is permanent and names the record.
   */
  produce(records: readonly OutputRecord[], signal?: AbortSignal): Promise<void>;

  /** A member of a consumer group. It joins the group when `start` is called, not before. */
  consumer(subscription: Subscription): LogConsumer;

  /**
   * Everything that a topic holds when called, oldest first within each partition, then ends; belongs to no group and
   * moves no offset. Sees committed transactions only (one that was committed a moment ago may not be there yet). A log
   * that does not reach the end of a partition says so in its log.
   */
  read(topic: string, signal: AbortSignal): AsyncIterable<LogRecord>;

  /** What exists of the named topics: topic → number of partitions; a missing topic is not in the map. */
  describe(topics: readonly string[], signal?: AbortSignal): Promise<ReadonlyMap<string, number>>;

  /** Creates what is missing and leaves what is there untouched. */
  createTopics(topics: readonly TopicSpec[], signal?: AbortSignal): Promise<void>;

  /** Where the group stands: the next offset to read, per partition of the topics; a partition without a commit is absent. */
  committed(groupId: string, topics: readonly string[]): Promise<ReadonlyMap<string, bigint>>;

  close(): Promise<void>;
}

export interface TopicSpec {
  readonly topic: string;
  readonly partitions: number;
  readonly replication: number;
  /** Broker settings such as `cleanup.policy`; the embedded log ignores them. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * - `at-least-once`: outputs are durable before their record counts as done; after a crash or a rebalance the records
 *   in flight are worked again, so a result may appear twice (with the same `resultId`).
 * - `exactly-once`: outputs and the input offset become visible together or not at all; a member that lost its
 *   partition can no longer publish for it.
 */
export type Delivery = 'at-least-once' | 'exactly-once';

export interface Subscription {
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly delivery: Delivery;
  /** Where a group without a commit starts. `latest` is written down at once: what comes later is not lost, whatever happens to the member. */
  readonly from: 'earliest' | 'latest';
  /** At most this many records of one partition are claimed and not settled: how far fast keys may run ahead of a slow one. */
  readonly maxClaimsPerPartition: number;
  /**
   * At most about this many bytes of fetched records wait for a claim, over all partitions; fetching pauses above it. And
   * at most about as many are kept by claims: records that are worked, and results that wait for those below them.
   */
  readonly maxBufferedBytes: number;
  /** Progress is written at most this often. A crash repeats at least-once work of up to this long. */
  readonly commitIntervalMs: number;
  /** When the record may be worked (ms since 1970), or null for now. The partition is paused until then: the wait of a retry topic. */
  readonly notBefore?: (record: LogRecord) => number | null;
  /** Called synchronously, from the log's own turn: keep it short. */
  readonly on?: ConsumerObserver;
}

export interface LogConsumer {
  /** Joins the group. Resolves when the first assignment (which may be empty) is known. */
  start(signal: AbortSignal): Promise<void>;

  /**
   * Up to `limit` claims, at least one, partition by partition in turn and in offset order within a partition. Waits
   * while there is none. Resolves empty when `signal` aborts or the consumer is closed; rejects with a fatal error when
   * the consumer can never go on.
   */
  poll(limit: number, signal: AbortSignal): Promise<readonly Claim[]>;

  /** No new claims from these partitions (all when left out) until `resume`; claims already handed out go on. */
  pause(partitions?: readonly TopicPartition[]): void;
  resume(partitions?: readonly TopicPartition[]): void;

  assignment(): readonly TopicPartition[];

  /** How far behind each assigned partition is. */
  lag(): readonly PartitionLag[];

  /** Writes down all progress made so far. */
  flush(): Promise<void>;

  /** Flushes, leaves the group (so that others take over at once) and revokes what is left. Safe to call twice. */
  close(): Promise<void>;
}

export interface PartitionLag extends TopicPartition {
  /** Records after the committed position. */
  readonly records: number;
  /** Timestamp of the oldest record that is not done, ms since 1970; null when there is none. */
  readonly oldestTimestampMs: number | null;
}

/** What happens to a consumer, for metrics and logs. */
export interface ConsumerObserver {
  /** `start`: the group's committed offset; null when it has none yet. */
  assigned?(partitions: readonly (TopicPartition & { readonly start: bigint | null })[]): void;
  /** `claims`: how many were under way in the partitions that went; their work will be repeated by the next owner. */
  revoked?(partitions: readonly TopicPartition[], claims: number): void;
  rebalanced?(): void;
  /** The group has these positions on record: the next offset of each partition. */
  committed?(positions: readonly (TopicPartition & { readonly offset: bigint })[]): void;
  /** A claim was settled after its partition had gone: its outcome was dropped, not committed. */
  fenced?(claim: TopicPartition, published: boolean): void;
  /** A claim was given back undone. */
  returned?(claim: TopicPartition, reason: ThalwegError): void;
  /** Something failed and is being tried again. */
  trouble?(error: ThalwegError, action: string): void;
}
