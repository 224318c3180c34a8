import type { UploadedMedia } from '../../domain/product-video-uploaded.js';

/** What one video being worked holds in memory whatever its length: sampled frames, sound, tensors. */
const DECODED_BYTES = 128 * 1024 ** 2;
/** A local copy of unknown size. */
const USUAL_COPY_BYTES = 64 * 1024 ** 2;

/** Bytes that a video holds while it is worked: decoded memory, and its local copy where one is made of it. */
export function weightOf({ uri, sizeBytes }: Pick<UploadedMedia, 'uri' | 'sizeBytes'>): number {
  return DECODED_BYTES + (isRemote(uri) ? (sizeBytes ?? USUAL_COPY_BYTES) : 0);
}

/** Of a video about which nothing is known. */
export const USUAL_WEIGHT_BYTES = DECODED_BYTES + USUAL_COPY_BYTES;

/** Local files are worked where they lie. */
function isRemote(uri: string): boolean {
  return /^(s3|https?):/i.test(uri);
}
