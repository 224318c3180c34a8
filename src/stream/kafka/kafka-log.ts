import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin, Kafka, Producer } from 'kafkajs';
import { refuseTooLarge } from '../claims/open-claim.js';
import { systemClock, type Clock } from '../clock.js';
import type { Log, LogConsumer, Subscription, TopicSpec } from '../log.js';
import { partitionName, type LogRecord, type OutputRecord } from '../record.js';
import { within } from '../within.js';
import { keyPartitioner } from './key-partitioner.js';
import { createKafka, QUICK_RETRY, type ClientLog } from './kafka-client.js';
import { KafkaConsumer } from './kafka-consumer.js';
import { fromKafkaError, fromPublishError, isCoordinatorAway } from './kafka-errors.js';
import { toTopicMessages } from './kafka-records.js';
import type { KafkaSettings } from './kafka-settings.js';
import { KafkaSockets } from './kafka-sockets.js';
import { PublishQueue, type Permit } from './publish-queue.js';
import { readTopic } from './topic-reader.js';

const ADMIN_FIRST_WAIT_MS = 50;
const ADMIN_LONGEST_WAIT_MS = 800;
/** A coordinator that reads a long log of offsets after a restart, or moves to another broker, is waited for this long. */
const COORDINATOR_WAIT_MS = 30_000;
const LEADER_TRIES = 50;
const LEADER_WAIT_MS = 100;
/** What connected clients get to take their leave. */
const LEAVE_LIMIT_MS = 1_000;

