export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** In order, duplicates allowed, as on the wire. A null value is a header without a value. */
export type Headers = readonly (readonly [name: string, value: Uint8Array | null])[];

/** One record as it lies in the log. */
export interface LogRecord extends TopicPartition {
  readonly offset: bigint;
  /** ms since 1970, by the producer or the broker. */
  readonly timestampMs: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

/** One record on its way into the log. The partition follows from the key; records without a key are spread. */
export interface OutputRecord {
  readonly topic: string;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Headers;
}

export function partitionName({ topic, partition }: TopicPartition): string {
  return `${topic}/${partition}`;
}

/** Bytes that a record holds in memory and, nearly, on the wire. */
export function recordBytes(record: Pick<LogRecord, 'key' | 'value' | 'headers'>): number {
  let bytes = (record.key?.byteLength ?? 0) + (record.value?.byteLength ?? 0) + RECORD_OVERHEAD_BYTES;
  for (const header of record.headers) bytes += header[0].length + (header[1]?.byteLength ?? 0) + 4;
  return bytes;
}

const RECORD_OVERHEAD_BYTES = 64;
