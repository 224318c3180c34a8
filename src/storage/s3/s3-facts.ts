import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { ThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import type { ObjectDigest, ObjectFacts } from '../../stages/object-store.js';

export interface S3Address {
  readonly bucket: string;
  /** As it is, not URL-encoded. */
  readonly key: string;
}

/** `s3://bucket/key` in parts. `needsKey: false` allows a bare bucket, for a list. @throws SOURCE_SCHEME_UNSUPPORTED */
export function s3Address(uri: string, needsKey = true): S3Address {
  const parts = /^s3:\/\/([a-z0-9][a-z0-9._-]{1,61}[a-z0-9])(?:\/([\s\S]*))?$/i.exec(uri);
  const [, bucket, key = ''] = parts ?? [];
  if (bucket === undefined || (needsKey && key === '')) {
    throw new ThalwegError('SOURCE_SCHEME_UNSUPPORTED', `found ${shownAddress(uri)}, expected s3://bucket/${needsKey ? 'key' : 'prefix'}`, { stage: 'fetch' });
  }
  return { bucket, key };
}

export const unquoted = (etag: string | undefined): string | null => (etag === undefined || etag === '' ? null : etag.replace(/^"|"$/g, ''));

/** Servers without versions say `null` in words. */
export const versionOf = (versionId: string | undefined): string | null => (versionId === undefined || versionId === '' || versionId === 'null' ? null : versionId);

/** The ETag of a multipart upload in parts; null for any other, and where a key makes it say nothing of the bytes. */
export function multipartEtag(head: Pick<HeadObjectCommandOutput, 'ETag' | 'ServerSideEncryption' | 'SSECustomerAlgorithm'>): { readonly hex: string; readonly parts: number } | null {
  const [, hex, parts] = /^([0-9a-f]{32})-(\d{1,5})$/i.exec(unquoted(head.ETag) ?? '') ?? [];
  return hex === undefined || isKeyed(head) ? null : { hex: hex.toLowerCase(), parts: Number(parts) };
}

const isKeyed = (head: Pick<HeadObjectCommandOutput, 'ServerSideEncryption' | 'SSECustomerAlgorithm'>): boolean => head.SSECustomerAlgorithm !== undefined || head.ServerSideEncryption?.startsWith('aws:') === true;

export function headFacts(uri: string, head: HeadObjectCommandOutput): ObjectFacts {
  return {
    uri,
    sizeBytes: head.ContentLength ?? null,
    etag: unquoted(head.ETag),
    versionId: versionOf(head.VersionId),
    contentType: head.ContentType ?? null,
    modifiedAt: head.LastModified?.toISOString() ?? null,
    digest: digestOf(head),
    ranges: true,
  };
}

/**
 * A checksum of the whole object where S3 keeps one; else the ETag of a single upload, which is the MD5 of its bytes
 * unless a key management service encrypts it (Amazon S3 User Guide, "Checking object integrity").
 */
export function digestOf(head: Pick<HeadObjectCommandOutput, 'ETag' | 'ChecksumSHA256' | 'ChecksumSHA1' | 'ChecksumCRC32' | 'ChecksumType' | 'ServerSideEncryption' | 'SSECustomerAlgorithm'>): ObjectDigest | null {
  const whole = head.ChecksumType !== 'COMPOSITE';
  const checksum = (algorithm: 'sha256' | 'sha1' | 'crc32', value: string | undefined, bytes: number): ObjectDigest | null => {
    if (!whole || value === undefined || value.includes('-')) return null;
    const hex = Buffer.from(value, 'base64').toString('hex');
    return hex.length === bytes * 2 ? { algorithm, hex } : null;
  };
  const kept = checksum('sha256', head.ChecksumSHA256, 32) ?? checksum('sha1', head.ChecksumSHA1, 20) ?? checksum('crc32', head.ChecksumCRC32, 4);
  if (kept !== null) return kept;
  const etag = unquoted(head.ETag);
  return etag !== null && !isKeyed(head) && /^[0-9a-f]{32}$/i.test(etag) ? { algorithm: 'md5', hex: etag.toLowerCase() } : null;
}
