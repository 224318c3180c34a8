import { Kafka, logLevel } from 'kafkajs';

/**
 * The same job written by hand on kafkajs, as its documentation shows: each batch is copied to the output topic, then
 * its offset is committed, before the next is fetched. Same guarantee (at-least-once), same fetch sizes.
 * Returns seconds from the first batch to the last commit.
 */
export async function directLoop(brokers: string, groupId: string, input: string, output: string, count: number): Promise<number> {
  const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { initialRetryTime: 30, retries: 8 } });
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 200, maxBytesPerPartition: 512 * 1024, maxBytes: 4 * 1024 * 1024 });
  await producer.connect();
  await consumer.connect();
  await consumer.subscribe({ topic: input, fromBeginning: true });
  let done = 0;
  let startedMs = 0;
  try {
    await new Promise<void>((finished, failed) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => {
        failed(payload.error);
      });
      void consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: async (payload) => {
          const { batch } = payload;
          if (startedMs === 0) startedMs = performance.now();
          await producer.sendBatch({ acks: -1, topicMessages: [{ topic: output, messages: batch.messages.map(({ key, value, headers }) => ({ key, value, ...(headers === undefined ? {} : { headers }) })) }] });
          payload.resolveOffset(batch.lastOffset());
          const offset = String(BigInt(batch.lastOffset()) + 1n);
          await payload.commitOffsetsIfNecessary({ topics: [{ topic: batch.topic, partitions: [{ partition: batch.partition, offset }] }] });
          done += batch.messages.length;
          if (done >= count) finished();
        },
      });
    });
    return (performance.now() - startedMs) / 1_000;
  } finally {
    await consumer.disconnect();
    await producer.disconnect();
  }
}
