import { describe, expect, it } from '@jest/globals';
import { decodeIntake } from '../../../src/intake/decode-intake.js';
import { openRecordCodecs } from '../../../src/schemas/open-record-codecs.js';

const never = new AbortController().signal;
const { uploaded } = openRecordCodecs({ registryUrl: null, timeoutMs: 100 });
const decode = (value: unknown) => decodeIntake(value === null ? null : new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value)), uploaded, never);
const s3 = (records: readonly object[], beside: object = {}) => ({ ...beside, Records: records });
const created = (key: string, object: object = {}, eventName = 'ObjectCreated:Put') => ({ eventName, eventTime: '2026-01-02T03:04:05.000Z', s3: { bucket: { name: 'videos' }, object: { key, ...object } } });

describe('intake', () => {
  it('takes plain JSON with nothing but the address', async () => {
    expect(await decode({ media: { uri: 's3://b/k.mp4' } })).toEqual({
      kind: 'upload',
      upload: { videoId: null, productId: null, media: { uri: 's3://b/k.mp4', etag: null, versionId: null, sizeBytes: null, sha256: null, contentType: null }, listing: null, market: null, lane: 'realtime', thinking: 'auto', uploadedAt: null },
    });
  });

  it('takes what the Avro codec wrote', async () => {
    const upload = { videoId: 'v', productId: null, media: { uri: 'a', etag: null, versionId: null, sizeBytes: 3, sha256: null, contentType: null }, listing: null, market: 'DE', lane: 'backfill', thinking: 'low', uploadedAt: null } as const;
    expect(await decodeIntake(await uploaded.encode(upload, never), uploaded, never)).toEqual({ kind: 'upload', upload });
  });

  it.each([
    ['a key with spaces and letters of other scripts', 'new+videos/%E9%9D%92%E7%A6%BE+1%2B1.mp4', 's3://videos/new videos/青禾 1+1.mp4'],
    ['a key that is not encoded', 'a%zz.mp4', 's3://videos/a%zz.mp4'],
  ])('S3 events: %s', async (_, key, uri) => {
    expect(await decode(s3([created(key)]))).toMatchObject({ upload: { media: { uri } } });
  });

  it('S3 events: size, ETag and version are taken over, from AWS and from MinIO', async () => {
    const object = { size: 12, eTag: '"abc"', versionId: 'v1', contentType: 'video/mp4' };
    const want = { upload: { media: { sizeBytes: 12, etag: 'abc', versionId: 'v1', contentType: 'video/mp4' }, uploadedAt: '2026-01-02T03:04:05.000Z' } };
    expect(await decode(s3([created('k.mp4', object)]))).toMatchObject(want);
    expect(await decode(s3([created('k.mp4', object, 's3:ObjectCreated:CompleteMultipartUpload')], { EventName: 's3:ObjectCreated:Put', Key: 'videos/k.mp4' }))).toMatchObject(want);
    expect(await decode(s3([created('k.mp4', { size: 0, eTag: '', versionId: '' })]))).toMatchObject({ upload: { media: { etag: null, versionId: null, sizeBytes: 0 } } });
  });

  it('S3 events: several in one message, removals and tests ignored', async () => {
    expect(await decode(s3([created('a.mp4'), created('b.mp4'), created('c.mp4', {}, 'ObjectRemoved:Delete')]))).toMatchObject({ kind: 'parts', parts: [{ upload: { media: { uri: 's3://videos/a.mp4' } } }, { upload: { media: { uri: 's3://videos/b.mp4' } } }] });
    expect(await decode(s3([created('c.mp4', {}, 's3:ObjectRemoved:Delete')]))).toEqual({ kind: 'ignored', why: 'ObjectRemoved:Delete' });
    expect(await decode({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'videos' })).toEqual({ kind: 'ignored', why: 's3:TestEvent' });
  });

  it.each([
    [null, 'RECORD_EMPTY', 'without a value'],
    ['{"media":', 'RECORD_MALFORMED', 'broken JSON'],
    ['[]', 'RECORD_MALFORMED', '(record): found []; expected object'],
    [{ media: {} }, 'RECORD_MALFORMED', 'media.uri: found nothing; expected string'],
    [{ media: { uri: 'a', sizeBytes: 'big' } }, 'RECORD_MALFORMED', 'media.sizeBytes: found "big"; expected number'],
    [{ media: { uri: 'a' }, lane: 'fast' }, 'RECORD_MALFORMED', 'lane: found "fast"; expected one of "realtime"|"backfill"'],
    [s3([{ eventName: 'ObjectCreated:Put', s3: { bucket: {}, object: { key: 'k' } } }]), 'RECORD_MALFORMED', 'Records.0.s3.bucket.name'],
  ])('refuses %j', async (value, code, message) => {
    await expect(decode(value)).rejects.toMatchObject({ code, kind: 'permanent', message: expect.stringContaining(message) });
  });
});
