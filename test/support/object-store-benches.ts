import { createReadStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createFilesStore } from '../../src/storage/files/files-store.js';
import { createHttpsStore } from '../../src/storage/https/https-store.js';
import { createLazyS3Store } from '../../src/storage/s3/lazy-s3-store.js';
import type { ObjectStore } from '../../src/stages/object-store.js';
import { sharedS3 } from './services.js';

/** One implementation of the store on something real, with a way to put objects where it reads. */
export interface ObjectStoreBench {
  readonly store: ObjectStore;
  readonly writer: ObjectStore;
  /** The URI of a name, for `store` and for `writer`. */
  readonly uri: (name: string) => string;
  readonly writerUri: (name: string) => string;
  close(): Promise<void>;
}

export async function filesBench(): Promise<ObjectStoreBench> {
  const folder = await mkdtemp(join(tmpdir(), 'thalweg-files-'));
  const store = createFilesStore({ roots: [folder] });
  const uri = (name: string): string => pathToFileURL(join(folder, name)).href;
  return { store, writer: store, uri, writerUri: uri, close: () => rm(folder, { recursive: true, force: true }) };
}

/** versitygw, with small pages so that a list needs several. */
export async function s3Bench(): Promise<ObjectStoreBench> {
  const s3 = await sharedS3();
  const bucket = `store-${process.pid}-${Date.now()}`;
  const client = new S3Client({ endpoint: s3.endpoint, region: s3.region, forcePathStyle: true, credentials: s3 });
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
  client.destroy();
  const store = createLazyS3Store({ endpoint: s3.endpoint, region: s3.region, credentials: s3, pageSize: 7, partBytes: 5 * 1024 * 1024 });
  const uri = (name: string): string => `s3://${bucket}/${name}`;
  return { store, writer: store, uri, writerUri: uri, close: () => store.close() };
}

/** A plain file server with ranges and ETags, as any CDN has. */
export async function httpsBench(): Promise<ObjectStoreBench> {
  const files = await filesBench();
  const server = createServer((request, response) => {
    const serve = async (): Promise<void> => {
      const path = fileURLToPath(files.uri(decodeURIComponent((request.url ?? '/').slice(1))));
      const facts = await stat(path).catch(() => null);
      if (facts === null) return void response.writeHead(404).end();
      const etag = `"${facts.size}-${facts.mtimeMs}"`;
      if (request.headers['if-match'] !== undefined && request.headers['if-match'] !== etag) return void response.writeHead(412).end();
      const asked = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
      if (asked === null) {
        response.writeHead(200, { 'content-length': facts.size, etag });
        return void createReadStream(path).pipe(response);
      }
      const start = Number(asked[1]);
      const end = Math.min(Number(asked[2]), facts.size - 1);
      if (start >= facts.size) return void response.writeHead(416, { 'content-range': `bytes */${facts.size}` }).end();
      response.writeHead(206, { 'content-range': `bytes ${start}-${end}/${facts.size}`, 'content-length': end - start + 1, etag });
      return void createReadStream(path, { start, end }).pipe(response);
    };
    void serve();
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const store = createHttpsStore({ allowedHosts: [host] });
  return {
    store,
    writer: files.writer,
    uri: (name) => `http://${host}/${encodeURIComponent(name)}`,
    writerUri: files.uri,
    close: async () => {
      await store.close();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      await files.close();
    },
  };
}
