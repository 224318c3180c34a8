import { z } from 'zod';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { Intake } from '../stages/publish/record-codecs.js';
import { ThalwegError } from '../domain/errors.js';

/**
 * S3 event notifications, version 2.x, as AWS, MinIO and versitygw write them to Kafka. MinIO puts `EventName` and `Key`
 * beside `Records`; names may or may not begin with `s3:`; ids may be missing or empty.
 */
const optionalText = z.string().nullish();
const eventRecord = z.object({
  eventName: z.string(),
  eventTime: optionalText,
  s3: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({ key: z.string().min(1), size: z.number().nullish(), eTag: optionalText, versionId: optionalText, contentType: optionalText }),
  }),
});
const notification = z.object({ Records: z.array(z.unknown()).min(1) });

/** Null when the JSON is no S3 notification at all. @throws ThalwegError RECORD_MALFORMED for a broken one */
export function intakeFromS3Event(value: unknown): Intake | null {
  if (typeof value !== 'object' || value === null) return null;
  if ('Event' in value && value.Event === 's3:TestEvent') return { kind: 'ignored', why: 's3:TestEvent' };
  const read = notification.safeParse(value);
  if (!read.success) return null;
  const uploads: ProductVideoUploaded[] = [];
  const others: string[] = [];
  read.data.Records.forEach((each, at) => {
    const record = eventRecord.safeParse(each);
    if (!record.success) {
      const issue = record.error.issues[0];
      throw new ThalwegError('RECORD_MALFORMED', `Records.${at}.${(issue?.path ?? []).map(String).join('.')}: ${issue?.message ?? 'broken'}; expected an S3 event record`, { stage: 'intake' });
    }
    const name = record.data.eventName.replace(/^s3:/, '');
    if (name.startsWith('ObjectCreated:')) uploads.push(uploadOf(record.data));
    else others.push(name);
  });
  return uploads.length > 0 ? { kind: 'uploads', uploads } : { kind: 'ignored', why: others.join(', ') };
}

function uploadOf({ eventTime, s3 }: z.output<typeof eventRecord>): ProductVideoUploaded {
  const { key, size, eTag, versionId, contentType } = s3.object;
  return {
    videoId: null,
    productId: null,
    media: {
      uri: `s3://${s3.bucket.name}/${decodedKey(key)}`,
      etag: present(eTag)?.replace(/^"|"$/g, '') ?? null,
      versionId: present(versionId),
      sizeBytes: size ?? null,
      sha256: null,
      contentType: present(contentType),
    },
    listing: null,
    market: null,
    lane: 'realtime',
    thinking: 'auto',
    uploadedAt: present(eventTime),
  };
}

/** Keys are form-encoded: `+` is a space, the rest percent-encoded UTF-8. A key that is not, is taken as it stands. */
function decodedKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

function present(text: string | null | undefined): string | null {
  return text === null || text === undefined || text === '' ? null : text;
}
