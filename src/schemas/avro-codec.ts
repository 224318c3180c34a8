import type { Type } from 'avsc';
import { isThalwegError, ThalwegError } from '../domain/errors.js';
import type { RecordCodec } from '../stages/publish/record-codecs.js';
import { avroType } from './avro/avro-type.js';
import { scanBounded } from './avro/bounded-scan.js';
import { fingerprintOf } from './avro/fingerprint.js';
import type { SchemaRegistry } from './registry/schema-registry.js';
import type { RecordSchemas } from './schema-files.js';

const SINGLE_OBJECT = [0xc3, 0x01] as const;
const CONFLUENT = 0x00;

/** How the bytes of a record begin. */
export type Framing =
  | { readonly kind: 'single-object'; readonly fingerprint: bigint; readonly payload: Uint8Array }
  | { readonly kind: 'confluent'; readonly schemaId: number; readonly payload: Uint8Array }
  | { readonly kind: 'none' };

/** Single-object encoding: C3 01 and the writer's fingerprint, little end first. Confluent: 00 and the schema id, big end first. */
export function framingOf(value: Uint8Array): Framing {
  const view = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (view.length >= 10 && view[0] === SINGLE_OBJECT[0] && view[1] === SINGLE_OBJECT[1]) return { kind: 'single-object', fingerprint: view.readBigUInt64LE(2), payload: view.subarray(10) };
  if (view.length >= 5 && view[0] === CONFLUENT) return { kind: 'confluent', schemaId: view.readUInt32BE(1), payload: view.subarray(5) };
  return { kind: 'none' };
}

interface Writer {
  readonly type: Type;
  readonly resolver: ReturnType<Type['createResolver']> | null;
}

/** The subject and the registry that give a record its Confluent framing. */
export interface RegisteredAs {
  readonly registry: SchemaRegistry;
  readonly subject: string;
}

/**
 * Reads one kind of record in either framing, whatever version wrote it, and writes the current version: with Confluent
 * framing where there is a registry, else as Avro single objects.
 */
export class AvroCodec<T> implements RecordCodec<T> {
  readonly #name: string;
  readonly #schemas: Omit<RecordSchemas, 'released'>;
  readonly #reader: Type;
  readonly #registered: RegisteredAs | null;
  readonly #byFingerprint = new Map<bigint, Writer>();
  readonly #byId = new Map<number, Writer>();
  readonly #header: Buffer;

  constructor(schemas: Omit<RecordSchemas, 'released'>, registered: RegisteredAs | null) {
    this.#name = schemas.name;
    this.#schemas = schemas;
    this.#reader = avroType(schemas.current);
    this.#registered = registered;
    for (const version of [...schemas.versions, schemas.current]) this.#byFingerprint.set(fingerprintOf(version), this.#writer(version));
    this.#header = Buffer.alloc(10);
    this.#header.set(SINGLE_OBJECT);
    this.#header.writeBigUInt64LE(fingerprintOf(schemas.current), 2);
  }

  async encode(record: T, signal: AbortSignal): Promise<Uint8Array> {
    let header = this.#header;
    if (this.#registered !== null) {
      const id = await this.#registered.registry.idOf(this.#registered.subject, this.#schemas.current, signal);
      header = Buffer.alloc(5);
      header.writeUInt32BE(id, 1);
    }
    return Buffer.concat([header, this.#bytes(record)]);
  }

  async decode(value: Uint8Array | null, signal: AbortSignal): Promise<T> {
    if (value === null || value.length === 0) throw new ThalwegError('RECORD_EMPTY', `found a record without a value, expected a ${this.#name}`, { stage: 'intake' });
    const framing = framingOf(value);
    switch (framing.kind) {
      case 'single-object': {
        const writer = this.#byFingerprint.get(framing.fingerprint);
        if (writer === undefined) throw new ThalwegError('SCHEMA_UNKNOWN', `found the schema fingerprint ${framing.fingerprint.toString(16).padStart(16, '0')}, expected one of the ${this.#byFingerprint.size} known of ${this.#name}`, { stage: 'intake' });
        return this.#read(framing.payload, writer);
      }
      case 'confluent':
        return this.#read(framing.payload, await this.#writerOfId(framing.schemaId, signal));
      case 'none':
        throw new ThalwegError('RECORD_MALFORMED', `found bytes that begin with ${Buffer.from(value.subarray(0, 8)).toString('hex')}, expected an Avro ${this.#name} (C3 01 … or 00 …)`, { stage: 'intake' });
    }
  }

  async #writerOfId(id: number, signal: AbortSignal): Promise<Writer> {
    const known = this.#byId.get(id);
    if (known !== undefined) return known;
    if (this.#registered === null) throw new ThalwegError('SCHEMA_UNKNOWN', `found schema id ${id}, and no registry is configured that would know it; expected SCHEMA_REGISTRY_URL or single-object encoding`, { stage: 'intake' });
    const writer = this.#writer(JSON.parse(await this.#registered.registry.schemaOf(id, signal)));
    this.#byId.set(id, writer);
    return writer;
  }

  #writer(schema: unknown): Writer {
    try {
      const type = avroType(schema);
      return { type, resolver: fingerprintOf(schema) === fingerprintOf(this.#schemas.current) ? null : this.#reader.createResolver(type, { ignoreNamespaces: true }) };
    } catch (error) {
      throw new ThalwegError('SCHEMA_INCOMPATIBLE', `what wrote this record cannot be read as ${this.#name}: ${error instanceof Error ? error.message : String(error)}`, { stage: 'intake', cause: error });
    }
  }

  #read(payload: Uint8Array, { type, resolver }: Writer): T {
    scanBounded(type, payload);
    try {
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
      return (resolver === null ? this.#reader.fromBuffer(bytes) : this.#reader.fromBuffer(bytes, resolver)) as T;
    } catch (error) {
      throw new ThalwegError('RECORD_MALFORMED', `found bytes that are no ${this.#name}: ${error instanceof Error ? error.message : String(error)}`, { stage: 'intake', cause: error });
    }
  }

  #bytes(record: T): Buffer {
    const wrong: string[] = [];
    this.#reader.isValid(record, { errorHook: (path, value, type) => void wrong.push(`${path.join('.')}: found ${shown(value)}, expected ${type.typeName}`) });
    if (wrong.length > 0) throw new ThalwegError('RECORD_MALFORMED', `no ${this.#name}: ${wrong.slice(0, 5).join('; ')}`, { stage: 'publish' });
    try {
      return this.#reader.toBuffer(record);
    } catch (error) {
      throw isThalwegError(error) ? error : new ThalwegError('RECORD_MALFORMED', `no ${this.#name}: ${error instanceof Error ? error.message : String(error)}`, { stage: 'publish', cause: error });
    }
  }
}

function shown(value: unknown): string {
  const json = value === undefined ? 'nothing' : typeof value === 'number' ? String(value) : JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}
