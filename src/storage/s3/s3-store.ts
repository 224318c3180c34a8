import { Readable } from 'node:stream';
import { GetObjectCommand, type GetObjectCommandInput, type GetObjectCommandOutput, HeadObjectCommand, type HeadObjectCommandOutput, ListObjectsV2Command, type S3ClientConfig } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { isThalwegError, ThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import type { ByteRange, ObjectBody, ObjectFacts, ObjectRef, ObjectStore } from '../../stages/object-store.js';
import { throwIfStopped } from '../../stages/file-error.js';
import { S3Clients } from './s3-clients.js';
import { digestOfParts } from './s3-parts.js';
import { isMuteRefusal, s3Error } from './s3-error.js';
import { headFacts, s3Address, unquoted, versionOf } from './s3-facts.js';

export interface S3StoreOptions {
  /** Null: AWS_ENDPOINT_URL_S3 or AWS itself. Another endpoint than AWS is spoken to with the bucket in the path. */
  readonly endpoint?: string | null;
  /** Null: AWS_REGION or the profile's. */
  readonly region?: string | null;
  /** Null: whatever the AWS SDK finds (environment, profile, web identity, instance). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string } | null;
  /** Quick tries of one request within the SDK, before the failure reaches the stream's own retries. */
  readonly maxAttempts?: number;
  readonly connectTimeoutMs?: number;
  /** Between two pieces of an answer. */
  readonly stallMs?: number;
  readonly maxSockets?: number;
  /** Objects a page of `list`, at most 1000. */
  readonly pageSize?: number;
  /** Bytes a part of a multipart upload, at least 5 MiB. */
  readonly partBytes?: number;
}

export interface S3Store extends ObjectStore {
  /** Where requests go; null when the AWS SDK finds no region or no credentials in any of its sources. */
  setUp(): Promise<{ readonly endpoint: string | null; readonly region: string } | null>;
  close(): void;
}

/** Objects behind the S3 API: AWS, MinIO, versitygw and others. Close it with `close`. */
export function createS3Store(options: S3StoreOptions = {}, environment: NodeJS.ProcessEnv = process.env): S3Store {
  const config = clientConfig(options, environment);
  const clients = new S3Clients(config);

  const input = (ref: ObjectRef): GetObjectCommandInput & { readonly Bucket: string } => {
    const { bucket, key } = s3Address(ref.uri);
    return {
      Bucket: bucket,
      Key: key,
      ...(ref.versionId === null ? {} : { VersionId: ref.versionId }),
      ...(ref.etag === null ? {} : { IfMatch: `"${ref.etag}"` }),
    };
  };

  const get = (ref: ObjectRef, range: string | null, abortSignal: AbortSignal): Promise<GetObjectCommandOutput> => {
    const wanted = { ...input(ref), ...(range === null ? {} : { Range: range }) };
    return clients.send(wanted.Bucket, (client) => client.send(new GetObjectCommand(wanted), { abortSignal }));
  };

  const head = async (ref: ObjectRef, abortSignal: AbortSignal): Promise<ObjectFacts> => {
    const wanted = { ...input(ref), ChecksumMode: 'ENABLED' } as const;
    const answer = await clients.send(wanted.Bucket, (client) => client.send(new HeadObjectCommand(wanted), { abortSignal }));
    const facts = headFacts(ref.uri, answer);
    const pinned = input({ ...ref, etag: facts.etag });
    const partHead = (part: number): Promise<HeadObjectCommandOutput> => clients.send(pinned.Bucket, (client) => client.send(new HeadObjectCommand({ ...pinned, PartNumber: part }), { abortSignal }));
    return facts.digest === null ? { ...facts, digest: await digestOfParts(answer, partHead) } : facts;
  };

  const stat = async (ref: ObjectRef, signal: AbortSignal): Promise<ObjectFacts> => {
    throwIfStopped(signal);
    try {
      return await head(ref, signal).catch(async (error: unknown) => {
        if (!isMuteRefusal(error)) throw error;
        // An answer to HEAD has no body and so no reason; a GET of one byte throws it, or finds out where the bucket is.
        destroy((await get(ref, 'bytes=0-0', signal)).Body);
        return head(ref, signal);
      });
    } catch (error) {
      throw isThalwegError(error) ? error : s3Error(error, ref.uri, signal);
    }
  };

  return {
    stat,

    read: async function* (ref, range, signal) {
      throwIfStopped(signal);
      if (range !== null && range.endByte <= range.startByte) return;
      let body: Readable | null = null;
      try {
        const answer = await get(ref, rangeOf(range), signal);
        if (!(answer.Body instanceof Readable)) throw new ThalwegError('SOURCE_UNAVAILABLE', `${shownAddress(ref.uri)} came without a body`, { stage: 'fetch' });
        body = answer.Body;
        for await (const piece of body) yield piece as Uint8Array;
      } catch (error) {
        if (isPastTheEnd(error)) return;
        throw isThalwegError(error) ? error : s3Error(error, ref.uri, signal);
      } finally {
        destroy(body);
      }
    },

    write: async (uri, body, { contentType }, signal) => {
      throwIfStopped(signal);
      const { bucket, key } = s3Address(uri);
      const upload = new Upload({
        client: clients.of(bucket),
        params: { Bucket: bucket, Key: key, Body: uploadBody(body), ...(contentType === null ? {} : { ContentType: contentType }) },
        partSize: options.partBytes ?? 8 * 1024 * 1024,
        queueSize: 4,
        // A broken-off upload leaves no parts behind.
        leavePartsOnError: false,
      });
      const stop = (): void => void upload.abort();
      signal.addEventListener('abort', stop, { once: true });
      try {
        await upload.done();
      } catch (error) {
        throw s3Error(error, uri, signal);
      } finally {
        signal.removeEventListener('abort', stop);
      }
      return stat({ uri, versionId: null, etag: null }, signal);
    },

    list: async function* (prefixUri, signal) {
      const { bucket, key } = s3Address(prefixUri, false);
      let token: string | undefined;
      do {
        throwIfStopped(signal);
        const wanted = { Bucket: bucket, Prefix: key, MaxKeys: options.pageSize ?? 1000, ...(token === undefined ? {} : { ContinuationToken: token }) };
        const page = await clients
          .send(bucket, (client) => client.send(new ListObjectsV2Command(wanted), { abortSignal: signal }))
          .catch((error: unknown) => Promise.reject(s3Error(error, prefixUri, signal)));
        for (const entry of page.Contents ?? []) {
          if (entry.Key === undefined || entry.Key.endsWith('/')) continue;
          yield {
            uri: `s3://${bucket}/${entry.Key}`,
            sizeBytes: entry.Size ?? null,
            etag: unquoted(entry.ETag),
            versionId: versionOf(undefined),
            contentType: null,
            modifiedAt: entry.LastModified?.toISOString() ?? null,
            digest: null,
            ranges: true,
          };
        }
        token = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (token !== undefined);
    },

    setUp: async () => {
      const region = await clients.home.config.region().catch(() => null);
      const credentials = await clients.home.config.credentials().catch(() => null);
      return region === null || credentials === null ? null : { endpoint: typeof config.endpoint === 'string' ? config.endpoint : null, region };
    },

    close: () => clients.destroy(),
  };
}

function clientConfig(options: S3StoreOptions, environment: NodeJS.ProcessEnv): S3ClientConfig {
  const endpoint = options.endpoint ?? environment['AWS_ENDPOINT_URL_S3'] ?? environment['AWS_ENDPOINT_URL'] ?? null;
  const region = options.region ?? environment['AWS_REGION'] ?? environment['AWS_DEFAULT_REGION'] ?? (endpoint === null ? null : 'us-east-1');
  return {
    ...(endpoint === null || endpoint === '' ? {} : { endpoint, forcePathStyle: true }),
    ...(region === null ? {} : { region }),
    ...(options.credentials === undefined || options.credentials === null ? {} : { credentials: options.credentials }),
    maxAttempts: options.maxAttempts ?? 3,
    requestHandler: {
      connectionTimeout: options.connectTimeoutMs ?? 5_000,
      socketTimeout: options.stallMs ?? 30_000,
      requestTimeout: options.stallMs ?? 30_000,
      throwOnRequestTimeout: true,
      httpAgent: { maxSockets: options.maxSockets ?? 64 },
      httpsAgent: { maxSockets: options.maxSockets ?? 64 },
    },
  };
}

const rangeOf = (range: ByteRange | null): string | null => (range === null ? null : `bytes=${range.startByte}-${range.endByte - 1}`);

const uploadBody = (body: ObjectBody): Uint8Array | Readable => (body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false }));

function isPastTheEnd(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === 'InvalidRange';
}

/** An answer that nobody reads any more must not hold its connection, nor crash the process with a late error. */
function destroy(body: unknown): void {
  if (body instanceof Readable) body.on('error', () => undefined).destroy();
}
