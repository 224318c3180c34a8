import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { ComplianceFlagRaised } from '../domain/compliance-flag-raised.js';
import type { ProductVideoEscalation } from '../domain/escalation.js';
import type { ProductVideoEnriched } from '../domain/product-video-enriched.js';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { ReviewRequested } from '../domain/review-requested.js';
import type { RecordCodecs } from '../stages/publish/record-codecs.js';
import { AvroCodec } from './avro-codec.js';
import { RegistryCache } from './registry/registry-cache.js';
import { SchemaRegistry } from './registry/schema-registry.js';
import { readSchemas, type RecordName } from './schema-files.js';

export interface RecordCodecOptions {
  /** Root of a Confluent-compatible registry; null: single-object encoding. */
  readonly registryUrl: string | null;
  readonly timeoutMs: number;
  /** File that keeps the registry's answers over a restart; null: in memory only; default: in the user's cache folder. */
  readonly cachePath?: string | null;
}

/** The subject of a record's schema: its full name (RecordNameStrategy), whatever the topics are called. */
export const subjectOf = (record: RecordName): string => `thalweg.${record}`;

/** The Avro codecs of all records. Asks the registry for nothing until a record needs it. @throws CONFIG_INVALID */
export function openRecordCodecs({ registryUrl, timeoutMs, cachePath }: RecordCodecOptions): Omit<RecordCodecs, 'intake'> {
  const registry = registryUrl === null ? null : new SchemaRegistry({ url: registryUrl, timeoutMs, cache: new RegistryCache(withoutUser(registryUrl), cachePath === undefined ? cacheFile(registryUrl) : cachePath) });
  const codec = <T>(record: RecordName): AvroCodec<T> => new AvroCodec<T>(readSchemas(record), registry === null ? null : { registry, subject: subjectOf(record) });
  return {
    uploaded: codec<ProductVideoUploaded>('ProductVideoUploaded'),
    enriched: codec<ProductVideoEnriched>('ProductVideoEnriched'),
    escalation: codec<ProductVideoEscalation>('ProductVideoEscalation'),
    complianceFlag: codec<ComplianceFlagRaised>('ComplianceFlagRaised'),
    review: codec<ReviewRequested>('ReviewRequested'),
  };
}

const withoutUser = (url: string): string => url.replace(/\/\/[^/?#]*@/, '//');

/** One file a registry: ids of different registries mean different schemas. */
function cacheFile(registryUrl: string): string {
  const root = process.env['THALWEG_CACHE_DIR'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'thalweg');
  return join(root, 'schemas', `${createHash('sha256').update(withoutUser(registryUrl)).digest('hex').slice(0, 16)}.json`);
}
