import type { ThalwegError } from '../../domain/errors.js';
import { HEADER, header, headerCount, headerText, withoutHeaders } from '../headers.js';
import type { Headers, LogRecord, OutputRecord } from '../record.js';
import type { FailureSettings } from './failure-settings.js';

/** Where a record first came from and what it went through: its own place, or what a retry topic carries along. */
export interface RecordHistory {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Attempts made before this delivery. */
  readonly attempts: number;
  readonly firstFailedAt: string | null;
  /** The headers as the producer wrote them. */
  readonly headers: Headers;
}

const CARRIED = new Set<string>([HEADER.attempt, HEADER.dueAt, HEADER.retryGroup, HEADER.originTopic, HEADER.originPartition, HEADER.originOffset, HEADER.firstFailedAt, HEADER.lastCode]);

export function historyOf(record: LogRecord): RecordHistory {
  const topic = headerText(record.headers, HEADER.originTopic);
  if (topic === null) return { topic: record.topic, partition: record.partition, offset: String(record.offset), attempts: 0, firstFailedAt: null, headers: record.headers };
  return {
    topic,
    partition: headerCount(record.headers, HEADER.originPartition) ?? 0,
    offset: headerText(record.headers, HEADER.originOffset) ?? '0',
    attempts: headerCount(record.headers, HEADER.attempt) ?? 0,
    firstFailedAt: headerText(record.headers, HEADER.firstFailedAt),
    headers: withoutHeaders(record.headers, CARRIED),
  };
}

/** When a record of a retry topic may be worked, ms since 1970; null for any other record. */
export function dueAtMs(record: LogRecord): number | null {
  return headerCount(record.headers, HEADER.dueAt);
}

/** True for a record that another group put into a shared retry topic. */
export function isOfOtherGroup(record: LogRecord, groupId: string): boolean {
  const group = headerText(record.headers, HEADER.retryGroup);
  return group !== null && group !== groupId;
}

export interface Failure {
  readonly error: ThalwegError;
  /** Attempts made in this delivery. */
  readonly attempts: number;
  readonly atMs: number;
  readonly groupId: string;
}

export type FailedRecord = { readonly to: 'retry' | 'dead-letter'; readonly output: OutputRecord };

/** Where a record goes that could not be worked: the next retry topic if there is one and it may help, else the dead letters. */
export function routeFailure(record: LogRecord, failure: Failure, settings: FailureSettings): FailedRecord {
  const level = settings.retryTopics.findIndex(({ topic }) => topic === record.topic) + 1;
  const next = settings.retryTopics[level];
  if (failure.error.kind === 'retryable' && settings.mode === 'topics' && next !== undefined) {
    return { to: 'retry', output: retryRecord(record, failure, next.topic, failure.atMs + Math.max(next.delayMs, failure.error.retryAfterMs ?? 0)) };
  }
  return { to: 'dead-letter', output: deadLetter(record, failure, settings.deadLetterTopic) };
}

function retryRecord(record: LogRecord, { error, attempts, atMs, groupId }: Failure, topic: string, dueMs: number): OutputRecord {
  const history = historyOf(record);
  return {
    topic,
    key: record.key,
    value: record.value,
    headers: [
      ...history.headers,
      header(HEADER.attempt, history.attempts + attempts),
      header(HEADER.dueAt, dueMs),
      header(HEADER.retryGroup, groupId),
      header(HEADER.originTopic, history.topic),
      header(HEADER.originPartition, history.partition),
      header(HEADER.originOffset, history.offset),
      header(HEADER.firstFailedAt, history.firstFailedAt ?? new Date(atMs).toISOString()),
      header(HEADER.lastCode, error.code),
    ],
  };
}

/** Key, value and headers as they came, and why it died. */
function deadLetter(record: LogRecord, { error, attempts, atMs }: Failure, topic: string): OutputRecord {
  const history = historyOf(record);
  return {
    topic,
    key: record.key,
    value: record.value,
    headers: [
      ...history.headers,
      header(HEADER.errorKind, error.kind),
      header(HEADER.errorCode, error.code),
      header(HEADER.errorMessage, error.message.slice(0, MAX_MESSAGE_CHARS)),
      header(HEADER.errorStage, error.stage ?? 'unknown'),
      header(HEADER.errorTopic, history.topic),
      header(HEADER.errorPartition, history.partition),
      header(HEADER.errorOffset, history.offset),
      header(HEADER.errorAttempt, history.attempts + attempts),
      header(HEADER.errorFirstFailedAt, history.firstFailedAt ?? new Date(atMs).toISOString()),
    ],
  };
}

/** A message may quote hostile input. */
const MAX_MESSAGE_CHARS = 2_000;

/** The output with its value left out and a header saying so; the very output when there is no value to leave out. */
export function withoutValue(output: OutputRecord): OutputRecord {
  if (output.value === null) return output;
  return { ...output, value: null, headers: [...output.headers, header(HEADER.valueOmitted, output.value.byteLength)] };
}
