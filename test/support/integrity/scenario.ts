import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { StreamSettings } from '../../../src/app/stream/stream-settings.js';
import type { ProductVideoUploaded } from '../../../src/domain/product-video-uploaded.js';
import { headerText } from '../../../src/stream/headers.js';
import type { Delivery } from '../../../src/stream/log.js';
import type { LogRecord, OutputRecord } from '../../../src/stream/record.js';
import { BUCKET, type Stack } from './stack.js';
import { TopicWatcher } from './topic-watcher.js';
import { WorkerProcess } from './worker-process.js';

export const UPLOADS = 200;
export const PARTITIONS = 4;
const KEYS = 50;
/** Records claimed ahead in each partition: what bounds duplicates after a crash in at-least-once mode. */
export const LOOKAHEAD = 4;
export const SESSION_MS = 2_000;

export interface ScenarioOptions {
  readonly delivery: Delivery;
  readonly stream?: Partial<StreamSettings>;
  readonly failure?: Partial<StreamSettings['failure']>;
  readonly decode?: boolean;
  readonly maxDelayMs?: number;
  readonly workRoot?: string;
  readonly workBytes?: number;
  /** Null: records carry the fingerprint of their schema. */
  readonly registryUrl?: string;
  /** Where the worker keeps the schemas that it has seen. */
  readonly cacheFolder?: string;
  /** The value of an upload; null for the ordinary one. */
  readonly value?: (sequence: number) => Uint8Array | null;
}

export interface Result {
  readonly videoId: string;
  readonly resultId: string;
  readonly sequence: number;
  /** Process id of the worker that published it. */
  readonly worker: number;
}

/** What the outputs showed in the end. */
export interface Tally {
  /** Uploads with neither a result nor a dead letter. */
  readonly lost: readonly number[];
  /** Results beyond the first of the same upload. */
  readonly duplicates: number;
  /** Keys whose uploads first appeared out of order. */
  readonly disordered: readonly string[];
  /**
   * Keys whose results, repeated ones included, leap over an upload: each result must be of the upload that follows the
   * last one's, or go back to an earlier one, from which the key is then repeated step by step.
   */
  readonly leaping: readonly string[];
  /** Keys of which a later result is of the same or an earlier upload than the one before it. */
  readonly rewound: readonly string[];
  /** Uploads with a dead letter: sequence → code. */
  readonly dead: ReadonlyMap<number, string>;
  /** Uploads with both, or with several dead letters. */
  readonly contradictory: readonly number[];
  /** Dead letters that do not have key, value and headers as they came, or do not say why, where and when they died. */
  readonly altered: readonly number[];
  /** Results whose traceparent is not their upload's. */
  readonly strayTraces: number;
}

/** One run of the stream over 200 uploads in four partitions, on topics of its own. */
export class Scenario {
  readonly topics: { readonly input: string; readonly output: string; readonly dead: string; readonly retry: readonly string[] };
  readonly watcher: TopicWatcher;
  readonly #workers: WorkerProcess[] = [];
  readonly #prefix = randomUUID().slice(0, 8);
  readonly groupId = `${this.#prefix}-workers`;

  constructor(
    private readonly stack: Stack,
    private readonly options: ScenarioOptions,
  ) {
    const name = (topic: string): string => `${this.#prefix}.${topic}`;
    this.topics = { input: name('uploaded'), output: name('enriched'), dead: name('dead-letter'), retry: [1, 2, 3].map((level) => name(`retry.${level}`)) };
    this.watcher = new TopicWatcher(stack.log, [this.topics.output, this.topics.dead]);
  }

