import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ComplianceFlagRaised } from '../domain/compliance-flag-raised.js';
import type { ProductVideoEscalation } from '../domain/escalation.js';
import type { ProductVideoEnriched } from '../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { ReviewRequested } from '../domain/review-requested.js';
import type { RecordCodecs } from '../stages/publish/record-codecs.js';
import { AvroCodec } from './avro-codec.js';
import { readSchemaFile, SCHEMA_FOLDER, type RecordName, type RecordSchema } from './schema-files.js';
import { SchemaRegistry } from './schema-registry.js';

export interface RecordCodecOptions {
  /** Null: single-object encoding, no registry. */
  readonly registryUrl: string | null;
  readonly timeoutMs: number;
  /** File that keeps the registry's answers; default in the user's cache folder. */
  readonly cachePath?: string | null;
}

/** The Avro codecs of all records. Asks the registry for nothing before the first record needs it. */
export function openRecordCodecs(options: RecordCodecOptions): Omit<RecordCodecs, 'intake'> {
  const { registryUrl, timeoutMs } = options;
  const registry = registryUrl === null ? null : new SchemaRegistry({ url: registryUrl, timeoutMs, cachePath: options.cachePath === undefined ? cacheFile(registryUrl) : options.cachePath });
  const codec = <T>(name: RecordName): AvroCodec<T> => new AvroCodec<T>(readSchemaFile(name), olderVersions(name), registry);
  return {
    uploaded: codec<ProductVideoUploaded>('ProductVideoUploaded'),
    enriched: codec<ProductVideoEnriched>('ProductVideoEnriched'),
    escalation: codec<ProductVideoEscalation>('ProductVideoEscalation'),
    complianceFlag: codec<ComplianceFlagRaised>('ComplianceFlagRaised'),
    review: codec<ReviewRequested>('ReviewRequested'),
  };
}

/** Every committed version of a record's schema, oldest first. */
export function olderVersions(name: RecordName): readonly RecordSchema[] {
  const folder = join(SCHEMA_FOLDER, 'history', name);
  if (!existsSync(folder)) return [];
  const numbered = readdirSync(folder).flatMap((file) => (/^v(\d+)\.avsc$/.exec(file) === null ? [] : [{ file, version: Number(file.slice(1, -5)) }]));
  return numbered.sort((a, b) => a.version - b.version).map(({ file }) => readSchemaFile(name, join(folder, file)));
}

/** One file a registry: ids of different registries mean different schemas. */
function cacheFile(registryUrl: string): string {
  const root = process.env['THALWEG_CACHE_DIR'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'thalweg');
  return join(root, 'schemas', `${createHash('sha256').update(registryUrl).digest('hex').slice(0, 16)}.json`);
}
