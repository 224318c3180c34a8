import { createHash } from 'node:crypto';
import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import { describe, expect, it } from '@jest/globals';
import { digestOf } from '../../../src/storage/s3/s3-facts.js';
import { digestOfParts } from '../../../src/storage/s3/s3-parts.js';

const MD5 = '900150983cd24fb0d6963f7d28e17f72';
const base64 = (algorithm: string): string => createHash(algorithm).update('abc').digest('base64');
const hex = (algorithm: string): string => createHash(algorithm).update('abc').digest('hex');

describe('what S3 says of the bytes of an object', () => {
  it.each([
    ['a SHA-256 before all', { ETag: `"${MD5}"`, ChecksumSHA256: base64('sha256'), ChecksumSHA1: base64('sha1'), ChecksumCRC32: 'NSRBwg==' }, { algorithm: 'sha256', hex: hex('sha256') }],
    ['a SHA-1 before a CRC', { ETag: `"${MD5}"`, ChecksumSHA1: base64('sha1'), ChecksumCRC32: 'NSRBwg==' }, { algorithm: 'sha1', hex: hex('sha1') }],
    ['a CRC before the ETag', { ETag: `"${MD5}"`, ChecksumCRC32: 'NSRBwg==', ChecksumType: 'FULL_OBJECT' }, { algorithm: 'crc32', hex: '352441c2' }],
    ['the MD5 in the ETag of one upload', { ETag: `"${MD5.toUpperCase()}"` }, { algorithm: 'md5', hex: MD5 }],
    ['the MD5 under the keys of S3 itself', { ETag: `"${MD5}"`, ServerSideEncryption: 'AES256' }, { algorithm: 'md5', hex: MD5 }],
    ['nothing in an ETag under a key management service', { ETag: `"${MD5}"`, ServerSideEncryption: 'aws:kms' }, null],
    ['nothing in an ETag under the customer\'s key', { ETag: `"${MD5}"`, SSECustomerAlgorithm: 'AES256' }, null],
    ['a checksum also under a key', { ETag: `"${MD5}"`, ServerSideEncryption: 'aws:kms', ChecksumSHA256: base64('sha256') }, { algorithm: 'sha256', hex: hex('sha256') }],
    ['nothing in a checksum of checksums', { ETag: `"${MD5}-2"`, ChecksumSHA256: base64('sha256'), ChecksumType: 'COMPOSITE' }, null],
    ['nothing in a checksum with a count', { ETag: `"${MD5}-2"`, ChecksumCRC32: 'NSRBwg==-2' }, null],
    ['nothing in a checksum of another length', { ETag: '"x"', ChecksumSHA256: 'NSRBwg==' }, null],
    ['nothing in an ETag of another kind', { ETag: '"0x8DC"' }, null],
    ['nothing without an ETag', {}, null],
  ] as const)('%s', (_what, head, expected) => expect(digestOf(head)).toEqual(expected));

  const MIB = 1024 ** 2;
  const whole = (more: Partial<HeadObjectCommandOutput> = {}): HeadObjectCommandOutput => ({ $metadata: {}, ETag: `"${MD5}-3"`, ContentLength: 12 * MIB, ...more });
  const parts = (bytes: readonly number[], count = bytes.length) => (part: number): Promise<HeadObjectCommandOutput> => Promise.resolve({ $metadata: {}, ContentLength: bytes[part - 1], PartsCount: count });
  const refusal = (status: number) => () => Promise.reject(Object.assign(new Error('refused'), { $metadata: { httpStatusCode: status } }));

  it.each([
    ['parts alike', whole(), parts([5 * MIB, 5 * MIB, 2 * MIB]), 5 * MIB],
    ['parts alike to the last byte', whole(), parts([4 * MIB, 4 * MIB, 4 * MIB]), 4 * MIB],
    ['one part', whole({ ETag: `"${MD5}-1"` }), parts([12 * MIB]), 12 * MIB],
    ['unlike parts', whole(), parts([5 * MIB, 6 * MIB, 1 * MIB]), null],
    ['a last part that is the largest', whole(), parts([3 * MIB, 3 * MIB, 6 * MIB]), null],
    ['another count', whole(), parts([5 * MIB, 5 * MIB, 2 * MIB], 4), null],
    ['a server that knows no parts', whole(), refusal(501), null],
    ['a key', whole({ ServerSideEncryption: 'aws:kms:dsse' }), parts([5 * MIB, 5 * MIB, 2 * MIB]), null],
    ['one upload', whole({ ETag: `"${MD5}"` }), refusal(500), null],
  ])('the MD5s of the parts of a multipart upload: %s', async (_what, head, partHead, partBytes) => {
    expect(await digestOfParts(head, partHead)).toEqual(partBytes === null ? null : { algorithm: 'md5-of-parts', hex: MD5, partBytes });
  });

  it('hands on that the server is away', async () => {
    await expect(digestOfParts(whole(), refusal(500))).rejects.toThrow('refused');
  });
});
