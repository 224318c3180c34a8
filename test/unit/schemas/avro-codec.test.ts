import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { AvroCodec } from '../../../src/schemas/avro-codec.js';
import { openRecordCodecs } from '../../../src/schemas/open-record-codecs.js';
import { readSchemas } from '../../../src/schemas/schema-files.js';
import type { ProductVideoUploaded } from '../../../src/domain/product-video-uploaded.js';
import { avroType } from '../../../src/schemas/avro/avro-type.js';
import { fingerprintOf } from '../../../src/schemas/avro/fingerprint.js';
import type { RecordCodec } from '../../../src/stages/publish/record-codecs.js';
import { complianceFlags, enrichedRecords, escalations, reviews, uploads } from '../../support/record-arbitraries.js';
import { cases } from '../../support/property-search.js';

const never = new AbortController().signal;
const codecs = openRecordCodecs({ registryUrl: null, timeoutMs: 1000 });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const UPLOAD: ProductVideoUploaded = {
  videoId: 'v-1', productId: null, media: { uri: 's3://b/v.mp4', etag: null, versionId: null, sizeBytes: 12, sha256: null, contentType: null },
  listing: null, market: 'DE', lane: 'realtime', thinking: 'auto', uploadedAt: '2026-03-01T10:00:00.000Z',
};

describe('the schemas carry exactly what the TypeScript types carry', () => {
  const roundTrip = <T>(records: fc.Arbitrary<T>, codec: RecordCodec<T>) =>
    fc.assert(fc.asyncProperty(records, async (record) => expect(plain(await codec.decode(await codec.encode(record, never), never))).toEqual(plain(record))), cases(200));

  it('ProductVideoUploaded', () => roundTrip(uploads, codecs.uploaded));
  it('ProductVideoEnriched', () => roundTrip(enrichedRecords, codecs.enriched));
  it('ComplianceFlagRaised', () => roundTrip(complianceFlags, codecs.complianceFlag));
  it('ProductVideoEscalation', () => roundTrip(escalations, codecs.escalation));
  it('ReviewRequested', () => roundTrip(reviews, codecs.review));
});

describe('single-object encoding', () => {
  it('begins with C3 01 and the fingerprint of the schema, little end first', async () => {
    const bytes = Buffer.from(await codecs.uploaded.encode(UPLOAD, never));
    expect(bytes.subarray(0, 2).toString('hex')).toBe('c301');
    expect(bytes.readBigUInt64LE(2)).toBe(fingerprintOf(readSchemas('ProductVideoUploaded').current));
  });

  it('writes times as milliseconds in UTC', async () => {
    const decoded = await codecs.uploaded.decode(await codecs.uploaded.encode({ ...UPLOAD, uploadedAt: '2026-03-01T12:00:00+02:00' }, never), never);
    expect(decoded.uploadedAt).toBe('2026-03-01T10:00:00.000Z');
  });

  it('reads what an older version wrote, with the defaults of what is new', async () => {
    const v1 = { type: 'record', name: 'ProductVideoUploaded', namespace: 'thalweg', fields: [{ name: 'videoId', type: ['null', 'string'], default: null }, { name: 'gone', type: 'int', default: 0 }] };
    const v2 = { type: 'record', name: 'ProductVideoUploaded', namespace: 'thalweg', fields: [{ name: 'lane', type: { type: 'enum', name: 'Lane', symbols: ['realtime', 'backfill'] }, default: 'realtime' }, ...v1.fields.slice(0, 1)] };
    const old = new AvroCodec<object>({ name: 'ProductVideoUploaded', current: v1, versions: [v1] }, null);
    const now = new AvroCodec<object>({ name: 'ProductVideoUploaded', current: v2, versions: [v1, v2] }, null);
    expect(plain(await now.decode(await old.encode({ videoId: 'v', gone: 7 }, never), never))).toEqual({ lane: 'realtime', videoId: 'v' });
    await expect(old.decode(await now.encode({ videoId: 'v', lane: 'backfill' }, never), never)).rejects.toMatchObject({ code: 'SCHEMA_UNKNOWN' });
  });

  it('names every wrong key of a record that cannot be written', async () => {
    const wrong = { ...UPLOAD, lane: 'express', media: { ...UPLOAD.media, sizeBytes: 'big' } } as unknown as ProductVideoUploaded;
    await expect(codecs.uploaded.encode(wrong, never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringMatching(/media\.sizeBytes: found "big".*lane: found "express"/s) as unknown });
    await expect(codecs.uploaded.encode({ ...UPLOAD, uploadedAt: 'yesterday' }, never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringContaining('uploadedAt') as unknown });
  });
});

