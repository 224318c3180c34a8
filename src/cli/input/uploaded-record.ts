import { z } from 'zod';
import { LANES, THINKING_REQUESTS, type Listing, type ProductVideoUploaded } from '../../domain/product-video-uploaded.js';

const text = z.string().nullish().transform((value) => value ?? null);

/** What the seller wrote; every field may be absent. */
export const listingSchema = z.strictObject({
  title: text,
  description: text,
  categoryId: text,
  brand: text,
  price: z.number().nonnegative().nullish().transform((value) => value ?? null),
  currency: text,
  attributes: z.record(z.string(), z.string()).nullish().transform((value) => value ?? {}),
  locale: text,
}) satisfies z.ZodType<Listing>;

/** `ProductVideoUploaded` as a person writes it: only `media.uri` is required. */
export const uploadedSchema = z.strictObject({
  videoId: text,
  productId: text,
  media: z.strictObject({
    uri: z.string().min(1),
    etag: text,
    versionId: text,
    sizeBytes: z.number().int().nonnegative().nullish().transform((value) => value ?? null),
    sha256: z.string().regex(/^[0-9a-f]{64}$/i, 'Invalid sha256: expected 64 hexadecimal digits').nullish().transform((value) => value?.toLowerCase() ?? null),
    contentType: text,
  }),
  listing: listingSchema.nullish().transform((value) => value ?? null),
  market: text,
  lane: z.enum(LANES).default('realtime'),
  thinking: z.enum(THINKING_REQUESTS).default('auto'),
  uploadedAt: z.iso.datetime({ offset: true }).nullish().transform((value) => value ?? null),
}) satisfies z.ZodType<ProductVideoUploaded>;

export const EMPTY_LISTING: Listing = { title: null, description: null, categoryId: null, brand: null, price: null, currency: null, attributes: {}, locale: null };

/** The first thing wrong with a value: `media.uri: found nothing, expected string`. */
export function firstComplaint(error: z.ZodError, value: unknown): string {
  const issue = error.issues[0];
  if (issue === undefined) return 'not valid';
  const key = issue.path.join('.');
  const found = issue.path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[step] : undefined), value);
  const expected = issue.message.replace(/^Invalid (input|option|ISO datetime|string|sha256): ?/, '').replace(/, received .*$/, '').replace(/^expected /, '');
  if (issue.code === 'unrecognized_keys') return `${key === '' ? '' : `${key}: `}unknown key ${issue.keys.map((name) => `"${name}"`).join(', ')}`;
  return `${key === '' ? 'the value' : key}: found ${shown(found)}, expected ${expected}`;
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > 60 ? `${json.slice(0, 57)}…` : json;
}
