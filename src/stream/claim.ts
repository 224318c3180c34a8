import type { ThalwegError } from '../domain/errors.js';
import type { LogRecord, OutputRecord } from './record.js';

/** Which assignment a claim belongs to: the group member and how many assignments it had seen. Never reused. */
export interface Epoch {
  readonly member: string;
  readonly assignment: number;
}

/** Is told how a settlement ended: exactly one call, from the log's own turn (maybe before `settle` returns). Must not throw. */
export interface Ending {
  done(): void;
  refused(error: unknown): void;
}

/**
 * The right to work one record, until it is settled (`ack` or `nack`, exactly once) or its partition goes to another
 * member. A claim of a partition that went is *fenced*: its signal is aborted and settling it changes nothing.
 */
export interface Claim {
  readonly record: LogRecord;
  readonly epoch: Epoch;
  /** Aborts with a `CLAIM_FENCED` error when the partition goes away. */
  readonly signal: AbortSignal;

  /**
   * The record is done and these are its results (an escalation, a retry or a dead letter is a result too).
   *
   * At-least-once: resolves once the outputs are durable; the offset follows when all records below are done.
   * Exactly-once: resolves once outputs and offset are committed together, which is when all records below are done.
   *
   * Rejects with `CLAIM_FENCED` (cancelled: somebody else has the record now, forget it), or `RECORD_TOO_LARGE` (an
   * output does not fit) or `PUBLISH_FAILED` (the log refused an output again and again): the claim is then still open
   * and must be settled otherwise. An unreachable log is not an error here: the call waits until it is back or the claim
   * is fenced.
   */
  ack(outputs?: readonly OutputRecord[]): Promise<void>;

  /** As `ack`, told by a call and not by a promise, which at thousands of records a second is what they cost. */
  settle(outputs: readonly OutputRecord[], ending: Ending): void;

  /** Gives the record back undone: a later `poll` hands it out again, before the records above it. Nothing at or above it is committed. */
  nack(reason: ThalwegError): void;
}
