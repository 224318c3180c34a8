import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { Wakeup } from '../claims/wakeup.js';
import type { LogRecord } from '../record.js';
import { fromKafkaError } from './kafka-errors.js';
import { fromKafkaMessage } from './kafka-records.js';
import { FETCH_WAIT_MS } from './kafka-settings.js';

/** An open transaction hides the end of a partition: after so long without news of it the reader has seen what can be seen. */
const QUIET_MS = 5_000;
const LOOK_EVERY_MS = 250;
const MAX_WAITING = 1_000;

export interface TopicPlaces {
  offsets(topic: string): Promise<readonly { readonly partition: number; readonly low: string; readonly high: string }[]>;
  /** Removes a group that is empty. */
  forget(groupId: string): Promise<unknown>;
}

/** Reads what a topic holds now, under a group of its own that is removed afterwards; tells `short` of partitions whose end it did not reach. See `Log.read`. */
export async function* readTopic(kafka: Kafka, places: TopicPlaces, topic: string, signal: AbortSignal, short: (partitions: readonly number[]) => void): AsyncIterable<LogRecord> {
  const missing = new Map<number, { readonly end: bigint; newsAtMs: number }>();
  for (const { partition, low, high } of await places.offsets(topic)) {
    if (BigInt(high) > BigInt(low)) missing.set(partition, { end: BigInt(high), newsAtMs: performance.now() });
  }
  if (missing.size === 0) return;

  const groupId = `thalweg-read-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: FETCH_WAIT_MS, allowAutoTopicCreation: false, readUncommitted: false });
  const news = new Wakeup();
  const waiting: LogRecord[] = [];
  let failure: unknown = null;
  /** The clock of silence begins anew: nothing could be heard until now. */
  const stillWaiting = (): void => {
    for (const place of missing.values()) place.newsAtMs = performance.now();
  };
  const { CRASH, GROUP_JOIN, END_BATCH_PROCESS } = consumer.events;
  consumer.on(CRASH, ({ payload }) => {
    // kafkajs starts again by itself after a failure that may pass.
    if (!payload.restart) failure = payload.error;
    news.wake();
  });
  consumer.on(GROUP_JOIN, () => {
    stillWaiting();
  });
  consumer.on(END_BATCH_PROCESS, ({ payload: { partition, lastOffset } }) => {
    const place = missing.get(partition);
    if (place !== undefined) place.newsAtMs = performance.now();
    if (place !== undefined && BigInt(lastOffset) + 1n >= place.end) missing.delete(partition);
    news.wake();
  });
  const looks = setInterval(() => {
    news.wake();
  }, LOOK_EVERY_MS);
  try {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: true,
      eachBatch: ({ batch }) => {
        const end = missing.get(batch.partition)?.end ?? 0n;
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
        stillWaiting();
        consumer.resume([{ topic }]);
      } else if (missing.size === 0) {
        return;
      } else if ([...missing.values()].every(({ newsAtMs }) => performance.now() - newsAtMs >= QUIET_MS)) {
        short([...missing.keys()]);
        return;
      } else {
        await news.wait(signal);
      }
    }
  } finally {
    clearInterval(looks);
    await consumer.disconnect();
    await places.forget(groupId).catch(() => undefined);
  }
}
