import avsc, { type Schema, type Type } from 'avsc';
import { ThalwegError } from '../domain/errors.js';
import type { RecordCodec } from '../stages/publish/record-codecs.js';
import { walkAvro } from './bounded-walk.js';
import { fingerprintOf, type RecordSchema } from './schema-files.js';
import type { SchemaRegistry } from './schema-registry.js';

const CONFLUENT_MAGIC = 0x00;
const CONFLUENT_HEADER_BYTES = 5;
const SINGLE_OBJECT_HEADER_BYTES = 10;

/**
 * One kind of record as Avro. Writes Confluent framing (0x00, schema id) with a registry and single-object encoding
 * (C3 01, CRC-64-AVRO little endian) without; reads both, resolving the writer's schema to the current one.
 */
export class AvroCodec<T> implements RecordCodec<T> {
  readonly #record: RecordSchema;
  readonly #registry: SchemaRegistry | null;
  readonly #writers = new Map<bigint, Schema>();
  readonly #resolvers = new Map<string, ReturnType<Type['createResolver']> | null>();

  /** @param older versions of the schema that single-object records may have been written with. */
  constructor(record: RecordSchema, older: readonly RecordSchema[], registry: SchemaRegistry | null) {
    this.#record = record;
    this.#registry = registry;
    for (const version of [...older, record]) this.#writers.set(version.fingerprint, version.type.schema() as Schema);
  }

  async encode(value: T): Promise<Uint8Array> {
    let body: Buffer;
    try {
      body = this.#record.type.toBuffer(value);
    } catch (cause) {
      throw new ThalwegError('RECORD_MALFORMED', `a ${this.#record.name} does not fit its schema: ${cause instanceof Error ? cause.message : String(cause)}`, { stage: 'publish', cause });
    }
    if (this.#registry === null) {
      const header = Buffer.alloc(SINGLE_OBJECT_HEADER_BYTES);
      header[0] = 0xc3;
      header[1] = 0x01;
      header.writeBigUInt64LE(this.#record.fingerprint, 2);
      return Buffer.concat([header, body]);
    }
    const header = Buffer.alloc(CONFLUENT_HEADER_BYTES);
    header.writeUInt32BE(await this.#registry.idOf(this.#record), 1);
    return Buffer.concat([header, body]);
  }

  async decode(value: Uint8Array | null): Promise<T> {
    if (value === null || value.length === 0) throw new ThalwegError('RECORD_EMPTY', `found an empty value; expected a ${this.#record.name}`, { stage: 'intake' });
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    if (bytes.length >= SINGLE_OBJECT_HEADER_BYTES && bytes[0] === 0xc3 && bytes[1] === 0x01) {
      const fingerprint = bytes.readBigUInt64LE(2);
      const writer = this.#writers.get(fingerprint);
      if (writer === undefined) throw new ThalwegError('SCHEMA_UNKNOWN', `found the schema fingerprint ${fingerprint.toString(16)}; expected one of ${this.#record.fullName}`, { stage: 'intake' });
      return this.#resolve(writer, bytes.subarray(SINGLE_OBJECT_HEADER_BYTES));
    }
    if (bytes[0] === CONFLUENT_MAGIC && bytes.length > CONFLUENT_HEADER_BYTES) {
      const id = bytes.readUInt32BE(1);
      if (this.#registry === null) throw new ThalwegError('SCHEMA_UNKNOWN', `found schema id ${id}, but no registry is configured (SCHEMA_REGISTRY_URL)`, { stage: 'intake' });
      return this.#resolve(await this.#registry.writerOf(id), bytes.subarray(CONFLUENT_HEADER_BYTES));
    }
    throw new ThalwegError('RECORD_MALFORMED', `found bytes that begin with ${bytes.subarray(0, 4).toString('hex')}; expected Avro with Confluent or single-object framing`, { stage: 'intake' });
  }

  #resolve(writer: Schema, body: Buffer): T {
    const resolver = this.#resolver(writer);
    try {
      const end = walkAvro(writer, body, 0);
      if (end !== body.length) throw new Error(`${body.length - end} bytes after the record`);
      return plain(this.#record.type.fromBuffer(body, resolver ?? undefined)) as T;
    } catch (cause) {
      throw new ThalwegError('RECORD_MALFORMED', `found ${body.length} bytes that are no ${this.#record.name} (${cause instanceof Error ? cause.message : String(cause)})`, { stage: 'intake', cause });
    }
  }

  /** Null when the writer's schema is the current one. */
  #resolver(writer: Schema): ReturnType<Type['createResolver']> | null {
    const key = JSON.stringify(writer);
    const known = this.#resolvers.get(key);
    if (known !== undefined) return known;
    try {
      const type = avsc.Type.forSchema(structuredClone(writer), { registry: {} });
      const resolver = fingerprintOf(type) === this.#record.fingerprint ? null : this.#record.type.createResolver(type);
      this.#resolvers.set(key, resolver);
      return resolver;
    } catch (cause) {
      throw new ThalwegError('SCHEMA_INCOMPATIBLE', `the writer’s schema cannot be read as ${this.#record.fullName}: ${cause instanceof Error ? cause.message : String(cause)}`, { stage: 'intake', cause });
    }
  }
}

/** Plain objects instead of avsc's record classes. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object' || value instanceof Uint8Array) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
