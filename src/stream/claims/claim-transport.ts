import type { Ending, Epoch } from '../claim.js';
import type { OutputRecord, TopicPartition } from '../record.js';

/**
 * What the claim desk needs of a log. The desk decides what may be written and when; a transport only writes. Errors
 * are `ThalwegError`s: retryable ones make the desk try again, `RECORD_TOO_LARGE` and `PUBLISH_FAILED` go to the claim,
 * `CLAIM_FENCED` revokes the partition, a fatal one ends the consumer.
 */
export interface ClaimTransport {
  /** Outputs above this are refused with `RECORD_TOO_LARGE` before anything is sent. */
  readonly maxRecordBytes: number;

  /**
   * True once it is certain that the group still counts this member in (without waiting, when it heard from the group
   * lately), false when the partition is lost. Called before every publish, so that a process that was stopped and
   * continued does not publish for partitions that others took over.
   */
  holds(partition: TopicPartition, epoch: Epoch, signal: AbortSignal): boolean | Promise<boolean>;

  /**
   * At-least-once: done once the records, results of that input partition, are durable. Those of one input partition
   * (so: of one key) keep their order. Gives up with `CLAIM_FENCED` when the signal aborts before they were sent.
   */
  publish(partition: TopicPartition, records: readonly OutputRecord[], signal: AbortSignal, ending: Ending): void;

  /** At-least-once: writes positions down, once, without trying again by itself. */
  commit(positions: readonly Position[]): Promise<void>;

  /**
   * Exactly-once: outputs and position together. Called for one partition at a time, in order. Tries again by itself
   * until it knows that both are written, or that the partition is lost (`CLAIM_FENCED`).
   */
  transact(position: Position, records: readonly OutputRecord[], signal: AbortSignal): Promise<void>;

  /** A partition was given up because a transaction was fenced, although the group may not have said so: find out where it stands. */
  lost(partition: TopicPartition): void;

  /** Stop and start fetching a partition: enough records wait, or are not due. */
  stopFetching(partition: TopicPartition): void;
  startFetching(partition: TopicPartition, nextOffset: bigint | null): void;
}

export interface Position extends TopicPartition {
  readonly epoch: Epoch;
  readonly offset: bigint;
}
