import { createServer, type RequestListener } from 'node:http';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProductVideoUploaded } from '../../../src/domain/product-video-uploaded.js';
import { AvroCodec } from '../../../src/schemas/avro-codec.js';
import { avroType } from '../../../src/schemas/avro/avro-type.js';
import { openRecordCodecs } from '../../../src/schemas/open-record-codecs.js';
import { RegistryCache } from '../../../src/schemas/registry/registry-cache.js';
import { SchemaRegistry } from '../../../src/schemas/registry/schema-registry.js';
import { RECORD_NAMES, readSchemas } from '../../../src/schemas/schema-files.js';
import { type RegistryService, startRegistry } from '../../support/services.js';

const never = new AbortController().signal;
const UPLOAD: ProductVideoUploaded = {
  videoId: 'v-1', productId: null, media: { uri: 's3://b/v.mp4', etag: null, versionId: null, sizeBytes: 12, sha256: null, contentType: null },
  listing: null, market: 'DE', lane: 'realtime', thinking: 'auto', uploadedAt: '2026-03-01T10:00:00.000Z',
};

let service: RegistryService;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thalweg-registry-'));
  service = await startRegistry();
});
afterAll(async () => {
  await service.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** How long the real registry may take: a JVM that has just started, on a busy machine, needs seconds for its first answers. */
const PATIENCE_MS = 30_000;
const registry = (url = service.url, file: string | null = null, timeoutMs = PATIENCE_MS) => new SchemaRegistry({ url, timeoutMs, cache: new RegistryCache(url, file) });
const codecs = (topic: string, cacheFile: string | null = null, url = service.url) => ({
  uploaded: new AvroCodec<ProductVideoUploaded>(readSchemas('ProductVideoUploaded'), { registry: registry(url, cacheFile), subject: `${topic}-value` }),
});

describe('records with a real registry', () => {
  it('carry 00 and the id under which the schema is registered, which others can look up', async () => {
    const bytes = Buffer.from(await codecs('framed').uploaded.encode(UPLOAD, never));
    expect(bytes[0]).toBe(0);
    const answer = (await (await fetch(`${service.url}/schemas/ids/${bytes.readUInt32BE(1)}`)).json()) as { schema: string };
    expect(JSON.parse(answer.schema)).toMatchObject({ name: 'ProductVideoUploaded', namespace: 'thalweg' });
    const config = (await (await fetch(`${service.url}/config/framed-value`)).json()) as { compatibilityLevel: string };
    expect(config.compatibilityLevel).toBe('FULL_TRANSITIVE');
  });

  it('are read by a process that has never seen the schema, and with either framing', async () => {
    const other = codecs('framed');
    expect(await other.uploaded.decode(await codecs('framed').uploaded.encode(UPLOAD, never), never)).toMatchObject(UPLOAD);
    expect(await other.uploaded.decode(await openRecordCodecs({ registryUrl: null, timeoutMs: 1 }).uploaded.encode(UPLOAD, never), never)).toMatchObject(UPLOAD);
  });

  it('of a writer with more fields are read', async () => {
    const schema = structuredClone(readSchemas('ProductVideoUploaded').current) as { fields: object[] };
    schema.fields.push({ name: 'campaign', type: 'string', default: '' });
    const id = await registry().idOf('ahead-value', schema, never);
    const header = Buffer.from([0, 0, 0, 0, 0]);
    header.writeUInt32BE(id, 1);
    const bytes = Buffer.concat([header, avroType(schema).toBuffer({ ...UPLOAD, campaign: 'spring' })]);
    expect(JSON.parse(JSON.stringify(await codecs('ahead').uploaded.decode(bytes, never)))).toEqual(UPLOAD);
  });

  it('of a schema that is something else are SCHEMA_INCOMPATIBLE', async () => {
    const id = await registry().idOf('other-value', { type: 'record', name: 'Weather', fields: [{ name: 'degrees', type: 'int' }] }, never);
    const bytes = Buffer.from([0, 0, 0, 0, 0, 2]);
    bytes.writeUInt32BE(id, 1);
    await expect(codecs('other').uploaded.decode(bytes, never)).rejects.toMatchObject({ code: 'SCHEMA_INCOMPATIBLE', kind: 'permanent' });
  });

  it('of an id that nobody registered are SCHEMA_UNKNOWN', async () => {
    await expect(codecs('unknown').uploaded.decode(Buffer.from([0, 0, 0x7f, 0, 0, 1]), never)).rejects.toMatchObject({ code: 'SCHEMA_UNKNOWN', kind: 'permanent' });
  });

  it('are refused where the subject holds what they break', async () => {
    await registry().idOf('taken-value', { type: 'record', name: 'ProductVideoUploaded', namespace: 'thalweg', fields: [{ name: 'videoId', type: 'int' }] }, never);
    await expect(codecs('taken').uploaded.encode(UPLOAD, never)).rejects.toMatchObject({ code: 'SCHEMA_REGISTRATION_REFUSED', kind: 'fatal' });
  });

  it('registers the records of a pipeline under their full names', async () => {
    await openRecordCodecs({ registryUrl: service.url, timeoutMs: PATIENCE_MS, cachePath: null }).uploaded.encode(UPLOAD, never);
    expect(await (await fetch(`${service.url}/subjects`)).json()).toContain('thalweg.ProductVideoUploaded');
  });

  it('every released version of every schema is accepted in turn', async () => {
    for (const name of RECORD_NAMES) {
      for (const version of readSchemas(name).versions) expect(await registry().idOf(`history-${name}`, version, never)).toBeGreaterThan(0);
    }
  });
});

describe('an outage of the registry', () => {
  it('stops nothing that was seen before, in this process or, with a cache file, in the one before it', async () => {
    const cacheFile = join(folder, 'cache.json');
    const before = codecs('outage', cacheFile);
    const bytes = await before.uploaded.encode(UPLOAD, never);
    await before.uploaded.decode(bytes, never);
    await service.stop();
    try {
      expect(await before.uploaded.decode(await before.uploaded.encode(UPLOAD, never), never)).toMatchObject(UPLOAD);
      const restarted = codecs('outage', cacheFile);
      expect(Buffer.from(await restarted.uploaded.encode(UPLOAD, never)).equals(Buffer.from(bytes))).toBe(true);
      expect(await restarted.uploaded.decode(bytes, never)).toMatchObject(UPLOAD);

      const cold = codecs('outage');
      await expect(cold.uploaded.decode(bytes, never)).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE', kind: 'retryable' });
      await expect(cold.uploaded.encode(UPLOAD, never)).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE', kind: 'retryable' });
      const elsewhere = codecs('outage', cacheFile, 'http://127.0.0.1:9/apis');
      await expect(elsewhere.uploaded.decode(bytes, never)).rejects.toMatchObject({ code: 'REGISTRY_UNAVAILABLE' });
      await service.start();
      expect(await cold.uploaded.decode(bytes, never)).toMatchObject(UPLOAD);
    } finally {
      await service.start();
    }
  });

  it('a damaged cache file counts as none and is written anew', async () => {
    const cacheFile = join(folder, 'damaged.json');
    await writeFile(cacheFile, '{"url":');
    await codecs('damaged', cacheFile).uploaded.encode(UPLOAD, never);
    expect(JSON.parse(await readFile(cacheFile, 'utf8'))).toMatchObject({ url: service.url });
  });
});

describe('a registry that misbehaves', () => {
  const withServer = async (listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> => {
    const server = createServer(listener);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  it.each([
    ['never answers', () => undefined, 'REGISTRY_UNAVAILABLE'],
    ['answers 503', (_request, response) => void response.writeHead(503).end(), 'REGISTRY_UNAVAILABLE'],
    ['answers 404 to everything, as a proxy before a dead one', (_request, response) => void response.writeHead(404).end('{}'), 'REGISTRY_UNAVAILABLE'],
    ['answers with a page', (_request, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'), 'REGISTRY_UNAVAILABLE'],
    ['wants another password', (_request, response) => void response.writeHead(401).end('{}'), 'CREDENTIALS_REFUSED'],
  ] as readonly (readonly [string, RequestListener, string])[])('%s', async (_what, listener, code) => {
    await withServer(listener, async (url) => {
      await expect(registry(url, null, 300).schemaOf(7, never)).rejects.toMatchObject({ code });
      await expect(registry(url, null, 300).idOf('s', { type: 'record', name: 'R', fields: [] }, never)).rejects.toMatchObject({ code });
    });
  });

  it('is asked with the user and password of its address, which no message shows', async () => {
    const asked: (string | undefined)[] = [];
    await withServer((request, response) => {
      asked.push(request.headers.authorization);
      response.writeHead(401).end('{}');
    }, async (url) => {
      const secret = registry(url.replace('//', '//me:pa%20ss@'));
      await expect(secret.schemaOf(7, never)).rejects.toMatchObject({ code: 'CREDENTIALS_REFUSED', message: expect.not.stringMatching(/me:|pa ss|pa%20ss/) as unknown });
    });
    expect(asked[0]).toBe(`Basic ${Buffer.from('me:pa ss').toString('base64')}`);
  });

  it('is not asked for what a caller no longer wants', async () => {
    await withServer(() => undefined, async (url) => {
      const stop = new AbortController();
      const asking = registry(url, null, 60_000).schemaOf(7, stop.signal);
      stop.abort();
      await expect(asking).rejects.toMatchObject({ code: 'CANCELLED' });
    });
  });

  it('with an address that is none is a configuration error', () => {
    expect(() => openRecordCodecs({ registryUrl: 'registry:8081', timeoutMs: 1 })).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});
