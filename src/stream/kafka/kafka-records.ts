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
  const names = Object.keys(headers);
  // As long as it will be, nearly always: a list that grows keeps room for 17, and very many records wait.
  const list = new Array<Headers[number]>(names.length);
  let at = 0;
  for (const name of names) {
    const value = headers[name];
    if (Array.isArray(value)) for (const single of value) list[at++] = [name, headerBytes(single)];
    else list[at++] = [name, headerBytes(value)];
  }
  return list;
}

function headerBytes(value: Buffer | string | null | undefined): Uint8Array | null {
  return typeof value === 'string' ? Buffer.from(value) : (value ?? null);
}

/** kafkajs cannot write a header without a value: it becomes an empty one. */
function toKafkaHeaders(headers: Headers): IHeaders {
  const gathered: Record<string, Buffer | Buffer[]> = {};
  for (const header of headers) {
    const name = header[0];
    const bytes = header[1] === null ? EMPTY : asBuffer(header[1]);
    const known = Object.hasOwn(gathered, name) ? gathered[name] : undefined;
    if (Array.isArray(known)) known.push(bytes);
    else setOwn(gathered, name, known === undefined ? bytes : [known, bytes]);
  }
  return gathered;
}

/** Sets a property of its own, so that a header named __proto__ stays a header. */
function setOwn<T>(object: Record<string, T>, name: string, value: T): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
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
