import { createHash } from 'node:crypto';
import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ErrorCode } from '../../../src/domain/errors.js';
import { createFetchStage } from '../../../src/stages/fetch/fetch-stage.js';
import type { ObjectStore } from '../../../src/stages/object-store.js';
import { createS3Store } from '../../../src/storage/s3/s3-store.js';
import { openWorkFolder } from '../../../src/storage/work-folder/work-folder.js';
import { type S3Service, startS3 } from '../../support/services.js';

const never = new AbortController().signal;
const ref = (uri: string, versionId: string | null = null) => ({ uri, versionId, etag: null });
const plain = { contentType: null };

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

async function withServer<T>(listener: RequestListener, use: (endpoint: string) => Promise<T>): Promise<T> {
  const server = createServer(listener);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('s3 store on a real S3 endpoint', () => {
  let s3: S3Service;
  let client: S3Client;
  const credentials = () => ({ accessKeyId: s3.accessKeyId, secretAccessKey: s3.secretAccessKey });
  beforeAll(async () => {
    s3 = await startS3();
    client = new S3Client({ endpoint: s3.endpoint, region: s3.region, forcePathStyle: true, credentials: s3 });
  });
  afterAll(async () => {
    client.destroy();
    await s3.dispose();
  });

  it('reads the version it is asked for, and the newest otherwise', async () => {
    const store = createS3Store({ endpoint: s3.endpoint, credentials: credentials() });
    await client.send(new CreateBucketCommand({ Bucket: 'versioned' }));
    await client.send(new PutBucketVersioningCommand({ Bucket: 'versioned', VersioningConfiguration: { Status: 'Enabled' } }));
    const first = await store.write('s3://versioned/v.mp4', Buffer.from('first'), plain, never);
    const second = await store.write('s3://versioned/v.mp4', Buffer.from('second'), plain, never);
    expect(first.versionId).not.toBeNull();
    expect(second.versionId).not.toBe(first.versionId);
    expect(await gathered(store.read(ref('s3://versioned/v.mp4', first.versionId), null, never))).toBe('first');
    expect(await gathered(store.read(ref('s3://versioned/v.mp4'), null, never))).toBe('second');
    store.close();
  });

  it.each([
    ['in one piece', 64 * 1024 * 1024],
    ['in parts of 5 MiB', 5 * 1024 * 1024],
  ])('fetches an object of 23 MiB that was put %s by parallel ranges, and finds out when its bytes are others', async (_how, partBytes) => {
    const bytes = createHash('shake256', { outputLength: 23 * 1024 * 1024 + 17 }).update(String(partBytes)).digest();
    const store = createS3Store({ endpoint: s3.endpoint, credentials: credentials(), partBytes });
    const bucket = `large-${partBytes}`;
    await client.send(new CreateBucketCommand({ Bucket: bucket }));
    const uri = `s3://${bucket}/v.mp4`;
    const { etag, digest } = await store.write(uri, bytes, plain, never);
    const multipart = partBytes < bytes.length;
    expect(etag?.endsWith('-5')).toBe(multipart);
    expect(digest?.algorithm).toBe(multipart ? 'md5-of-parts' : 'crc32');

    const folder = await mkdtemp(join(tmpdir(), 'thalweg-large-'));
    const work = await openWorkFolder({ root: join(folder, 'work'), limitBytes: 64 * 1024 ** 2 });
    const ranges: string[] = [];
    const counting: ObjectStore = {
      ...store,
      read: (ref, range, signal) => {
        ranges.push(range === null ? 'whole' : `${range.startByte}-${range.endByte}`);
        return store.read(ref, range, signal);
      },
    };
    const fetcher = createFetchStage({ stores: { s3: counting }, work, localRoots: [], limits: {} });
    const uploaded = { videoId: 'v', productId: null, media: { uri, etag: `"${etag ?? ''}"`, versionId: null, sizeBytes: bytes.length, sha256: null, contentType: null }, listing: null, market: null, lane: 'realtime', thinking: 'auto', uploadedAt: null } as const;
    const video = await fetcher.fetch(uploaded, never);
    expect(ranges).toEqual(['0-8388608', '8388608-16777216', `16777216-${bytes.length}`]);
    expect((await readFile(video.path)).equals(bytes)).toBe(true);
    await video.dispose();

    // A byte that rots on the server's disk changes neither size nor ETag.
    const onDisk = join(s3.objects, bucket, 'v.mp4');
    const file = await open(onDisk, 'r+');
    await file.write(Buffer.from([255 - (bytes[9_000_000] ?? 0)]), 0, 1, 9_000_000);
    await file.close();
    await expect(fetcher.fetch(uploaded, never)).rejects.toMatchObject({ code: 'SOURCE_CHECKSUM_MISMATCH' });
    expect(work.reservedBytes()).toBe(0);
    await work.close();
    await rm(folder, { recursive: true });
    store.close();
  });

  it('takes endpoint, region and credentials from the environment of the AWS SDK', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'from-environment' }));
    const before = { ...process.env };
    Object.assign(process.env, s3.environment);
    try {
      const store = createS3Store();
      expect((await store.write('s3://from-environment/x', Buffer.from('x'), plain, never)).sizeBytes).toBe(1);
      store.close();
    } finally {
      process.env = before;
    }
  });

  it('calls refused credentials CREDENTIALS_REFUSED, also where the answer to HEAD says nothing', async () => {
    await client.send(new CreateBucketCommand({ Bucket: 'closed' }));
    const unknown = createS3Store({ endpoint: s3.endpoint, credentials: { accessKeyId: 'nobody', secretAccessKey: 'x' } });
    const wrong = createS3Store({ endpoint: s3.endpoint, credentials: { ...credentials(), secretAccessKey: 'wrong' } });
    expect(await code(unknown.stat(ref('s3://closed/x'), never))).toBe('CREDENTIALS_REFUSED');
    expect(await code(wrong.stat(ref('s3://closed/x'), never))).toBe('CREDENTIALS_REFUSED');
    expect(await code(gathered(wrong.read(ref('s3://closed/x'), null, never)))).toBe('CREDENTIALS_REFUSED');
  });

  it('calls a missing bucket SOURCE_NOT_FOUND and what is no address SOURCE_SCHEME_UNSUPPORTED', async () => {
    const store = createS3Store({ endpoint: s3.endpoint, credentials: credentials() });
    expect(await code(store.stat(ref('s3://no-such-bucket/x'), never))).toBe('SOURCE_NOT_FOUND');
    expect(await code(store.stat(ref('s3://no-such-bucket'), never))).toBe('SOURCE_SCHEME_UNSUPPORTED');
    store.close();
  });

  it('calls an endpoint that is away SOURCE_UNAVAILABLE, and works again when it is back', async () => {
    const store = createS3Store({ endpoint: s3.endpoint, credentials: credentials(), maxAttempts: 1 });
    await client.send(new CreateBucketCommand({ Bucket: 'outage' }));
    await store.write('s3://outage/x', Buffer.from('x'), plain, never);
    await s3.stop();
    expect(await code(store.stat(ref('s3://outage/x'), never))).toBe('SOURCE_UNAVAILABLE');
    await s3.start();
    expect(await code(store.stat(ref('s3://outage/x'), never))).toBe('resolved');
    store.close();
  });

  it('calls an endpoint that never answers SOURCE_TIMEOUT', async () => {
    await withServer(() => undefined, async (endpoint) => {
      const store = createS3Store({ endpoint, credentials: credentials(), maxAttempts: 1, stallMs: 200 });
      expect(await code(store.stat(ref('s3://some-bucket/x'), never))).toBe('SOURCE_TIMEOUT');
      store.close();
    });
  });

  it.each([
    [503, 'SlowDown', 'SOURCE_THROTTLED'],
    [500, 'InternalError', 'SOURCE_UNAVAILABLE'],
    [403, 'AccessDenied', 'SOURCE_FORBIDDEN'],
    [403, 'ExpiredToken', 'CREDENTIALS_REFUSED'],
    [403, 'InvalidObjectState', 'SOURCE_FORBIDDEN'],
  ] as const)('calls %i %s %s', async (status, name, expected) => {
    const answer: RequestListener = (_request, response) =>
      void response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?><Error><Code>${name}</Code><Message>m</Message></Error>`);
    await withServer(answer, async (endpoint) => {
      const store = createS3Store({ endpoint, credentials: credentials(), maxAttempts: 1 });
      expect(await code(gathered(store.read(ref('s3://some-bucket/x'), null, never)))).toBe(expected);
      expect(await code(store.stat(ref('s3://some-bucket/x'), never))).toBe(expected);
      store.close();
    });
  });
});
