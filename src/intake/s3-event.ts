import { z } from 'zod';
import { asThalwegError, ThalwegError } from '../domain/errors.js';
import type { ProductVideoUploaded } from '../domain/product-video-uploaded.js';
import type { Intake, IntakePart } from '../stages/publish/record-codecs.js';
import { uploadedFrom } from './uploaded-json.js';

const optional = <Shape extends z.ZodType>(shape: Shape) => shape.nullish().transform((value) => value ?? null);

/**
 * Amazon S3 User Guide, "Event message structure" (versions 2.x), as AWS, MinIO and versitygw write it. MinIO puts
 * `EventName` and `Key` beside `Records`; some stores leave out what they do not know.
 */
const recordShape = z.object({
  eventName: z.string(),
  eventTime: optional(z.string()),
  s3: z.object({
    bucket: z.object({ name: z.string().min(1) }),
    object: z.object({
      key: z.string().min(1),
      size: optional(z.number().int().nonnegative()),
      eTag: optional(z.string()),
      versionId: optional(z.string()),
      contentType: optional(z.string()),
    }),
  }),
});

const notificationShape = z.object({ Records: z.array(z.unknown()) });
const MAX_RECORDS = 1_000;

/**
 * What a JSON value asks for as an S3 notification; null when it is none. Of several records each is a part, also where
 * one is malformed: that one must not stop the others. @throws RECORD_MALFORMED where all there is, is malformed
 */
export function intakeFromS3Event(value: unknown): Intake | null {
  if (isTestEvent(value)) return { kind: 'ignored', why: 's3:TestEvent' };
  const notification = notificationShape.safeParse(value);
  if (!notification.success) return null;
  const records = notification.data.Records;
  if (records.length > MAX_RECORDS) throw new ThalwegError('RECORD_MALFORMED', `an S3 notification of ${records.length} records, expected at most ${MAX_RECORDS}`, { stage: 'intake' });
  const read = records.flatMap((record, at) => partOf(record, at) ?? []);
  const [only] = read;
  if (only === undefined) return { kind: 'ignored', why: ignoredEvents(records) };
  if (read.length > 1) return { kind: 'parts', parts: read.map(({ part }) => part) };
  if (only.error !== null) throw only.error;
  return only.part;
}

type ReadPart = { readonly part: IntakePart & { readonly kind: 'upload' }; readonly error: null } | { readonly part: IntakePart & { readonly kind: 'malformed' }; readonly error: ThalwegError };

/** Null for a record that asks for nothing. */
function partOf(record: unknown, at: number): ReadPart | null {
  try {
    const upload = uploadOf(record, at);
    return upload === null ? null : { part: { kind: 'upload', upload }, error: null };
  } catch (cause) {
    return { part: { kind: 'malformed', value: new TextEncoder().encode(JSON.stringify({ Records: [record] })) }, error: asThalwegError(cause, 'intake') };
  }
}

/** What the records told instead of a created object, for a log line. */
function ignoredEvents(records: readonly unknown[]): string {
  const names = records.map((record) => eventNameOf(record)?.replace(/^s3:/, '') ?? 'unnamed').slice(0, 5);
  return names.length === 0 ? 'an S3 notification without records' : names.join(', ');
}

const eventNameOf = (record: unknown): string | undefined => z.object({ eventName: z.string() }).safeParse(record).data?.eventName;

function isTestEvent(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'Event' in value && value.Event === 's3:TestEvent';
}

function uploadOf(record: unknown, at: number): ProductVideoUploaded | null {
  const name = eventNameOf(record);
  // AWS writes `ObjectCreated:Put`, MinIO and versitygw `s3:ObjectCreated:Put`.
  if (name !== undefined && !/^(s3:)?ObjectCreated:/.test(name)) return null;
  const parsed = recordShape.safeParse(record);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ThalwegError('RECORD_MALFORMED', `no S3 notification: Records.${at}.${issue?.path.map(String).join('.') ?? ''}: ${issue?.message ?? 'not valid'}`, { stage: 'intake' });
  }
  const { s3, eventTime } = parsed.data;
  const key = decodedKey(s3.object.key);
  // A name that ends in a slash is the mark of a folder.
  if (key.endsWith('/')) return null;
  const { size, eTag, versionId, contentType } = s3.object;
  const uploadedAt = eventTime === null || Number.isNaN(Date.parse(eventTime)) ? null : new Date(eventTime).toISOString();
  return uploadedFrom({
    media: {
      uri: `s3://${s3.bucket.name}/${key}`,
      etag: eTag === null || eTag === '' ? null : eTag.replace(/^"|"$/g, ''),
      versionId: versionId === null || versionId === '' || versionId === 'null' ? null : versionId,
      sizeBytes: size,
      contentType,
    },
    uploadedAt,
  });
}

/** Keys are form-encoded: `+` is a space, the rest percent-encoded UTF-8. A key that is not, is taken as it stands. */
function decodedKey(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}