  /** Makes the topics and puts all uploads into the input. */
  async prepare(): Promise<void> {
    const { input, output, dead, retry } = this.topics;
    await this.stack.log.createTopics([input, output, dead, ...retry].map((topic) => ({ topic, partitions: topic === input || topic === output ? PARTITIONS : 1, replication: 1, settings: {} })));
    await this.stack.log.produce(Array.from({ length: UPLOADS }, (_, sequence) => this.#upload(sequence)));
    let uploads = 0;
    for await (const { value } of this.stack.log.read(input, AbortSignal.timeout(30_000))) if (value !== null) uploads += 1;
    // An upload that is there twice would be told as a duplicate of the stream.
    if (uploads !== UPLOADS) throw new Error(`the input holds ${uploads} uploads, expected ${UPLOADS}`);
    await this.watcher.start();
  }

  start(): WorkerProcess {
    const { stream, failure, delivery, decode = false, maxDelayMs = 60, workRoot = join(this.stack.folder, 'work', this.#prefix), workBytes = 1 << 30 } = this.options;
    const settings = {
      brokers: this.stack.kafka.brokers,
      sessionTimeoutMs: SESSION_MS,
      outputTopic: this.topics.output,
      decode,
      maxDelayMs,
      workRoot,
      workBytes,
      registryUrl: this.options.registryUrl ?? null,
      stream: {
        groupId: this.groupId,
        topics: [this.topics.input],
        delivery,
        lookahead: LOOKAHEAD,
        maxInFlight: 8,
        commitIntervalMs: 50,
        drainTimeoutMs: 10_000,
        ...stream,
        failure: {
          attempts: 2,
          initialBackoffMs: 50,
          maxBackoffMs: 200,
          mode: 'topics',
          blockingAttempts: 1_000,
          retryTopics: this.topics.retry.map((topic, level) => ({ topic, delayMs: 1_000 * 4 ** level })),
          deadLetterTopic: this.topics.dead,
          ...failure,
        },
      },
    };
    const worker = new WorkerProcess(settings, { ...this.stack.s3.environment, THALWEG_CACHE_DIR: this.options.cacheFolder ?? join(this.stack.folder, 'cache') });
    this.#workers.push(worker);
    return worker;
  }

  /** Uploads that ended somehow, so far. */
  settled(): number {
    return new Set([...this.#results().map(({ sequence }) => sequence), ...this.#deadSequences().map(([sequence]) => sequence)]).size;
  }

  async untilSettled(count = UPLOADS): Promise<void> {
    await this.watcher.until(() => this.settled() >= count);
  }

  /** Results of that worker that any consumer could see by now. */
  async publishedBy({ pid }: WorkerProcess): Promise<number> {
    let count = 0;
    for await (const record of this.stack.log.read(this.topics.output, AbortSignal.timeout(30_000))) if (resultOf(record).worker === pid) count += 1;
    return count;
  }

  /** Uploads that the group has on record as done. */
  async committed(): Promise<number> {
    const positions = await this.stack.log.committed(this.groupId, [this.topics.input]);
    return Number([...positions.values()].reduce((sum, position) => sum + position, 0n));
  }

  tally(): Tally {
    const results = this.#results();
    const dead = this.#deadSequences();
    const seen = new Set(results.map(({ sequence }) => sequence));
    const deadOnce = new Map(dead);
    const firsts = new Map<string, number[]>();
    const known = new Set<number>();
    for (const { videoId, sequence } of results) {
      if (known.has(sequence)) continue;
      known.add(sequence);
      firsts.set(videoId, [...(firsts.get(videoId) ?? []), sequence]);
    }
    const steps = this.#steps(results, deadOnce);
    return {
      lost: range().filter((sequence) => !seen.has(sequence) && !deadOnce.has(sequence)),
      duplicates: results.length - new Set(results.map(({ resultId }) => resultId)).size,
      disordered: [...firsts].filter(([, order]) => order.some((sequence, i) => i > 0 && sequence < order[i - 1]!)).map(([key]) => key),
      leaping: [...steps].filter(([, places]) => places.some((place, i) => place > (places[i - 1] ?? -1) + 1)).map(([key]) => key),
      rewound: [...steps].filter(([, places]) => places.some((place, i) => i > 0 && place <= places[i - 1]!)).map(([key]) => key),
      dead: deadOnce,
      contradictory: [...range().filter((sequence) => seen.has(sequence) && deadOnce.has(sequence)), ...(dead.length === deadOnce.size ? [] : dead.map(([sequence]) => sequence))],
      altered: this.watcher.of(this.topics.dead).filter((letter) => !this.#isWhole(letter)).map(({ headers }) => Number(headerText(headers, 'sequence'))),
      strayTraces: this.watcher.of(this.topics.output).filter((record) => headerText(record.headers, 'traceparent') !== traceOf(resultOf(record).sequence)).length,
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.kill()));
    await this.watcher.close();
  }

  get log(): string {
    return this.#workers.map(({ log }, i) => `--- worker ${i + 1}\n${log}`).join('\n');
  }

  /** Key → for each of its results as they appeared, the place of its upload among those of the key that did not die. */
  #steps(results: readonly Result[], dead: ReadonlyMap<number, string>): ReadonlyMap<string, readonly number[]> {
    const places = new Map<number, number>();
    const counts = new Map<number, number>();
    for (const sequence of range().filter((each) => !dead.has(each))) {
      const place = counts.get(sequence % KEYS) ?? 0;
      places.set(sequence, place);
      counts.set(sequence % KEYS, place + 1);
    }
    const steps = new Map<string, number[]>();
    for (const { videoId, sequence } of results) steps.set(videoId, [...(steps.get(videoId) ?? []), places.get(sequence) ?? -1]);
    return steps;
  }

  #results(): readonly Result[] {
    return this.watcher.of(this.topics.output).map(resultOf);
  }

  #deadSequences(): readonly (readonly [number, string])[] {
    return this.watcher.of(this.topics.dead).map((record) => [Number(headerText(record.headers, 'sequence')), headerText(record.headers, 'thalweg-error-code') ?? ''] as const);
  }

  #isWhole(letter: LogRecord): boolean {
    const upload = this.#upload(Number(headerText(letter.headers, 'sequence')));
    const cameAs = (headers: OutputRecord['headers']): string => JSON.stringify(headers.map(([name, value]) => [name, value === null ? null : Buffer.from(value).toString('base64')]));
    const reasons = ['kind', 'code', 'message', 'stage', 'topic', 'partition', 'offset', 'attempt', 'first-failed-at'].map((name) => headerText(letter.headers, `thalweg-error-${name}`));
    return (
      Buffer.compare(letter.key ?? Buffer.alloc(0), upload.key ?? Buffer.alloc(0)) === 0 &&
      Buffer.compare(letter.value ?? Buffer.alloc(0), upload.value ?? Buffer.alloc(0)) === 0 &&
      cameAs(letter.headers.filter(([name]) => !name.startsWith('thalweg-error-'))) === cameAs(upload.headers) &&
      reasons.every((reason) => reason !== null && reason !== '') &&
      reasons[4] === this.topics.input
    );
  }

  #upload(sequence: number): OutputRecord {
    const videoId = `video-${sequence % KEYS}`;
    return {
      topic: this.topics.input,
      key: Buffer.from(videoId),
      value: this.options.value?.(sequence) ?? Buffer.from(JSON.stringify(ordinaryUpload(sequence))),
      headers: [
        ['traceparent', Buffer.from(traceOf(sequence))],
        ['sequence', Buffer.from(String(sequence))],
      ],
    };
  }
}

/** The upload with that number: the same clip each time, one of 50 videos in turn. `attributes` are directions for the perception double. */
export function ordinaryUpload(sequence: number, uri = `s3://${BUCKET}/clip.mp4`, attributes: Readonly<Record<string, string>> = {}): ProductVideoUploaded {
  return {
    videoId: `video-${sequence % KEYS}`,
    productId: null,
    media: { uri, etag: null, versionId: null, sizeBytes: null, sha256: null, contentType: null },
    listing: { title: null, description: null, categoryId: null, brand: null, price: null, currency: null, locale: null, attributes: { sequence: String(sequence), ...attributes } },
    market: null,
    lane: 'realtime',
    thinking: 'none',
    uploadedAt: null,
  };
}

/** An upload as plain JSON. */
export function uploadValue(sequence: number, uri: string, attributes: Readonly<Record<string, string>> = {}): Uint8Array {
  return Buffer.from(JSON.stringify(ordinaryUpload(sequence, uri, attributes)));
}

function resultOf(record: LogRecord): Result {
  return JSON.parse(Buffer.from(record.value!).toString()) as Result;
}

function traceOf(sequence: number): string {
  return `00-${String(sequence + 1).padStart(32, '0')}-00000000000000aa-01`;
}

function range(): number[] {
  return Array.from({ length: UPLOADS }, (_, sequence) => sequence);
}
