import { SchemaRegistry as RegistryClient, SchemaType } from '@kafkajs/confluent-schema-registry';
import type { Schema } from 'avsc';
import { ThalwegError, asThalwegError } from '../domain/errors.js';
import { RegistryCache } from './registry-cache.js';
import type { RecordSchema } from './schema-files.js';

export interface SchemaRegistryOptions {
  readonly url: string;
  readonly timeoutMs: number;
  /** Null: in memory only. */
  readonly cachePath: string | null;
}

/** A Confluent-compatible registry, through its cache: each id and each schema is asked for once. */
export class SchemaRegistry {
  readonly #client: RegistryClient;
  readonly #cache: RegistryCache;
  readonly #url: string;
  readonly #timeoutMs: number;
  readonly #asking = new Map<string, Promise<unknown>>();

  constructor({ url, timeoutMs, cachePath }: SchemaRegistryOptions) {
    this.#client = new RegistryClient({ host: url.replace(/\/+$/, ''), retry: { retries: 0 } });
    this.#cache = new RegistryCache(cachePath);
    this.#url = url;
    this.#timeoutMs = timeoutMs;
  }

  /** The writer's schema of an id. @throws SCHEMA_UNKNOWN (permanent), REGISTRY_UNAVAILABLE (retryable) */
  async writerOf(id: number): Promise<Schema> {
    const cached = await this.#cache.writer(id);
    if (cached !== undefined) return cached as Schema;
    return this.#once(`writer ${id}`, async () => {
      const type = await this.#ask(() => this.#client.getSchema(id), `schema id ${id}`);
      if (!('schema' in type) || typeof type.schema !== 'function') throw new ThalwegError('SCHEMA_INCOMPATIBLE', `schema id ${id} of the registry is no Avro schema`, { stage: 'intake' });
      const schema = (type.schema as () => Schema)();
      await this.#cache.rememberWriter(id, schema);
      return schema;
    });
  }

  /** The id under which a record's schema is registered. @throws SCHEMA_UNKNOWN when it is not, REGISTRY_UNAVAILABLE */
  async idOf(record: RecordSchema): Promise<number> {
    const key = `${record.fullName} ${record.fingerprint.toString(16)}`;
    const cached = await this.#cache.id(key);
    if (cached !== undefined) return cached;
    return this.#once(key, async () => {
      const schema = { type: SchemaType.AVRO as const, schema: JSON.stringify(record.schema) };
      const id = await this.#ask(() => this.#client.getRegistryIdBySchema(record.fullName, schema), `the schema of ${record.fullName}; register it with "thalweg schemas register"`);
      await this.#cache.rememberId(key, id);
      return id;
    });
  }

  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const asking = this.#asking.get(key);
    if (asking !== undefined) return asking as Promise<T>;
    const answer = ask().finally(() => this.#asking.delete(key));
    this.#asking.set(key, answer);
    return answer;
  }

  async #ask<T>(request: () => Promise<T>, what: string): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new ThalwegError('REGISTRY_UNAVAILABLE', `the schema registry ${this.#url} did not answer within ${this.#timeoutMs} ms for ${what}`)), this.#timeoutMs);
    });
    try {
      return await Promise.race([request(), late]);
    } catch (error) {
      const status = statusOf(error);
      if (status === 404 || isUnregistered(error)) throw new ThalwegError('SCHEMA_UNKNOWN', `the schema registry ${this.#url} does not have ${what}`, { cause: error });
      if (status === 401 || status === 403) throw new ThalwegError('CREDENTIALS_REFUSED', `the schema registry ${this.#url} refused the credentials (${status})`, { cause: error });
      const known = asThalwegError(error);
      if (known.code === 'REGISTRY_UNAVAILABLE') throw known;
      throw new ThalwegError('REGISTRY_UNAVAILABLE', `the schema registry ${this.#url} is out of reach for ${what}: ${known.message.slice(0, 200)}`, { cause: error });
    } finally {
      clearTimeout(timer);
    }
  }
}

function statusOf(error: unknown): number | null {
  return typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : null;
}

function isUnregistered(error: unknown): boolean {
  return error instanceof Error && /not (found|registered)|No schema/i.test(error.message);
}
