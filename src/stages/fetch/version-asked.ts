import { ThalwegError } from '../../domain/errors.js';
import type { UploadedMedia } from '../../domain/product-video-uploaded.js';
import type { ObjectRef } from '../object-store.js';

/** What may stand between the quotes of an ETag (RFC 9110 §8.8.3), and the space that some servers put there. */
const ETAG = /^[\x20\x21\x23-\x7e\x80-\xff]{1,1024}$/;
const VERSION_ID = /^[\x21-\x7e]{1,1024}$/;

/**
 * The version that an upload names, as stores take it: producers hand an ETag on as the header has it, in quotes, or
 * without. A weak one (`W/`) does not name the bytes and so asks for nothing.
 * @throws RECORD_MALFORMED for what no store can have said
 */
export function versionAsked({ etag, versionId }: Pick<UploadedMedia, 'etag' | 'versionId'>): Pick<ObjectRef, 'etag' | 'versionId'> {
  const [, weak, quoted] = /^(W\/)?"(.*)"$/is.exec(etag?.trim() ?? '') ?? [];
  const bare = weak === undefined ? (quoted ?? etag) : null;
  return { etag: checked('media.etag', bare, ETAG, 'an ETag'), versionId: checked('media.versionId', versionId, VERSION_ID, 'a version id') };
}

function checked(key: string, value: string | null, allowed: RegExp, expected: string): string | null {
  if (value === null || value === '') return null;
  if (allowed.test(value)) return value;
  throw new ThalwegError('RECORD_MALFORMED', `${key}: found ${JSON.stringify(value.slice(0, 100))}, expected ${expected} of at most 1024 printable characters`, { stage: 'fetch' });
}
