import { z } from 'zod';
import { ThalwegError } from '../domain/errors.js';
import { LANES, THINKING_REQUESTS, type ProductVideoUploaded } from '../domain/product-video-uploaded.js';

const text = z.string().nullish().transform((value) => value ?? null);
const number = z.number().finite().nullish().transform((value) => value ?? null);

/** Plain JSON of a `ProductVideoUploaded`; only `media.uri` is required, unknown keys are ignored. */
const shape = z.object({
  videoId: text,
  productId: text,
  media: z.object({
    uri: z.string().min(1),
    etag: text,
    versionId: text,
    sizeBytes: z.int().min(0).nullish().transform((value) => value ?? null),
    sha256: z.string().regex(/^[0-9a-fA-F]{64}$/, '64 hex digits').nullish().transform((value) => value ?? null),
    contentType: text,
  }),
  listing: z
    .object({
      title: text,
      description: text,
      categoryId: text,
      brand: text,
      price: number,
      currency: text,
      attributes: z.record(z.string(), z.string()).nullish().transform((value) => value ?? {}),
      locale: text,
    })
    .nullish()
    .transform((value) => value ?? null),
  market: text,
  lane: z.enum(LANES as readonly ['realtime', 'backfill']).nullish().transform((value) => value ?? 'realtime'),
  thinking: z.enum(THINKING_REQUESTS as readonly ['auto', 'none', 'low', 'medium', 'high']).nullish().transform((value) => value ?? 'auto'),
  uploadedAt: text,
});

/** @throws ThalwegError RECORD_MALFORMED that names the key, the value found and what was expected. */
export function uploadedFromJson(value: unknown): ProductVideoUploaded {
  const read = shape.safeParse(value);
  if (read.success) return read.data;
  const issue = read.error.issues[0];
  const path = issue?.path ?? [];
  const found = path.reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined), value);
  const shown = found === undefined ? 'nothing' : (JSON.stringify(found) ?? String(found)).slice(0, 80);
  throw new ThalwegError('RECORD_MALFORMED', `${path.map(String).join('.') || '(record)'}: found ${shown}; expected ${(issue?.message ?? '').replace(/^Invalid (input|option|string): (expected )?/, '').replace(/, received .*$/, '')}`, { stage: 'intake' });
}
