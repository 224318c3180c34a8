import { randomUUID } from 'node:crypto';
import { ThalwegError } from '../../domain/errors.js';
import { systemClock, type Clock } from '../clock.js';
import type { Log, LogConsumer, Subscription, TopicSpec } from '../log.js';
import { partitionName, type LogRecord, type OutputRecord } from '../record.js';
import { refuseTooLarge } from '../claims/open-claim.js';
import { Journal, readJournal, type GroupPosition, type JournalEntry } from './journal.js';
import { lockJournal } from './journal-lock.js';
import { MemoryConsumer, type MemoryLogCore } from './memory-consumer.js';
import { MemoryGroup } from './memory-group.js';
import { TopicStore } from './topic-store.js';

export interface MemoryLogOptions {
  /** Append-only file that carries the log over a restart; null keeps everything in memory only. */
  readonly journalPath: string | null;
  /** Reads a journal that another process may be writing; nothing can be written. */
  readonly readOnly?: boolean;
  /** Largest record that is taken, as a broker would. */
  readonly maxRecordBytes?: number;
  readonly clock?: Clock;
}

/** The embedded log: topics, groups and transactions in this process, with no server. */
export class MemoryLog implements Log {
  readonly #groups = new Map<string, MemoryGroup>();
  readonly #consumers = new Set<MemoryConsumer>();
  readonly #core: MemoryLogCore;
  #applied: Promise<void> = Promise.resolve();

  private constructor(
    private readonly store: TopicStore,
    private readonly journal: Journal | null,
    private readonly unlock: () => Promise<void>,
    private readonly options: Required<Pick<MemoryLogOptions, 'readOnly' | 'maxRecordBytes' | 'clock'>>,
  ) {
    this.#core = {
      store,
      clock: options.clock,
      maxRecordBytes: options.maxRecordBytes,
      write: (records, positions) => this.#write(records, positions),
      settled: () => this.#applied.catch(() => undefined),
      group: (groupId) => this.#group(groupId),
      attach: (consumer) => this.#consumers.add(consumer),
      detach: (consumer) => this.#consumers.delete(consumer),
    };
  }

  /** Rejects with `CONFIG_INVALID` (fatal) when the journal is damaged or in use by another process. */
  static async open({ journalPath, readOnly = false, maxRecordBytes = 1024 * 1024, clock = systemClock }: MemoryLogOptions): Promise<MemoryLog> {
    const store = new TopicStore();
    const options = { readOnly, maxRecordBytes, clock };
    const nothing = (): Promise<void> => Promise.resolve();
    if (journalPath === null) return new MemoryLog(store, null, nothing, options);
    if (readOnly) {
      for (const entry of (await readJournal(journalPath)).entries) store.apply(entry);
      return new MemoryLog(store, null, nothing, options);
    }
    const unlock = await lockJournal(journalPath);
    try {
      const { journal, entries } = await Journal.open(journalPath);
      for (const entry of entries) store.apply(entry);
      return new MemoryLog(store, journal, unlock, options);
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  produce(records: readonly OutputRecord[]): Promise<void> {
    return this.#write(records, []);
  }

  consumer(subscription: Subscription): LogConsumer {
    return new MemoryConsumer(`${subscription.groupId}-${randomUUID()}`, subscription, this.#core);
  }

  async *read(topic: string, signal: AbortSignal): AsyncIterable<LogRecord> {
    const partitions = this.store.partitions(topic) ?? 0;
    for (let partition = 0; partition < partitions; partition += 1) {
      const end = this.store.endOffset({ topic, partition });
      for (let offset = 0n; offset < end; offset += 1n) {
        signal.throwIfAborted();
        yield* this.store.read({ topic, partition }, offset, 0);
      }
    }
    await Promise.resolve();
  }

  describe(topics: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return Promise.resolve(
      new Map(
        topics.flatMap((topic) => {
          const partitions = this.store.partitions(topic);
          return partitions === undefined ? [] : [[topic, partitions] as const];
        }),
      ),
    );
  }

  async createTopics(topics: readonly TopicSpec[]): Promise<void> {
    for (const { topic, partitions } of topics) {
      if (this.store.partitions(topic) === undefined) await this.#append({ kind: 'topic', topic, partitions });
    }
  }

  committed(groupId: string, topics: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
    const positions = new Map<string, bigint>();
    for (const topic of topics) {
      for (let partition = 0; partition < (this.store.partitions(topic) ?? 0); partition += 1) {
        const position = this.store.position(groupId, { topic, partition });
        if (position !== null) positions.set(partitionName({ topic, partition }), position);
      }
    }
    return Promise.resolve(positions);
  }

  async close(): Promise<void> {
    for (const consumer of [...this.#consumers]) await consumer.close();
    await this.#applied.catch(() => undefined);
    await this.journal?.close();
    await this.unlock();
  }

  #group(groupId: string): MemoryGroup {
    let group = this.#groups.get(groupId);
    if (group === undefined) {
      group = new MemoryGroup((topic) => this.store.partitions(topic) ?? 0);
      this.#groups.set(groupId, group);
    }
    return group;
  }

  async #write(records: readonly OutputRecord[], positions: readonly GroupPosition[]): Promise<void> {
    refuseTooLarge(records, this.options.maxRecordBytes);
    await this.#append({ kind: 'write', atMs: this.options.clock.now(), records: records.map((record) => this.store.place(record)), positions });
  }

  /** Applies an entry once it is durable, in the order of the calls. */
  #append(entry: JournalEntry): Promise<void> {
    if (this.options.readOnly) return Promise.reject(new ThalwegError('CONFIG_INVALID', 'the journal was opened for reading; end the process that runs on it first', { stage: 'stream' }));
    const durable = this.journal?.append(entry) ?? Promise.resolve();
    const applied = Promise.all([durable, this.#applied.catch(() => undefined)]).then(() => {
      this.store.apply(entry);
      for (const consumer of this.#consumers) consumer.feed();
    });
    this.#applied = applied;
    return applied;
  }
}
