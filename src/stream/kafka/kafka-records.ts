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
    for (const single of Array.isArray(value) ? value : [value]) list.push([name, typeof single === 'string' || single instanceof Uint8Array ? Buffer.from(single) : null]);
  }
  return list;
}

/** kafkajs cannot write a header without a value: it becomes an empty one. */
function toKafkaHeaders(headers: Headers): IHeaders {
  const gathered = new Map<string, Buffer[]>();
  for (const [name, value] of headers) {
    const bytes = value === null ? Buffer.alloc(0) : asBuffer(value);
    const known = gathered.get(name);
    if (known === undefined) gathered.set(name, [bytes]);
    else known.push(bytes);
  }
  // Object.fromEntries defines own properties, so a header named __proto__ stays a header.
  return Object.fromEntries(gathered);
}

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
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
