import { avroType } from './avro/avro-type.js';
import { canonicalForm } from './avro/fingerprint.js';
import type { RecordSchemas } from './schema-files.js';

export interface SchemaProblem {
  readonly record: string;
  /** What is wrong, for a person. */
  readonly problem: string;
}

/**
 * FULL_TRANSITIVE: every released version reads what every other wrote, so that producers and consumers may be updated
 * in any order, and old records stay readable for ever. Also: what is in use is what was released last.
 */
export function checkCompatibility({ name, current, versions, released }: RecordSchemas): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const latest = versions.at(-1);
  if (latest === undefined) return [{ record: name, problem: `schemas/history/${name} has no version; copy schemas/${name}.avsc to schemas/history/${name}/v1.avsc` }];
  if (JSON.stringify(latest) !== JSON.stringify(current)) {
    const next = `schemas/history/${name}/v${versions.length + 1}.avsc`;
    problems.push({ record: name, problem: `schemas/${name}.avsc differs from version ${versions.length}; a released version never changes: copy the new one to ${next}` });
  }
  for (const { file, sha256, noted } of released) {
    if (sha256 === noted) continue;
    const path = `schemas/history/${name}/${file}`;
    if (noted === null) problems.push({ record: name, problem: `${path} is not noted in schemas/history/released.json; when it is released, note its SHA-256 there: ${sha256}` });
    else problems.push({ record: name, problem: sha256 === '' ? `${path} was released and is gone; put it back` : `${path} was changed after it was released (SHA-256 found ${sha256}, released ${noted}); put it back, and write the change as a new version` });
  }
  const all = JSON.stringify(latest) === JSON.stringify(current) ? versions : [...versions, current];
  const label = (at: number): string => (at < versions.length ? `version ${at + 1}` : 'the new version');
  for (const [reader, readerSchema] of all.entries()) {
    for (const [writer, writerSchema] of all.entries()) {
      if (reader === writer) continue;
      const why = incompatibility(readerSchema, writerSchema);
      if (why !== null) problems.push({ record: name, problem: `${label(reader)} cannot read what ${label(writer)} wrote: ${why}` });
    }
  }
  return problems;
}

/** Why a reader cannot take what a writer wrote; null when it can. */
export function incompatibility(reader: unknown, writer: unknown): string | null {
  if (canonicalForm(reader) === canonicalForm(writer)) return null;
  try {
    avroType(reader).createResolver(avroType(writer));
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
