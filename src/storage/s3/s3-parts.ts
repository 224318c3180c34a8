import type { HeadObjectCommandOutput } from '@aws-sdk/client-s3';
import type { ObjectDigest } from '../../stages/object-store.js';
import { knowsNoParts } from './s3-error.js';
import { multipartEtag } from './s3-facts.js';

/**
 * What the ETag of a multipart upload says of its bytes, which takes the size of its parts: null where the server does
 * not tell it or the parts are not alike, and then only the size of the object is known.
 */
export async function digestOfParts(head: HeadObjectCommandOutput, partHead: (part: number) => Promise<HeadObjectCommandOutput>): Promise<ObjectDigest | null> {
  const etag = multipartEtag(head);
  const wholeBytes = head.ContentLength;
  if (etag === null || wholeBytes === undefined) return null;
  try {
    const first = await partHead(1);
    const last = etag.parts === 1 ? first : await partHead(etag.parts);
    const partBytes = first.ContentLength ?? 0;
    const alike = first.PartsCount === etag.parts && partBytes > 0 && partBytes * (etag.parts - 1) + (last.ContentLength ?? 0) === wholeBytes && (last.ContentLength ?? 0) <= partBytes;
    return alike ? { algorithm: 'md5-of-parts', hex: etag.hex, partBytes } : null;
  } catch (error) {
    if (knowsNoParts(error)) return null;
    throw error;
  }
}
