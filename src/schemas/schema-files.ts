import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ThalwegError } from '../domain/errors.js';

const notesSchema = z.record(z.string(), z.record(z.string(), z.string()));

/** The records that Thalweg reads and writes, by the name of their schema and its file. */
export const RECORD_NAMES = ['ProductVideoUploaded', 'ProductVideoEnriched', 'ComplianceFlagRaised', 'ProductVideoEscalation', 'ReviewRequested'] as const;
export type RecordName = (typeof RECORD_NAMES)[number];

export interface RecordSchemas {
  readonly name: RecordName;
  /** What is written, and what everything read is resolved to. */
  readonly current: unknown;
  /** Every version that was ever released, oldest first; the last is the current one. */
  readonly versions: readonly unknown[];
  /** The SHA-256 of each version's file as it was when it was released (history/released.json); null where none is noted. */
  readonly released: readonly ReleasedFile[];
}

export interface ReleasedFile {
  /** `v1.avsc` */
  readonly file: string;
  readonly sha256: string;
  readonly noted: string | null;
}

/** /schemas of the package; the same distance from src/ and dist/. */
export const SCHEMAS_FOLDER = join(import.meta.dirname, '..', '..', 'schemas');

/** @throws CONFIG_INVALID where a schema file is missing or not JSON */
export function readSchemas(name: RecordName, folder: string = SCHEMAS_FOLDER): RecordSchemas {
  const history = join(folder, 'history', name);
  const versions = listed(history)
    .map((file) => ({ file, number: Number(/^v(\d+)\.avsc$/.exec(file)?.[1]) }))
    .filter(({ number }) => Number.isInteger(number))
    .sort((a, b) => a.number - b.number);
  const noted = notesSchema.parse(readJson(join(folder, 'history', 'released.json')))[name] ?? {};
  const files = new Set([...versions.map(({ file }) => file), ...Object.keys(noted)]);
  return {
    name,
    current: readJson(join(folder, `${name}.avsc`)),
    versions: versions.map(({ file }) => readJson(join(history, file))),
    released: [...files].map((file) => ({ file, sha256: sha256Of(join(history, file)), noted: noted[file] ?? null })),
  };
}

function listed(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Empty where the file is gone. */
function sha256Of(path: string): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return '';
  }
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ThalwegError('CONFIG_INVALID', `schema ${path}: found ${error instanceof SyntaxError ? 'text that is not JSON' : 'no readable file'}, expected an Avro schema`, { stage: 'config', cause: error });
  }
}
