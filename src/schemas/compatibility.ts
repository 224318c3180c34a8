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
export function checkCompatibility({ name, current, versions }: RecordSchemas): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const latest = versions.at(-1);
  if (latest === undefined) return [{ record: name, problem: `schemas/history/${name} has no version; copy schemas/${name}.avsc to schemas/history/${name}/v1.avsc` }];
  if (JSON.stringify(latest) !== JSON.stringify(current)) {
    const next = `schemas/history/${name}/v${versions.length + 1}.avsc`;
    problems.push({ record: name, problem: `schemas/${name}.avsc differs from version ${versions.length}; a released version never changes: copy the new one to ${next}` });
  }
  const all = problems.length === 0 ? versions : [...versions, current];
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
