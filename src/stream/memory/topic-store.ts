import { ThalwegError } from '../../domain/errors.js';
import { partitionName, recordBytes, type LogRecord, type OutputRecord, type TopicPartition } from '../record.js';
import type { JournalEntry, PlacedRecord } from './journal.js';

/** All topics, records and committed positions of an embedded log. Changes only by `apply`, entry by entry, as the journal has them. */
export class TopicStore {
  readonly #topics = new Map<string, LogRecord[][]>();
  readonly #positions = new Map<string, bigint>();
  #spread = 0;

  apply(entry: JournalEntry): void {
    if (entry.kind === 'topic') {
      if (!this.#topics.has(entry.topic)) this.#topics.set(entry.topic, Array.from({ length: entry.partitions }, () => []));
      return;
    }
    for (const { topic, partition, key, value, headers } of entry.records) {
      const log = this.#log({ topic, partition });
      log.push({ topic, partition, offset: BigInt(log.length), timestampMs: entry.atMs, key, value, headers });
    }
    for (const { groupId, topic, partition, offset } of entry.positions) this.#positions.set(positionKey(groupId, { topic, partition }), offset);
  }

  partitions(topic: string): number | undefined {
    return this.#topics.get(topic)?.length;
  }

  /** Decides the partition of a record: by its key, or in turn. */
  place(record: OutputRecord): PlacedRecord {
    const count = this.partitions(record.topic);
    if (count === undefined) throw new ThalwegError('TOPIC_MISSING', `the embedded log has no topic ${record.topic}`, { stage: 'stream' });
    const partition = record.key === null ? (this.#spread += 1) % count : fnv1a(record.key) % count;
    return { ...record, partition };
  }

  position(groupId: string, partition: TopicPartition): bigint | null {
    return this.#positions.get(positionKey(groupId, partition)) ?? null;
  }

  endOffset(partition: TopicPartition): bigint {
    return BigInt(this.#log(partition).length);
  }

  /** Records from `offset` on, in order: at least one if there is one, then as many as fit `maxBytes`. */
  read(partition: TopicPartition, offset: bigint, maxBytes: number): readonly LogRecord[] {
    const log = this.#log(partition);
    const records: LogRecord[] = [];
    let bytes = 0;
    for (let i = Number(offset); i < log.length; i += 1) {
      const record = log[i];
      if (record === undefined) break;
      bytes += recordBytes(record);
      if (records.length > 0 && bytes > maxBytes) break;
      records.push(record);
    }
    return records;
  }

  #log(partition: TopicPartition): LogRecord[] {
    const log = this.#topics.get(partition.topic)?.[partition.partition];
    if (log === undefined) throw new ThalwegError('TOPIC_MISSING', `the embedded log has no ${partitionName(partition)}`, { stage: 'stream' });
    return log;
  }
}

const positionKey = (groupId: string, partition: TopicPartition): string => `${groupId} ${partitionName(partition)}`;

/** FNV-1a, 32 bit: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}
