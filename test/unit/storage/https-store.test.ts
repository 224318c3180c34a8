import { execFileSync } from 'node:child_process';
import type { LookupAddress } from 'node:dns';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { ErrorCode } from '../../../src/domain/errors.js';
import { refusedAddress } from '../../../src/storage/https/guarded-address.js';
import { createHttpsStore, type HttpsStoreOptions } from '../../../src/storage/https/https-store.js';

const never = new AbortController().signal;
const ref = (uri: string) => ({ uri, versionId: null, etag: null });

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

const code = (promise: Promise<unknown>): Promise<ErrorCode | 'resolved'> =>
  promise.then(
    () => 'resolved' as const,
    (error: unknown) => (error as { code: ErrorCode }).code,
  );

async function withServer<T>(listener: RequestListener, use: (host: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await use(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function readWith(options: HttpsStoreOptions, uri: string): Promise<ErrorCode | 'resolved'> {
  const store = createHttpsStore(options);
  try {
    return await code(gathered(store.read(ref(uri), null, never)));
  } finally {
    await store.close();
  }
}

/** A name service of this test's own: each name answers with its next list of addresses. */
function names(answers: Readonly<Record<string, readonly (readonly string[])[]>>): NonNullable<HttpsStoreOptions['lookup']> {
  const asked = new Map<string, number>();
  const lookup = (hostname: string, _options: unknown, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void): void => {
    const turn = asked.get(hostname) ?? 0;
    asked.set(hostname, turn + 1);
    const list = answers[hostname] ?? [];
    callback(null, (list[Math.min(turn, list.length - 1)] ?? []).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
  };
  return lookup as NonNullable<HttpsStoreOptions['lookup']>;
}

describe('https store', () => {
  it.each([
    ['127.0.0.1', 'loopback'], ['10.1.2.3', 'private'], ['172.16.0.1', 'private'], ['192.168.1.1', 'private'], ['169.254.169.254', 'linkLocal'],
    ['100.100.100.200', 'carrierGradeNat'], ['0.0.0.0', 'unspecified'], ['::1', 'loopback'], ['fe80::1', 'linkLocal'], ['fd00:ec2::254', 'uniqueLocal'],
    ['::ffff:127.0.0.1', 'loopback'], ['::ffff:a00:1', 'private'], ['64:ff9b::7f00:1', 'rfc6052'], ['2002:7f00:1::', '6to4'], ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'], ['168.63.129.16', 'control plane'], ['198.51.100.7', 'reserved'],
    ['::7f00:1', 'not public'], ['::a9fe:a9fe', 'not public'], ['64:ff9b:1::a00:1', 'rfc6052'], ['64:ff9b:2::a00:1', 'not public'], ['fec0::1', 'deprecatedSiteLocal'], ['100::1', 'discard'], ['4000::1', 'not public'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'teredo'], ['2606:2800:220:1:0:5efe:a00:1', 'embedded IPv4'], ['2606:2800:220:1:200:5efe:a00:1', 'embedded IPv4'],
    ['93.184.216.34', null], ['2a00:1450:4001:81b::200e', null], ['2606:2800:220:1:248:1893:25c8:1946', null],
  ])('judges the address %s: %s', (address, expected) => expect(refusedAddress(address)).toBe(expected));

  it.each(['https://127.0.0.1/v.mp4', 'https://[::1]/v.mp4', 'https://169.254.169.254/latest/meta-data/', 'https://2130706433/v.mp4', 'https://0x7f.1/v.mp4', 'https://[::ffff:10.0.0.1]/v.mp4', 'https://[::7f00:1]/v.mp4', 'https://[::127.0.0.1]/v.mp4'])(
    'refuses the literal private address %s without connecting',
    async (uri) => expect(await readWith({}, uri)).toBe('SOURCE_ADDRESS_REFUSED'),
  );

  it('refuses a name that resolves to a private address, also when a public one stands beside it', async () => {
    const lookup = names({ 'inside.example': [['10.0.0.5']], 'mixed.example': [['93.184.216.34', '127.0.0.1']] });
    expect(await readWith({ lookup }, 'https://inside.example/v.mp4')).toBe('SOURCE_ADDRESS_REFUSED');
    expect(await readWith({ lookup }, 'https://mixed.example/v.mp4')).toBe('SOURCE_ADDRESS_REFUSED');
  });

  it('gains nothing from a name that answers public first and private at the socket', async () => {
    let requests = 0;
    await withServer((_request, response) => {
      requests += 1;
      response.end('secret');
    }, async (host) => {
      const port = host.split(':')[1] ?? '';
      const lookup = names({ 'rebinding.example': [['127.0.0.1'], ['127.0.0.1']] });
      expect(await readWith({ lookup }, `https://rebinding.example:${port}/v.mp4`)).toBe('SOURCE_ADDRESS_REFUSED');
      expect(requests).toBe(0);
    });
  });

  it('judges every redirect as the first address', async () => {
    const redirect = (target: string): RequestListener => (_request, response) => void response.writeHead(302, { location: target }).end();
    await withServer(redirect('https://169.254.169.254/latest/'), async (host) =>
      expect(await readWith({ allowedHosts: [host] }, `http://${host}/v.mp4`)).toBe('SOURCE_ADDRESS_REFUSED'));
    await withServer(redirect('file:///etc/passwd'), async (host) =>
      expect(await readWith({ allowedHosts: [host] }, `http://${host}/v.mp4`)).toBe('SOURCE_SCHEME_UNSUPPORTED'));
    await withServer((_request, response) => void response.end('inner'), (inner) =>
      withServer(redirect(`http://${inner}/v.mp4`), async (outer) =>
        expect(await readWith({ allowedHosts: [outer] }, `http://${outer}/v.mp4`)).toBe('SOURCE_SCHEME_UNSUPPORTED')));
  });

  it('follows a redirect to an allowed host, but not for ever', async () => {
    await withServer((request, response) => {
      if (request.url === '/here.mp4') response.end('the bytes');
      else if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end();
      else response.writeHead(307, { location: '/here.mp4' }).end();
    }, async (host) => {
      const store = createHttpsStore({ allowedHosts: [host] });
      expect(await gathered(store.read(ref(`http://${host}/there.mp4`), null, never))).toBe('the bytes');
      expect(await code(gathered(store.read(ref(`http://${host}/loop`), null, never)))).toBe('SOURCE_FORBIDDEN');
      await store.close();
    });
  });

  it('speaks TLS with a trusted certificate and refuses another', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'thalweg-tls-'));
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', join(folder, 'key'), '-out', join(folder, 'cert')], { stdio: 'ignore' });
    const cert = readFileSync(join(folder, 'cert'), 'utf8');
    const server = createTlsServer({ key: readFileSync(join(folder, 'key')), cert }, (_request, response) => void response.end('over TLS'));
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    const trusting = createHttpsStore({ allowedHosts: [host], caCertificates: cert });
    expect(await gathered(trusting.read(ref(`https://${host}/v.mp4`), null, never))).toBe('over TLS');
    await trusting.close();
    expect(await readWith({ allowedHosts: [host] }, `https://${host}/v.mp4`)).toBe('SOURCE_UNAVAILABLE');
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it('refuses plain http to a host that is not allowed, and other schemes', async () => {
    expect(await readWith({}, 'http://shop.example/v.mp4')).toBe('SOURCE_SCHEME_UNSUPPORTED');
    expect(await readWith({}, 'ftp://shop.example/v.mp4')).toBe('SOURCE_SCHEME_UNSUPPORTED');
    expect(await readWith({}, 'https://')).toBe('SOURCE_SCHEME_UNSUPPORTED');
  });

  it.each([
    [404, 'SOURCE_NOT_FOUND'], [410, 'SOURCE_NOT_FOUND'], [401, 'SOURCE_FORBIDDEN'], [403, 'SOURCE_FORBIDDEN'], [412, 'SOURCE_CHANGED'],
    [429, 'SOURCE_THROTTLED'], [503, 'SOURCE_THROTTLED'], [500, 'SOURCE_UNAVAILABLE'], [504, 'SOURCE_TIMEOUT'], [418, 'SOURCE_FORBIDDEN'],
  ] as const)('calls the answer %i %s', async (status, expected) => {
    await withServer((_request, response) => void response.writeHead(status).end(), async (host) => {
      expect(await readWith({ allowedHosts: [host] }, `http://${host}/v.mp4`)).toBe(expected);
    });
  });

  it('hands on how long to wait, and keeps what is signed into an address out of its messages', async () => {
    await withServer((_request, response) => void response.writeHead(429, { 'retry-after': '7' }).end(), async (host) => {
      const store = createHttpsStore({ allowedHosts: [host] });
      const failure = store.stat(ref(`http://user:pass@${host}/v.mp4?X-Amz-Signature=secret`), never);
      await expect(failure).rejects.toMatchObject({ retryAfterMs: 7000, message: expect.not.stringMatching(/secret|pass/) as unknown });
      await store.close();
    });
  });

  it('ends a body that stalls, and one that takes too long as a whole', async () => {
    await withServer((_request, response) => void response.writeHead(200, { 'content-length': 100 }).write('a'), async (host) => {
      expect(await readWith({ allowedHosts: [host], stallMs: 300 }, `http://${host}/v.mp4`)).toBe('SOURCE_TIMEOUT');
      expect(await readWith({ allowedHosts: [host], timeoutMs: 200 }, `http://${host}/v.mp4`)).toBe('SOURCE_TIMEOUT');
    });
  });

  it('calls a connection that breaks SOURCE_UNAVAILABLE', async () => {
    await withServer((request, response) => {
      response.writeHead(200, { 'content-length': 100 }).write('a');
      setImmediate(() => request.socket.destroy());
    }, async (host) => expect(await readWith({ allowedHosts: [host] }, `http://${host}/v.mp4`)).toBe('SOURCE_UNAVAILABLE'));
  });

  describe('parts of one version only', () => {
    const answers = (headers: Record<string, string>, status = 206): RequestListener => (_request, response) => void response.writeHead(status, headers).end('0123456789');
    const range = { startByte: 0, endByte: 10 };

    it.each([
      ['a strong ETag', { etag: '"e"', 'content-range': 'bytes 0-0/10' }, 206, { ranges: true, etag: 'e' }],
      ['a weak ETag', { etag: 'W/"e"', 'content-range': 'bytes 0-0/10' }, 206, { ranges: false, etag: null }],
      ['no ETag', { 'content-range': 'bytes 0-0/10' }, 206, { ranges: false, etag: null }],
      ['no ranges', { etag: '"e"' }, 200, { ranges: false, etag: 'e' }],
    ])('can be asked for with %s', async (_what, headers, status, expected) => {
      await withServer(answers(headers, status), async (host) => {
        const store = createHttpsStore({ allowedHosts: [host] });
        expect(await store.stat(ref(`http://${host}/v.mp4`), never)).toMatchObject(expected);
        await store.close();
      });
    });

    it.each([
      ['the same version', { etag: '"e"', 'content-range': 'bytes 0-9/10' }, 'resolved'],
      ['another ETag', { etag: '"f"', 'content-range': 'bytes 0-9/10' }, 'SOURCE_CHANGED'],
      ['no ETag any more', { 'content-range': 'bytes 0-9/10' }, 'SOURCE_CHANGED'],
      ['another size', { etag: '"e"', 'content-range': 'bytes 0-9/11' }, 'SOURCE_CHANGED'],
      ['another beginning', { etag: '"e"', 'content-range': 'bytes 5-9/10' }, 'SOURCE_UNAVAILABLE'],
      ['no range named', { etag: '"e"' }, 'SOURCE_UNAVAILABLE'],
    ] as const)('are taken from an answer with %s: %s', async (_what, headers, expected) => {
      await withServer(answers(headers), async (host) => {
        const store = createHttpsStore({ allowedHosts: [host] });
        expect(await code(gathered(store.read({ uri: `http://${host}/v.mp4`, versionId: null, etag: 'e', sizeBytes: 10 }, range, never)))).toBe(expected);
        await store.close();
      });
    });

    it.each([
      ['"e"', 'resolved'], ['W/"e"', 'resolved'], ['"f"', 'SOURCE_CHANGED'], [null, 'resolved'],
    ] as const)('and the version that was uploaded, from a server that does not heed If-Match and says %s: %s', async (etag, expected) => {
      await withServer(answers({ ...(etag === null ? {} : { etag }), 'content-range': 'bytes 0-0/10' }), async (host) => {
        const store = createHttpsStore({ allowedHosts: [host] });
        expect(await code(store.stat({ uri: `http://${host}/v.mp4`, versionId: null, etag: 'e' }, never))).toBe(expected);
        await store.close();
      });
    });
  });
});
