import { randomUUID } from 'node:crypto';
import type { Log, LogConsumer } from '../../../src/stream/log.js';
import type { LogRecord } from '../../../src/stream/record.js';
import { Wakeup } from '../../../src/stream/claims/wakeup.js';

/** Sees what any consumer of the topics sees, read_committed, as it appears. */
export class TopicWatcher {
  readonly records: LogRecord[] = [];
  readonly #consumer: LogConsumer;
  readonly #stop = new AbortController();
  readonly #news = new Wakeup();
  #running: Promise<void> = Promise.resolve();

  constructor(log: Log, topics: readonly string[]) {
    this.#consumer = log.consumer({ groupId: `watcher-${randomUUID()}`, topics, delivery: 'at-least-once', from: 'earliest', maxClaimsPerPartition: 10_000, maxBufferedBytes: 1 << 22, commitIntervalMs: 60_000 });
  }

  async start(): Promise<void> {
    await this.#consumer.start(this.#stop.signal);
    this.#running = this.#watch();
  }

  /** Resolves when the condition holds; looks again with each new record. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      if (this.#stop.signal.aborted) throw new Error('the watcher was stopped');
      await this.#news.wait(this.#stop.signal);
    }
  }

  of(topic: string): readonly LogRecord[] {
    return this.records.filter((record) => record.topic === topic);
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.#consumer.close();
  }

  async #watch(): Promise<void> {
    const seen = new Set<string>();
    while (!this.#stop.signal.aborted) {
      for (const claim of await this.#consumer.poll(1_000, this.#stop.signal)) {
        const { topic, partition, offset } = claim.record;
        const place = `${topic}/${partition}/${offset}`;
        if (!seen.has(place)) this.records.push(claim.record);
        seen.add(place);
        void claim.ack().catch(() => undefined);
      }
      this.#news.wake();
    }
  }
}
