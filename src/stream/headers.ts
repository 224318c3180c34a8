import type { Headers } from './record.js';

/** Names of the headers that Thalweg reads or writes. */
export const HEADER = {
  traceparent: 'traceparent',
  attempt: 'thalweg-attempt',
  dueAt: 'thalweg-due-at',
  retryGroup: 'thalweg-retry-group',
  originTopic: 'thalweg-origin-topic',
  originPartition: 'thalweg-origin-partition',
  originOffset: 'thalweg-origin-offset',
  firstFailedAt: 'thalweg-first-failed-at',
  lastCode: 'thalweg-last-error-code',
  replays: 'thalweg-replays',
  replayOf: 'thalweg-replay-of',
  replayedAt: 'thalweg-replayed-at',
  errorKind: 'thalweg-error-kind',
  errorCode: 'thalweg-error-code',
  errorMessage: 'thalweg-error-message',
  errorStage: 'thalweg-error-stage',
  errorTopic: 'thalweg-error-topic',
  errorPartition: 'thalweg-error-partition',
  errorOffset: 'thalweg-error-offset',
  errorAttempt: 'thalweg-error-attempt',
  valueOmitted: 'thalweg-error-value-omitted-bytes',
  errorFirstFailedAt: 'thalweg-error-first-failed-at',
} as const;

const encoder = new TextEncoder();

export function header(name: string, value: string | number | bigint): readonly [string, Uint8Array] {
  return [name, encoder.encode(String(value))];
}

/** The last header of that name as text, as Kafka's own clients read it; null when absent or without a value. */
export function headerText(headers: Headers, name: string): string | null {
  for (let i = headers.length - 1; i >= 0; i -= 1) {
    const entry = headers[i];
    if (entry !== undefined && entry[0] === name) return entry[1] === null ? null : textOf(entry[1]);
  }
  return null;
}

/** UTF-8, what is not valid replaced. */
function textOf(bytes: Uint8Array): string {
  return (Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)).toString();
}

/** A header as a whole number ≥ 0; null when it is absent or anything else. */
export function headerCount(headers: Headers, name: string): number | null {
  const text = headerText(headers, name);
  if (text === null || !/^\d{1,15}$/.test(text)) return null;
  return Number(text);
}

/**
 * All headers but the last of each of the named ones, order kept: takes back what was added behind the headers of a
 * producer, who may have used the same name.
 */
export function withoutLastHeaders(headers: Headers, names: ReadonlySet<string>): Headers {
  const taken = new Set<string>();
  return headers
    .toReversed()
    .filter(([name]) => {
      if (!names.has(name) || taken.has(name)) return true;
      taken.add(name);
      return false;
    })
    .toReversed();
}
