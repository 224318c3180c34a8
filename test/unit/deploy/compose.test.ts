import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { VERSIONS } from '../../../scripts/services/places.js';

interface Compose {
  readonly services: Readonly<Record<string, { readonly image: string; readonly ports: readonly string[]; readonly volumes: readonly string[] }>>;
  readonly volumes: Readonly<Record<string, null>>;
}

const compose = parse(readFileSync('deploy/compose.yaml', 'utf8')) as Compose;

describe('deploy/compose.yaml', () => {
  it('names the versions that the tests run against', () => {
    const images = Object.fromEntries(Object.entries(compose.services).map(([name, { image }]) => [name, image]));
    expect(images).toEqual({ kafka: `apache/kafka:${VERSIONS.kafka}`, s3: `versity/versitygw:${VERSIONS.versitygw}`, registry: `apicurio/apicurio-registry:${VERSIONS.registry}` });
  });

  it('publishes on loopback only, and keeps all data in named volumes', () => {
    const services = Object.values(compose.services);
    expect(services.flatMap(({ ports }) => ports).filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(services.flatMap(({ volumes }) => volumes.map((volume) => volume.split(':')[0] ?? '')).sort()).toEqual(Object.keys(compose.volumes).sort());
  });
});
