import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { Wakeup } from '../claims/wakeup.js';
import { partitionName, type LogRecord } from '../record.js';
import { fromKafkaError } from './kafka-errors.js';
import { fromKafkaMessage } from './kafka-records.js';
import { FETCH_WAIT_MS } from './kafka-settings.js';

/** An open transaction hides the end of a partition: after so many fetches without news the reader has seen what can be seen. */
const QUIET_FETCHES = 5;
const MAX_WAITING = 1_000;

export interface TopicPlaces {
  offsets(topic: string): Promise<readonly { readonly partition: number; readonly low: string; readonly high: string }[]>;
  /** Removes a group that is empty. */
  forget(groupId: string): Promise<unknown>;
}

/** Reads what a topic holds now, under a group of its own that is removed afterwards. See `Log.read`. */
export async function* readTopic(kafka: Kafka, places: TopicPlaces, topic: string, signal: AbortSignal): AsyncIterable<LogRecord> {
  const missing = new Map<string, bigint>();
  for (const { partition, low, high } of await places.offsets(topic)) {
    if (BigInt(high) > BigInt(low)) missing.set(partitionName({ topic, partition }), BigInt(high));
  }
  if (missing.size === 0) return;

  const groupId = `thalweg-read-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: FETCH_WAIT_MS, allowAutoTopicCreation: false, readUncommitted: false });
  const news = new Wakeup();
  const waiting: LogRecord[] = [];
  let failure: unknown = null;
  let quietFetches = 0;
  const seen = (partition: number, lastOffset: string): void => {
    quietFetches = 0;
    const name = partitionName({ topic, partition });
    const end = missing.get(name);
    if (end !== undefined && BigInt(lastOffset) + 1n >= end) missing.delete(name);
  };
  const { CRASH, FETCH, END_BATCH_PROCESS } = consumer.events;
  consumer.on(CRASH, ({ payload }) => {
    // kafkajs starts again by itself after a failure that may pass.
    if (!payload.restart) failure = payload.error;
    news.wake();
  });
  consumer.on(FETCH, () => {
    quietFetches += 1;
    news.wake();
  });
  consumer.on(END_BATCH_PROCESS, ({ payload }) => {
    seen(payload.partition, payload.lastOffset);
    news.wake();
  });
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      eachBatch: ({ batch }) => {
        const end = missing.get(partitionName({ topic, partition: batch.partition })) ?? 0n;
        for (const message of batch.messages) if (BigInt(message.offset) < end) waiting.push(fromKafkaMessage({ topic, partition: batch.partition }, message));
        if (waiting.length > MAX_WAITING) consumer.pause([{ topic }]);
        return Promise.resolve();
      },
    });
    for (;;) {
      signal.throwIfAborted();
      if (failure !== null) throw fromKafkaError(failure, `reading ${topic}`);
      const records = waiting.splice(0);
      if (records.length > 0) {
        yield* records;
        consumer.resume([{ topic }]);
      } else if (missing.size === 0 || quietFetches >= QUIET_FETCHES) return;
      else await news.wait(signal);
    }
  } finally {
    await consumer.disconnect();
    await places.forget(groupId).catch(() => undefined);
  }
}
