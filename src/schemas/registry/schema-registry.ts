import confluent from '@kafkajs/confluent-schema-registry';
import { asThalwegError, isThalwegError, ThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import { canonicalForm } from '../avro/fingerprint.js';
import type { RegistryCache } from './registry-cache.js';

const { COMPATIBILITY, SchemaRegistry: ConfluentRegistry, SchemaType } = confluent;

export interface SchemaRegistryOptions {
  /** Root of the Confluent API, with `user:password@` where it asks for them. */
  readonly url: string;
  readonly timeoutMs: number;
  readonly cache: RegistryCache;
}

/** How long an id that the registry does not know is not asked for again. */
const UNKNOWN_FOR_MS = 30_000;
const MAX_UNKNOWN = 10_000;

/**
 * A registry behind the Confluent API. What it has told once it is not asked again, so an outage stops only what was
 * never seen.
 */
export class SchemaRegistry {
  readonly #client: InstanceType<typeof ConfluentRegistry>;
  readonly #cache: RegistryCache;
  readonly #options: SchemaRegistryOptions;
  readonly #shown: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #unknown = new Map<number, number>();

  constructor(options: SchemaRegistryOptions) {
    const url = registryUrl(options.url);
    const auth = url.username === '' ? null : { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
    url.username = '';
    url.password = '';
    this.#options = options;
    this.#cache = options.cache;
    this.#shown = url.href.replace(/\/$/, '');
    this.#headers = auth === null ? {} : { authorization: `Basic ${Buffer.from(`${auth.username}:${auth.password}`).toString('base64')}` };
    this.#client = new ConfluentRegistry({
      host: this.#shown,
      retry: { retries: 1, initialRetryTimeInSecs: 0.1, maxRetryTimeInSecs: 1 },
      ...(auth === null ? {} : { auth }),
      middlewares: [() => ({ prepareRequest: async (next) => (await next()).enhance({ timeout: options.timeoutMs }) })],
    });
  }

  /** The schema of an id as JSON text. @throws SCHEMA_UNKNOWN (permanent), REGISTRY_UNAVAILABLE (retryable), CREDENTIALS_REFUSED */
  async schemaOf(id: number, signal: AbortSignal): Promise<string> {
    await this.#cache.load();
    const kept = this.#cache.schema(id);
    if (kept !== undefined) return kept;
    if ((this.#unknown.get(id) ?? 0) > Date.now()) throw this.#unknownId(id);
    try {
      const type = await stoppable(this.#client.getSchema(id), signal);
      if (!('schema' in type) || typeof type.schema !== 'function') throw new ThalwegError('SCHEMA_INCOMPATIBLE', `schema ${id} of ${this.#shown} is no Avro schema`, { stage: 'intake' });
      const schema = JSON.stringify(type);
      await this.#cache.keepSchema(id, schema);
      return schema;
    } catch (error) {
      if (isThalwegError(error)) throw error;
      if (statusOf(error) !== 404) throw this.#failure(error, `schema ${id}`);
      // A wrong path or a proxy in front of a dead registry also answers 404: only a registry that works may condemn a record.
      await this.reach(signal);
      if (this.#unknown.size >= MAX_UNKNOWN) this.#unknown.clear();
      this.#unknown.set(id, Date.now() + UNKNOWN_FOR_MS);
      throw this.#unknownId(id);
    }
  }

  /**
   * The id of a schema under a subject, registering it where it is new (a new subject is set to FULL_TRANSITIVE).
   * @throws REGISTRY_UNAVAILABLE (retryable), SCHEMA_REGISTRATION_REFUSED and CREDENTIALS_REFUSED (fatal)
   */
  async idOf(subject: string, schema: unknown, signal: AbortSignal): Promise<number> {
    await this.#cache.load();
    const canonical = canonicalForm(schema);
    const kept = this.#cache.id(subject, canonical);
    if (kept !== undefined) return kept;
    const id = (await this.find(subject, schema, signal)) ?? (await this.#register(subject, schema, signal));
    await this.#cache.keepId(subject, canonical, id);
    await this.#cache.keepSchema(id, JSON.stringify(schema));
    return id;
  }

  /** The id that a schema has under a subject; null when it is not registered. */
  async find(subject: string, schema: unknown, signal: AbortSignal): Promise<number | null> {
    try {
      return await stoppable(this.#client.getRegistryIdBySchema(subject, { type: SchemaType.AVRO, schema: JSON.stringify(schema) }), signal);
    } catch (error) {
      if (isThalwegError(error)) throw error;
      if (nameOf(error) !== 'ConfluentSchemaRegistryError' && statusOf(error) !== 404) throw this.#failure(error, `subject ${subject}`);
      await this.reach(signal);
      return null;
    }
  }

  /** Resolves when the registry answers. */
  async reach(signal: AbortSignal): Promise<void> {
    try {
      const answer = await fetch(`${this.#shown}/subjects`, { headers: this.#headers, signal: AbortSignal.any([signal, AbortSignal.timeout(this.#options.timeoutMs)]) });
      await answer.body?.cancel();
      if (answer.status === 401 || answer.status === 403) throw this.#refused(answer.status);
      if (!answer.ok) throw new ThalwegError('REGISTRY_UNAVAILABLE', `${this.#shown}/subjects answered ${answer.status}, expected 200`, { stage: 'intake' });
    } catch (error) {
      if (isThalwegError(error)) throw error;
      if (signal.aborted) throw asThalwegError(signal.reason, 'intake');
      throw new ThalwegError('REGISTRY_UNAVAILABLE', `the schema registry ${this.#shown} cannot be reached`, { stage: 'intake', cause: error });
    }
  }

  async #register(subject: string, schema: unknown, signal: AbortSignal): Promise<number> {
    try {
      const { id } = await stoppable(this.#client.register({ type: SchemaType.AVRO, schema: JSON.stringify(schema) }, { subject, compatibility: COMPATIBILITY.FULL_TRANSITIVE }), signal);
      return id;
    } catch (error) {
      const status = statusOf(error);
      if (status === 409 || status === 422 || nameOf(error) === 'ConfluentSchemaRegistryCompatibilityError') {
        throw new ThalwegError('SCHEMA_REGISTRATION_REFUSED', `subject ${subject} of ${this.#shown} refuses the schema: ${messageOf(error)}`, { stage: 'publish', cause: error });
      }
      throw isThalwegError(error) ? error : this.#failure(error, `subject ${subject}`);
    }
  }

  /** The client reports a connection that failed as status 400, so only what the registry surely said counts as said. */
  #failure(error: unknown, what: string): ThalwegError {
    const status = statusOf(error);
    if (status === 401 || status === 403) return this.#refused(status);
    return new ThalwegError('REGISTRY_UNAVAILABLE', `${what}: the schema registry ${this.#shown} did not answer: ${messageOf(error)}`, { stage: 'intake', cause: error });
  }

  #refused(status: number): ThalwegError {
    return new ThalwegError('CREDENTIALS_REFUSED', `the schema registry ${this.#shown} answered ${status}; expected a user and password that it knows in SCHEMA_REGISTRY_URL`, { stage: 'config' });
  }

  #unknownId(id: number): ThalwegError {
    return new ThalwegError('SCHEMA_UNKNOWN', `schema id ${id} is not known to ${this.#shown}`, { stage: 'intake' });
  }
}

function registryUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) throw new ThalwegError('CONFIG_INVALID', `SCHEMA_REGISTRY_URL: found ${shownAddress(text)}, expected http://host:port or https://host:port`, { stage: 'config' });
  return url;
}

/** Ends the wait, not the request: the client takes no signal, but its own time limit ends it soon. */
async function stoppable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = withReject();
  const stop = (): void => reject(asThalwegError(signal.reason, 'intake'));
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function withReject(): { readonly promise: Promise<never>; readonly reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<never>((_resolve, fail) => (reject = fail));
  return { promise, reject };
}

const statusOf = (error: unknown): number | null => (typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : null);
const nameOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'name' in error ? String(error.name) : '');
const messageOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)).replace(/^Confluent_Schema_Registry - /, '').slice(0, 1000);
