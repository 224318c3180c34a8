import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import avsc, { type Schema, type Type } from 'avsc';
import { ThalwegError } from '../domain/errors.js';
import { crc64Avro } from './crc-64-avro.js';

export const RECORD_NAMES = ['ProductVideoUploaded', 'ProductVideoEnriched', 'ProductVideoEscalation', 'ComplianceFlagRaised', 'ReviewRequested'] as const;
export type RecordName = (typeof RECORD_NAMES)[number];

/** Folder of the `.avsc` files; beside `dist` and beside `src`. */
export const SCHEMA_FOLDER = fileURLToPath(new URL('../../schemas/', import.meta.url));

export interface RecordSchema {
  readonly name: RecordName;
  /** Full name, which is also the subject (RecordNameStrategy). */
  readonly fullName: string;
  readonly type: Type;
  readonly schema: Schema;
  /** CRC-64-AVRO of the parsing canonical form. */
  readonly fingerprint: bigint;
}

/** @throws ThalwegError CONFIG_INVALID for an absent or broken schema file. */
export function readSchemaFile(name: RecordName, file = `${SCHEMA_FOLDER}${name}.avsc`): RecordSchema {
  try {
    const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
    return recordSchema(name, schema);
  } catch (cause) {
    throw new ThalwegError('CONFIG_INVALID', `${file} is no Avro schema: ${cause instanceof Error ? cause.message : String(cause)}`, { stage: 'config', cause });
  }
}

export function recordSchema(name: RecordName, schema: Schema): RecordSchema {
  // avsc takes the schema apart while it reads it.
  const type = avsc.Type.forSchema(structuredClone(schema), { registry: {} });
  return { name, fullName: `thalweg.${name}`, type, schema, fingerprint: fingerprintOf(type) };
}

export function fingerprintOf(type: Type): bigint {
  return crc64Avro(new TextEncoder().encode(JSON.stringify(type.schema())));
}
