import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import type { ThalwegError } from '../../../src/domain/errors.js';
import { createS3Store } from '../../../src/storage/s3/s3-store.js';

const never = new AbortController().signal;
const ref = (uri: string) => ({ uri, versionId: null, etag: null });
const xml = (code: string, more = '') => `<?xml version="1.0"?><Error><Code>${code}</Code><Message>m</Message>${more}</Error>`;

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all).toString();
}

async function withStore<T>(listener: RequestListener, use: (store: ReturnType<typeof createS3Store>) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const store = createS3Store({ endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' }, maxAttempts: 1 });
  try {
    return await use(store);
  } finally {
    store.close();
    server.closeAllConnections();
    server.close();
  }
}

/** The region that a request was signed for. */
const signedFor = (request: IncomingMessage): string => /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '')?.[1] ?? 'none';

describe('a refusal by S3', () => {
  it.each([
    [403, 'InvalidAccessKeyId', 'CREDENTIALS_REFUSED', 'fatal'],
    [403, 'SignatureDoesNotMatch', 'CREDENTIALS_REFUSED', 'fatal'],
    [400, 'ExpiredToken', 'CREDENTIALS_REFUSED', 'fatal'],
    [400, 'AuthorizationHeaderMalformed', 'SOURCE_FORBIDDEN', 'permanent'],
    [301, 'PermanentRedirect', 'SOURCE_FORBIDDEN', 'permanent'],
    [403, 'AccessDenied', 'SOURCE_FORBIDDEN', 'permanent'],
    [403, 'AllAccessDisabled', 'SOURCE_FORBIDDEN', 'permanent'],
    [400, 'KMS.DisabledException', 'SOURCE_FORBIDDEN', 'permanent'],
  ] as const)('%i %s is %s (%s)', async (status, name, code, kind) => {
    await withStore((_request, response) => void response.writeHead(status, { 'content-type': 'application/xml' }).end(xml(name)), async (store) => {
      await expect(gathered(store.read(ref('s3://bucket/x'), null, never))).rejects.toMatchObject({ code, kind } satisfies Partial<ThalwegError>);
      await expect(store.stat(ref('s3://bucket/x'), never)).rejects.toMatchObject({ code, kind } satisfies Partial<ThalwegError>);
    });
  });
});

describe('a bucket of another region', () => {
  const HEADER: RequestListener = (_request, response) => void response.writeHead(301, { 'x-amz-bucket-region': 'eu-west-3', 'content-type': 'application/xml' }).end(xml('PermanentRedirect'));
  const BODY: RequestListener = (_request, response) => void response.writeHead(400, { 'content-type': 'application/xml' }).end(xml('AuthorizationHeaderMalformed', '<Region>eu-west-3</Region>'));

  it.each([['a header', HEADER], ['the body', BODY]])('is read there when %s names the region, and asked for there from then on', async (_where, elsewhere) => {
    const asked: string[] = [];
    const listener: RequestListener = (request, response) => {
      const region = signedFor(request);
      asked.push(`${request.method ?? ''} ${(request.url ?? '').split('?')[0] ?? ''} ${region}`);
      if ((request.url ?? '').startsWith('/far/') !== (region === 'eu-west-3')) elsewhere(request, response);
      else response.writeHead(200, { 'content-length': 5, etag: '"e"' }).end('bytes');
    };
    await withStore(listener, async (store) => {
      const reads = await Promise.all(['s3://far/a', 's3://near/b', 's3://far/c', 's3://near/d'].map((uri) => gathered(store.read(ref(uri), null, never))));
      expect(reads).toEqual(['bytes', 'bytes', 'bytes', 'bytes']);
      asked.length = 0;
      expect(await gathered(store.read(ref('s3://far/e'), null, never))).toBe('bytes');
      expect(await gathered(store.read(ref('s3://near/f'), null, never))).toBe('bytes');
      expect(asked).toEqual(['GET /far/e eu-west-3', 'GET /near/f us-east-1']);
    });
  });

  it('is found by a look at the object, whose answer has no body', async () => {
    await withStore((request, response) => {
      if (signedFor(request) === 'eu-west-3') response.writeHead(200, { 'content-length': 5, etag: '"e"' }).end(request.method === 'HEAD' ? '' : 'bytes');
      else BODY(request, response);
    }, async (store) => expect(await store.stat(ref('s3://far/a'), never)).toMatchObject({ sizeBytes: 5, etag: 'e' }));
  });

  it.each(['eu-west-3.evil.example/', 'a b', ''])('is not looked for in a region called "%s"', async (region) => {
    let asked = 0;
    await withStore((_request, response) => {
      asked += 1;
      response.writeHead(400, { 'content-type': 'application/xml' }).end(xml('AuthorizationHeaderMalformed', `<Region>${region}</Region>`));
    }, async (store) => {
      await expect(gathered(store.read(ref('s3://far/a'), null, never))).rejects.toMatchObject({ code: 'SOURCE_FORBIDDEN' });
      expect(asked).toBe(1);
    });
  });
});