/** The log on a Kafka cluster, through kafkajs. Connects when it is first used. */
export class KafkaLog implements Log {
  readonly #kafka: Kafka;
  readonly #sockets: KafkaSockets;
  readonly #connected = new Set<Producer | Admin>();
  readonly #publisher: PublishQueue;
  readonly #consumers: KafkaConsumer[] = [];
  #producer: Promise<Producer> | null = null;
  #admin: Promise<Admin> | null = null;
  #adminTurn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly settings: KafkaSettings,
    private readonly clientLog: ClientLog,
    private readonly clock: Clock = systemClock,
  ) {
    this.#sockets = new KafkaSockets(settings.brokers);
    this.#kafka = createKafka(settings, (level, message) => { if (!this.#sockets.closed) clientLog(level, message); }, this.#sockets);
    this.#publisher = this.#openPublisher();
  }

  async produce(records: readonly OutputRecord[], signal?: AbortSignal): Promise<void> {
    refuseTooLarge(records, this.settings.maxRecordBytes);
    await this.#publisher.publish(records, signal);
  }

  consumer(subscription: Subscription): LogConsumer {
    const consumer = new KafkaConsumer(subscription, {
      kafka: this.#kafka,
      settings: this.settings,
      clock: this.clock,
      openPublisher: (permit) => this.#openPublisher(permit),
      log: this,
      ends: (topics) => this.#ends(topics),
    });
    this.#consumers.push(consumer);
    return consumer;
  }

  async *read(topic: string, signal: AbortSignal): AsyncIterable<LogRecord> {
    try {
      const places = {
        offsets: (name: string) => this.#asAdmin('reading offsets', (admin) => admin.fetchTopicOffsets(name)),
        forget: (groupId: string) => this.#asAdmin('removing a group', (admin) => admin.deleteGroups([groupId])),
      };
      yield* readTopic(this.#kafka, places, topic, signal, (partitions) => this.clientLog('warn', `reading ${topic}: the end of partition ${partitions.join(', ')} was not reached: an open transaction hides it, or a broker is away`));
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw fromKafkaError(error, `reading ${topic}`);
    }
  }

  async describe(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.#asAdmin('listing topics', async (admin) => {
      const existing = new Set(await admin.listTopics());
      const wanted = topics.filter((topic) => existing.has(topic));
      if (wanted.length === 0) return new Map<string, number>();
      const metadata = await admin.fetchTopicMetadata({ topics: wanted });
      return new Map(metadata.topics.map(({ name, partitions }) => [name, partitions.length] as const));
    });
  }

  async createTopics(topics: readonly TopicSpec[]): Promise<void> {
    const there = await this.describe(topics.map(({ topic }) => topic));
    const missing = topics.filter(({ topic }) => !there.has(topic));
    if (missing.length === 0) return;
    await this.#asAdmin('creating topics', async (admin) => {
      await admin.createTopics({
        waitForLeaders: false,
        topics: missing.map(({ topic, partitions, replication, settings }) => ({
          topic,
          numPartitions: partitions,
          replicationFactor: replication,
          configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
        })),
      });
      await this.#untilLed(admin, missing.map(({ topic }) => topic));
    });
  }

  /** The leaders of a new topic are known, and serve it, a moment after it was made. A request in between may be taken for some partitions and refused for others. */
  async #untilLed(admin: Admin, topics: readonly string[]): Promise<void> {
    for (let tries = 0; ; tries += 1) {
      try {
        const { topics: found } = await admin.fetchTopicMetadata({ topics: [...topics] });
        if (found.every(({ partitions }) => partitions.length > 0 && partitions.every(({ leader }) => leader >= 0))) {
          for (const topic of topics) await admin.fetchTopicOffsets(topic);
          return;
        }
      } catch (error) {
        if (tries >= LEADER_TRIES || this.#sockets.closed) throw error;
      }
      await sleep(LEADER_WAIT_MS);
    }
  }

  async committed(groupId: string, topics: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    return this.#asAdmin('reading committed offsets', async (admin) => {
      const positions = new Map<string, bigint>();
      for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] })) {
        for (const { partition, offset } of partitions) if (BigInt(offset) >= 0n) positions.set(partitionName({ topic, partition }), BigInt(offset));
      }
      return positions;
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#consumers.map((consumer) => consumer.close()));
    this.#publisher.close();
    await within(LEAVE_LIMIT_MS, this.clock, Promise.allSettled([...this.#connected].map((client) => client.disconnect())));
    this.#sockets.close();
    // What was still being tried ends now, with an error that is its caller's.
    await Promise.allSettled([this.#producer, this.#admin, this.#adminTurn]);
  }

  async #ends(topics: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    return this.#asAdmin('reading offsets', async (admin) => {
      const ends = new Map<string, bigint>();
      for (const topic of topics) for (const { partition, high } of await admin.fetchTopicOffsets(topic)) ends.set(partitionName({ topic, partition }), BigInt(high));
      return ends;
    });
  }

  #openPublisher(permit?: Permit): PublishQueue {
    return new PublishQueue(
      (records) => this.#send(records),
      (error) => {
        this.clientLog('warn', error.message);
      },
      permit,
    );
  }

  async #send(records: readonly OutputRecord[]): Promise<void> {
    try {
      const producer = await this.#connectedProducer();
      await producer.sendBatch({ acks: -1, topicMessages: toTopicMessages(records) });
    } catch (error) {
      const topics = [...new Set(records.map(({ topic }) => topic))];
      throw await fromPublishError(error, 'publishing', async () => {
        const found = await this.describe(topics);
        return topics.filter((topic) => !found.has(topic));
      });
    }
  }

  #connectedProducer(): Promise<Producer> {
    this.#producer ??= this.#connect(this.#kafka.producer({ allowAutoTopicCreation: false, createPartitioner: keyPartitioner, retry: QUICK_RETRY }), () => (this.#producer = null));
    return this.#producer;
  }

  #connectedAdmin(): Promise<Admin> {
    this.#admin ??= this.#connect(this.#kafka.admin({ retry: QUICK_RETRY }), () => (this.#admin = null));
    return this.#admin;
  }

  async #connect<Client extends Producer | Admin>(client: Client, forget: () => void): Promise<Client> {
    try {
      await client.connect();
      this.#connected.add(client);
      return client;
    } catch (error) {
      forget();
      throw fromKafkaError(error, `connecting to ${this.settings.brokers.join(', ')}`);
    }
  }

  /** One call at a time: calls about different topics disturb each other's metadata within one kafkajs client. */
  #asAdmin<T>(action: string, use: (admin: Admin) => Promise<T>): Promise<T> {
    const called = this.#adminTurn.then(async () => {
      const startMs = performance.now();
      for (let waitMs = ADMIN_FIRST_WAIT_MS; ; waitMs *= 2) {
        try {
          return await use(await this.#connectedAdmin());
        } catch (cause) {
          const error = fromKafkaError(cause, action);
          const isWorthWaiting = waitMs <= ADMIN_LONGEST_WAIT_MS || (isCoordinatorAway(cause) && performance.now() - startMs < COORDINATOR_WAIT_MS);
          if (error.kind !== 'retryable' || !isWorthWaiting || this.#sockets.closed) throw error;
        }
        await sleep(Math.min(waitMs, ADMIN_LONGEST_WAIT_MS));
      }
    });
    this.#adminTurn = called.catch(() => undefined);
    return called;
  }
}
