import { checkCompatibility } from '../../schemas/compatibility.js';
import { subjectOf } from '../../schemas/open-record-codecs.js';
import { RegistryCache } from '../../schemas/registry/registry-cache.js';
import { SchemaRegistry } from '../../schemas/registry/schema-registry.js';
import { RECORD_NAMES, readSchemas } from '../../schemas/schema-files.js';
import { asThalwegError } from '../../domain/errors.js';
import { failed, type Finding, ok } from './finding.js';

export interface RegistryAddress {
  readonly url: string;
  readonly timeoutMs: number;
}

/** Whether every released version of every schema reads every other; asks nobody. */
export function checkSchemaFiles(): readonly Finding[] {
  return RECORD_NAMES.flatMap((name) => {
    const schemas = readSchemas(name);
    const problems = checkCompatibility(schemas);
    if (problems.length === 0) return [ok(`schemas/${name}.avsc`, `version ${schemas.versions.length}, FULL_TRANSITIVE over ${schemas.versions.length} ${schemas.versions.length === 1 ? 'version' : 'versions'}`)];
    return problems.map(({ problem }) => failed(`schemas/${name}.avsc`, problem, 'keep released versions readable: add fields with a default, never change or rename one'));
  });
}

/** Whether the registry has the schemas that are written. @throws REGISTRY_UNAVAILABLE, CREDENTIALS_REFUSED, CONFIG_INVALID */
export async function checkRegistered(address: RegistryAddress, signal: AbortSignal): Promise<readonly Finding[]> {
  const registry = openRegistry(address);
  await registry.reach(signal);
  const findings: Finding[] = [];
  for (const name of RECORD_NAMES) {
    const id = await registry.find(subjectOf(name), readSchemas(name).current, signal);
    findings.push(id === null ? failed(subjectOf(name), 'not registered', 'thalweg schemas register') : ok(subjectOf(name), `registered as id ${id}`));
  }
  return findings;
}

/** Registers what is not registered yet, one schema after the other; one that is refused does not keep the others. @throws as `checkRegistered` */
export async function registerSchemas(address: RegistryAddress, signal: AbortSignal): Promise<readonly Finding[]> {
  const registry = openRegistry(address);
  await registry.reach(signal);
  const findings: Finding[] = [];
  for (const name of RECORD_NAMES) {
    const schema = readSchemas(name).current;
    try {
      const before = await registry.find(subjectOf(name), schema, signal);
      const id = await registry.idOf(subjectOf(name), schema, signal);
      findings.push(ok(subjectOf(name), `${before === null ? 'registered' : 'was registered'} as id ${id}`));
    } catch (error) {
      const known = asThalwegError(error);
      if (known.code !== 'SCHEMA_REGISTRATION_REFUSED') throw known;
      findings.push(failed(subjectOf(name), known.message, 'look at the versions of this subject: another program registered a schema that this one would break'));
    }
  }
  return findings;
}

/** With a memory that is not kept: what is asked here must come from the registry itself. */
const openRegistry = ({ url, timeoutMs }: RegistryAddress): SchemaRegistry => new SchemaRegistry({ url, timeoutMs, cache: new RegistryCache(url, null) });
