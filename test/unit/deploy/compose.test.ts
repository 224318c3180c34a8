import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { VERSIONS } from '../../../scripts/services/places.js';

interface Compose {
  readonly services: Readonly<Record<string, { readonly image: string; readonly ports: readonly string[]; readonly volumes: readonly string[]; readonly healthcheck: { readonly test: readonly string[] } }>>;
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

  it('can be waited for: every service says when it serves', () => {
    for (const { healthcheck } of Object.values(compose.services)) expect(healthcheck.test[0]).toBe('CMD');
  });

  it.each([[200, 0], [503, 1], [null, 1]])('the look at the registry takes an answer of %s as %i', async (status, expected) => {
    // The server answers in a process of its own, since the look is waited for.
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const { port } = server.address() as AddressInfo;
    await new Promise((closed) => server.close(closed));
    const [, bash = '', flag = '', script = ''] = compose.services['registry']?.healthcheck.test ?? [];
    const answering = `const s = require('node:http').createServer((q, r) => { r.statusCode = q.url === '/apis/ccompat/v7/subjects' ? ${String(status)} : 404; r.end('[]'); }).listen(${port}, '127.0.0.1', () => { const child = require('node:child_process').spawn(process.argv[1], [process.argv[2], process.argv[3]], { stdio: 'inherit' }); child.on('exit', (code) => process.exit(code)); });`;
    const local = script.replace('/127.0.0.1/8080', `/127.0.0.1/${port}`);
    const look = status === null ? spawnSync(bash, [flag, local]) : spawnSync(process.execPath, ['-e', answering, bash, flag, local]);
    expect(look.status).toBe(expected);
  });
});
