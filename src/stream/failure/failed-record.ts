import type { ThalwegError } from '../../domain/errors.js';
import { HEADER, header, headerCount, headerText, withoutLastHeaders } from '../headers.js';
import type { Headers, LogRecord, OutputRecord } from '../record.js';
import type { FailureSettings, RetryTopic } from './failure-settings.js';

/** Where a record first came from and what it went through: its own place, or what a retry topic carries along. */
export interface RecordHistory {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string | bigint;
  /** Attempts made before this delivery. */
  readonly attempts: number;
  readonly firstFailedAt: string | null;
  /** The headers as the producer wrote them. */
  readonly headers: Headers;
}

const CARRIED = new Set<string>([HEADER.attempt, HEADER.dueAt, HEADER.retryGroup, HEADER.originTopic, HEADER.originPartition, HEADER.originOffset, HEADER.firstFailedAt, HEADER.lastCode]);

/**
 * What the headers tell is believed on the retry topics of this pipeline only, where we wrote them: a producer who puts
 * headers of those names on an upload has them passed on like any other of his.
 */
export function historyOf(record: LogRecord, settings: FailureSettings): RecordHistory {
  const topic = retryTopicOf(record, settings) === null ? null : headerText(record.headers, HEADER.originTopic);
  if (topic === null) return { topic: record.topic, partition: record.partition, offset: record.offset, attempts: 0, firstFailedAt: null, headers: record.headers };
  return {
    topic,
    partition: headerCount(record.headers, HEADER.originPartition) ?? 0,
    offset: headerText(record.headers, HEADER.originOffset) ?? '0',
    attempts: headerCount(record.headers, HEADER.attempt) ?? 0,
    firstFailedAt: headerText(record.headers, HEADER.firstFailedAt),
    headers: withoutLastHeaders(record.headers, CARRIED),
  };
}

/** The retry topic that the record lies in; null for a record of an input topic. */
function retryTopicOf({ topic }: LogRecord, { mode, retryTopics }: FailureSettings): RetryTopic | null {
  if (mode === 'topics') for (const retry of retryTopics) if (retry.topic === topic) return retry;
  return null;
}

/**
 * When a record of a retry topic may be worked, ms since 1970; null for any other record, and for one of another group,
 * which is passed over at once. Never later than the topic's own delay after it was written: what waits behind it does
 * not wait longer, whatever the header says.
 */
export function dueAtMs(record: LogRecord, settings: FailureSettings, groupId: string): number | null {
  const retry = retryTopicOf(record, settings);
  const dueMs = retry === null ? null : headerCount(record.headers, HEADER.dueAt);
  if (retry === null || dueMs === null || isOfOtherGroup(record, settings, groupId)) return null;
  return Math.min(dueMs, record.timestampMs + retry.delayMs);
}

/** True for a record that another group put into a shared retry topic. */
export function isOfOtherGroup(record: LogRecord, settings: FailureSettings, groupId: string): boolean {
  const group = retryTopicOf(record, settings) === null ? null : headerText(record.headers, HEADER.retryGroup);
  return group !== null && group !== groupId;
}

/** The retry topics that a record may still go to, nearest first. */
export function retryTopicsAfter(record: LogRecord, settings: FailureSettings): readonly RetryTopic[] {
  if (settings.mode !== 'topics') return [];
  return settings.retryTopics.slice(settings.retryTopics.findIndex(({ topic }) => topic === record.topic) + 1);
}

export interface Failure {
  readonly error: ThalwegError;
  /** Attempts made in this delivery. */
  readonly attempts: number;
  readonly atMs: number;
  readonly groupId: string;
  /** The trace of the record and all that comes of it. */
  readonly traceparent: string;
}

export type FailedRecord = { readonly to: 'retry' | 'dead-letter'; readonly output: OutputRecord };

/**
 * Where a record goes that could not be worked: a retry topic if one is left and it may help, else the dead letters. It
 * is the next one, or a later one whose delay is as long as the other side asked for. A record never waits longer than
 * the delay of its retry topic.
 */
export function routeFailure(record: LogRecord, failure: Failure, settings: FailureSettings): FailedRecord {
  const left = retryTopicsAfter(record, settings);
  const askedMs = failure.error.retryAfterMs ?? 0;
  const next = left.find(({ delayMs }) => delayMs >= askedMs) ?? left[0];
  if (failure.error.kind !== 'retryable' || next === undefined) return { to: 'dead-letter', output: deadLetter(record, failure, settings) };
  return { to: 'retry', output: retryRecord(record, failure, settings, next) };
}

function retryRecord(record: LogRecord, { error, attempts, atMs, groupId, traceparent }: Failure, settings: FailureSettings, { topic, delayMs }: RetryTopic): OutputRecord {
  const history = historyOf(record, settings);
  const dueMs = atMs + delayMs;
  return {
    topic,
    key: record.key,
    value: record.value,
    headers: [
      ...inTrace(history.headers, traceparent),
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
export function deadLetter(record: LogRecord, { error, attempts, atMs, traceparent }: Failure, settings: FailureSettings): OutputRecord {
  const history = historyOf(record, settings);
  return {
    topic: settings.deadLetterTopic,
    key: record.key,
    value: record.value,
    headers: [
      ...inTrace(history.headers, traceparent),
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

/** The headers with the trace in which the record is worked, where it did not come with one. */
function inTrace(headers: Headers, traceparent: string): Headers {
  return headerText(headers, HEADER.traceparent) === traceparent ? headers : [...headers, header(HEADER.traceparent, traceparent)];
}

/** A message may quote hostile input. */
const MAX_MESSAGE_CHARS = 2_000;

/** The output with its value left out and a header saying so; the very output when there is no value to leave out. */
export function withoutValue(output: OutputRecord): OutputRecord {
  if (output.value === null) return output;
  return { ...output, value: null, headers: [...output.headers, header(HEADER.valueOmitted, output.value.byteLength)] };
}
