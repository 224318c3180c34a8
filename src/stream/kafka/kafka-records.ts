import type { IHeaders, KafkaMessage, Message, TopicMessages } from 'kafkajs';
import type { Headers, LogRecord, OutputRecord, TopicPartition } from '../record.js';

export function fromKafkaMessage({ topic, partition }: TopicPartition, message: KafkaMessage): LogRecord {
  return {
    topic,
    partition,
    offset: BigInt(message.offset),
    timestampMs: Number(message.timestamp),
    key: message.key,
    value: message.value,
    headers: fromKafkaHeaders(message.headers ?? {}),
  };
}

/** kafkajs gathers headers of one name into a list; a header without a value is null there. */
function fromKafkaHeaders(headers: IHeaders): Headers {
  const list: [string, Uint8Array | null][] = [];
  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value)) for (const single of value) list.push([name, headerBytes(single)]);
    else list.push([name, headerBytes(value)]);
  }
  return list;
}

function headerBytes(value: Buffer | string | null | undefined): Uint8Array | null {
  return typeof value === 'string' ? Buffer.from(value) : (value ?? null);
}

/** kafkajs cannot write a header without a value: it becomes an empty one. */
function toKafkaHeaders(headers: Headers): IHeaders {
  // Without a prototype, so that a header named __proto__ stays a header.
  const gathered = Object.create(null) as Record<string, Buffer | Buffer[]>;
  for (const [name, value] of headers) {
    const bytes = value === null ? EMPTY : asBuffer(value);
    const known = gathered[name];
    if (known === undefined) gathered[name] = bytes;
    else if (Array.isArray(known)) known.push(bytes);
    else gathered[name] = [known, bytes];
  }
  return gathered;
}

const EMPTY = Buffer.alloc(0);

export function toTopicMessages(records: readonly OutputRecord[]): TopicMessages[] {
  const topics = new Map<string, Message[]>();
  for (const { topic, key, value, headers } of records) {
    const message = { key: key === null ? null : asBuffer(key), value: value === null ? null : asBuffer(value), headers: toKafkaHeaders(headers) };
    const messages = topics.get(topic);
    if (messages === undefined) topics.set(topic, [message]);
    else messages.push(message);
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }));
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