describe('bytes of others', () => {
  it.each([
    ['nothing', null, 'RECORD_EMPTY'],
    ['no bytes', Buffer.alloc(0), 'RECORD_EMPTY'],
    ['text', Buffer.from('hello'), 'RECORD_MALFORMED'],
    ['half a header', Buffer.from('c301aa', 'hex'), 'RECORD_MALFORMED'],
    ['an unknown fingerprint', Buffer.from('c3010102030405060708', 'hex'), 'SCHEMA_UNKNOWN'],
    ['a schema id without a registry', Buffer.from('00000000070a', 'hex'), 'SCHEMA_UNKNOWN'],
  ])('%s', async (_what, bytes, code) => {
    await expect(codecs.uploaded.decode(bytes, never)).rejects.toMatchObject({ code, kind: 'permanent' });
  });

  it('any cut of a record is malformed, never a crash', async () => {
    const bytes = Buffer.from(await codecs.uploaded.encode({ ...UPLOAD, listing: { title: 't', description: null, categoryId: null, brand: null, price: 3, currency: null, attributes: { a: 'b' }, locale: null } }, never));
    for (let length = 1; length < bytes.length; length += 1) await expect(codecs.uploaded.decode(bytes.subarray(0, length), never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED' });
    await expect(codecs.uploaded.decode(Buffer.concat([bytes, Buffer.alloc(1)]), never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED' });
  });

  it('any bytes behind a good header are read or refused with a code, in no time', async () => {
    const header = Buffer.from(await codecs.enriched.encode((fc.sample(enrichedRecords, 1) as never[])[0] as never, never)).subarray(0, 10);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        const failure = await codecs.enriched.decode(Buffer.concat([header, noise]), never).then(() => null, (error: unknown) => error);
        if (failure !== null) expect(failure).toMatchObject({ code: 'RECORD_MALFORMED' });
      }),
      cases(500),
    );
  });

  it.each([
    ['an array of four billion numbers', { type: 'array', items: 'double' }, '80808080200000'],
    ['an array of 10^18 nulls', { type: 'array', items: 'null' }, '8080f0c98ddfb8f11b00'],
    ['a negative block with a huge count', { type: 'array', items: 'string' }, 'ffffffffffffffffff0102'],
    ['a string of two gigabytes', 'string', 'feffffff0f'],
    ['a map with a key of two gigabytes', { type: 'map', values: 'int' }, '02feffffff0f'],
    ['a number without an end', 'long', 'ffffffffffffffffffffffff'],
    ['a branch that is not there', ['null', 'int'], '08'],
    ['a boolean of 7', 'boolean', '07'],
  ])('does not believe %s', async (_what, fieldType, hex) => {
    const schema = { type: 'record', name: 'R', fields: [{ name: 'f', type: fieldType }] };
    const codec = new AvroCodec<object>({ name: 'ReviewRequested', current: schema, versions: [] }, null);
    const header = Buffer.alloc(10);
    header.set([0xc3, 0x01]);
    header.writeBigUInt64LE(fingerprintOf(schema), 2);
    const before = process.memoryUsage().rss;
    await expect(codec.decode(Buffer.concat([header, Buffer.from(hex, 'hex')]), never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED' });
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 ** 2);
  });

  it('does not follow a schema that contains itself for ever', async () => {
    const schema = { type: 'record', name: 'R', fields: [{ name: 'next', type: ['null', 'R'] }] };
    const codec = new AvroCodec<object>({ name: 'ReviewRequested', current: schema, versions: [] }, null);
    const deep = avroType(schema).toBuffer(Array.from({ length: 1000 }).reduce<object | null>((next) => ({ next }), null));
    const header = Buffer.alloc(10);
    header.set([0xc3, 0x01]);
    header.writeBigUInt64LE(fingerprintOf(schema), 2);
    await expect(codec.decode(Buffer.concat([header, deep]), never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED' });
  });
});
