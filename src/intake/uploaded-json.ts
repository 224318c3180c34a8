import { z } from 'zod';
import { ThalwegError } from '../domain/errors.js';
import { LANES, THINKING_REQUESTS, type ProductVideoUploaded } from '../domain/product-video-uploaded.js';

const text = z.string().nullish().transform((value) => value ?? null);
const size = z.number().int().nonnegative().nullish().transform((value) => value ?? null);

/**
 * `ProductVideoUploaded` as a producer writes it: only `media.uri` is required, and keys that are not known here are
 * left out, so that producers may be ahead of consumers.
 */
const uploadedShape = z.object({
  videoId: z.string().min(1).nullish().transform((value) => value ?? null),
  productId: text,
  media: z.object({
    uri: z.string().min(1),
    etag: text,
    versionId: text,
    sizeBytes: size,
    sha256: z.string().regex(/^[0-9a-f]{64}$/i, 'expected 64 hexadecimal digits').nullish().transform((value) => value?.toLowerCase() ?? null),
    contentType: text,
  }),
  listing: z
    .object({
      title: text,
      description: text,
      categoryId: text,
      brand: text,
      price: z.number().nonnegative().nullish().transform((value) => value ?? null),
      currency: text,
      attributes: z.record(z.string(), z.string()).nullish().transform((value) => value ?? {}),
      locale: text,
    })
    .nullish()
    .transform((value) => value ?? null),
  market: text,
  lane: z.enum(LANES).nullish().transform((value) => value ?? 'realtime'),
  thinking: z.enum(THINKING_REQUESTS).nullish().transform((value) => value ?? 'auto'),
  uploadedAt: z.iso.datetime({ offset: true }).nullish().transform((value) => value ?? null),
}) satisfies z.ZodType<ProductVideoUploaded>;

/** A record of any origin as an upload. @throws RECORD_MALFORMED naming every wrong key with what was found and expected */
export function uploadedFrom(value: unknown): ProductVideoUploaded {
  const parsed = uploadedShape.safeParse(value);
  if (parsed.success) return parsed.data;
  const complaints = parsed.error.issues.slice(0, 5).map((issue) => {
    const key = issue.path.map(String).join('.') || '(record)';
    return `${key}: found ${shown(valueAt(value, issue.path))}; ${expectedOf(issue)}`;
  });
  throw new ThalwegError('RECORD_MALFORMED', `no ProductVideoUploaded: ${complaints.join(', ')}`, { stage: 'intake' });
}

function expectedOf(issue: z.core.$ZodIssue): string {
  const said = issue.message.replace(/^Invalid (input|option|string|ISO datetime): ?/, '').replace(/, received .*$/, '');
  if (issue.code === 'too_small' && issue.origin === 'string') return 'expected a text that is not empty';
  if (issue.code === 'invalid_format' && issue.format === 'datetime') return 'expected a time as in RFC 3339';
  return said.startsWith('expected') ? said : `expected ${said}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null && Object.hasOwn(at, step) ? (at as Readonly<Record<PropertyKey, unknown>>)[step] : undefined), value);
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > 80 ? `${json.slice(0, 77)}…` : json;
}
