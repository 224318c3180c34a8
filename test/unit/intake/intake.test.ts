import { describe, expect, it } from '@jest/globals';
import type { UploadedMedia } from '../../../src/domain/product-video-uploaded.js';
import { decodeIntake } from '../../../src/intake/decode-intake.js';
import { openRecordCodecs } from '../../../src/schemas/open-record-codecs.js';

const never = new AbortController().signal;
const avro = openRecordCodecs({ registryUrl: null, timeoutMs: 1000 });
const codecs = { ...avro, intake: (value: Uint8Array | null, signal: AbortSignal) => decodeIntake(value, avro.uploaded, signal) };
const json = (value: unknown) => codecs.intake(Buffer.from(JSON.stringify(value)), never);
const DEFAULTS = { videoId: null, productId: null, listing: null, market: null, lane: 'realtime', thinking: 'auto', uploadedAt: null };
const media = (more: Partial<UploadedMedia> & { readonly uri: string }): UploadedMedia => ({ etag: null, versionId: null, sizeBytes: null, sha256: null, contentType: null, ...more });

/** The layout of Amazon S3 event notifications, version 2.1. */
const aws = (eventName: string, object: object, bucket = 'videos') => ({
  eventVersion: '2.1', eventSource: 'aws:s3', awsRegion: 'eu-central-1', eventTime: '2026-03-01T10:00:00.000Z', eventName,
  userIdentity: { principalId: 'AWS:X' }, requestParameters: { sourceIPAddress: '203.0.113.7' }, responseElements: { 'x-amz-request-id': 'R' },
  s3: { s3SchemaVersion: '1.0', configurationId: 'c', bucket: { name: bucket, ownerIdentity: { principalId: 'P' }, arn: `arn:aws:s3:::${bucket}` }, object: { sequencer: '0A', ...object } },
});

describe('intake of plain JSON', () => {
  it('needs only media.uri', async () => {
    expect(await json({ media: { uri: 's3://b/v.mp4' } })).toEqual({ kind: 'upload', upload: { ...DEFAULTS, media: media({ uri: 's3://b/v.mp4' }) } });
  });

  it('takes all keys over and leaves out those it does not know', async () => {
    const upload = {
      videoId: 'v', productId: 'p', media: media({ uri: 'u', etag: 'e', versionId: '3', sizeBytes: 5, sha256: 'A'.repeat(64), contentType: 'video/mp4' }),
      listing: { title: 't', description: 'd', categoryId: 'c', brand: 'b', price: 3.5, currency: 'EUR', attributes: { size: 'M' }, locale: 'de' },
      market: 'DE', lane: 'backfill', thinking: 'high', uploadedAt: '2026-03-01T10:00:00Z',
    };
    expect(await json({ ...upload, later: 1 })).toEqual({ kind: 'upload', upload: { ...upload, media: { ...upload.media, sha256: 'a'.repeat(64) } } });
  });

  it.each([
    [{}, /media: found nothing; expected object/],
    [{ media: {} }, /media\.uri: found nothing; expected string/],
    [{ media: { uri: '' } }, /media\.uri: found ""; expected a text that is not empty/],
    [{ media: { uri: 'u', sizeBytes: -1 } }, /media\.sizeBytes: found -1/],
    [{ media: { uri: 'u', sha256: 'xyz' } }, /media\.sha256: found "xyz"; expected 64 hexadecimal digits/],
    [{ media: { uri: 'u' }, lane: 'express' }, /lane: found "express"; expected one of "realtime"\|"backfill"/],
    [{ media: { uri: 'u' }, uploadedAt: 'yesterday' }, /uploadedAt: found "yesterday"; expected a time as in RFC 3339/],
    [{ media: { uri: 'u' }, listing: { price: 'cheap' } }, /listing\.price: found "cheap"; expected number/],
    [[], /\(record\): found \[\]; expected object/],
    ['text', /expected object/],
    [null, /expected object/],
    [7, /expected object/],
  ])('refuses %j in words', async (value, words) => {
    await expect(json(value)).rejects.toMatchObject({ code: 'RECORD_MALFORMED', kind: 'permanent', message: expect.stringMatching(words) as unknown });
  });

  it.each([
    ['half a document', Buffer.from('{"media":')],
    ['bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe])],
    ['an image', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['very many bytes', Buffer.alloc(5 * 1024 * 1024, 0x20)],
    ['very deep nesting', Buffer.from('['.repeat(100_000))],
  ])('refuses %s', async (_what, bytes) => {
    await expect(codecs.intake(bytes, never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED' });
  });

  it('refuses nothing at all', async () => {
    await expect(codecs.intake(null, never)).rejects.toMatchObject({ code: 'RECORD_EMPTY' });
    await expect(codecs.intake(Buffer.alloc(0), never)).rejects.toMatchObject({ code: 'RECORD_EMPTY' });
  });
});

describe('intake of Avro', () => {
  it('takes single objects and checks them as it checks JSON', async () => {
    const upload = { ...DEFAULTS, media: media({ uri: 'u' }), lane: 'realtime', thinking: 'auto' } as const;
    expect(await codecs.intake(await codecs.uploaded.encode(upload, never), never)).toEqual({ kind: 'upload', upload });
    const bad = { ...upload, media: media({ uri: '', sizeBytes: -4 }) };
    await expect(codecs.intake(await codecs.uploaded.encode(bad, never), never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringContaining('media.uri') as unknown });
  });
});

describe('intake of S3 notifications', () => {
  it('takes key, size, ETag and version over; keys are URL-encoded with plus for space', async () => {
    const event = aws('ObjectCreated:Put', { key: 'new+arrivals/red%2Bblue+%E5%95%86%E5%93%81.mp4', size: 1024, eTag: 'd41d8cd98f00b204e9800998ecf8427e', versionId: '096fKK' });
    expect(await json({ Records: [event] })).toEqual({
      kind: 'upload',
      upload: { ...DEFAULTS, uploadedAt: '2026-03-01T10:00:00.000Z', media: media({ uri: 's3://videos/new arrivals/red+blue 商品.mp4', sizeBytes: 1024, etag: 'd41d8cd98f00b204e9800998ecf8427e', versionId: '096fKK' }) },
    });
  });

  it('takes several records of one message and leaves out what created nothing', async () => {
    const intake = await json({ Records: [aws('ObjectCreated:Put', { key: 'a.mp4' }), aws('ObjectRemoved:Delete', { key: 'b.mp4' }), aws('ObjectCreated:CompleteMultipartUpload', { key: 'c.mp4', eTag: 'x-2' }), aws('ObjectCreated:Put', { key: 'folder/' })] });
    expect(intake.kind === 'parts' && intake.parts.map((part) => part.kind === 'upload' && part.upload.media.uri)).toEqual(['s3://videos/a.mp4', 's3://videos/c.mp4']);
  });

  it('keeps a malformed record of several apart, as a message that is malformed by itself', async () => {
    const intake = await json({ Records: [aws('ObjectCreated:Put', { key: 'a.mp4' }), aws('ObjectCreated:Put', {}), null] });
    const parts = intake.kind === 'parts' ? intake.parts : [];
    expect(parts.map(({ kind }) => kind)).toEqual(['upload', 'malformed', 'malformed']);
    for (const part of parts) if (part.kind === 'malformed') await expect(codecs.intake(part.value, never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED' });
  });

  it('takes what MinIO writes', async () => {
    const minio = { EventName: 's3:ObjectCreated:Put', Key: 'videos/clip.mp4', Records: [aws('s3:ObjectCreated:Put', { key: 'clip.mp4', size: 9, eTag: 'abc', contentType: 'video/mp4', userMetadata: { 'content-type': 'video/mp4' } })] };
    const intake = await json(minio);
    expect(intake.kind === 'upload' && intake.upload.media).toEqual(media({ uri: 's3://videos/clip.mp4', sizeBytes: 9, etag: 'abc', contentType: 'video/mp4' }));
  });

  it.each([
    ['a test event', { Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-03-01T10:00:00.000Z', Bucket: 'videos' }],
    ['a removal', { Records: [aws('s3:ObjectRemoved:Delete', { key: 'a.mp4' })] }],
    ['an empty notification', { Records: [] }],
    ['an event of another kind', { Records: [aws('s3:ObjectAccessed:Get', { key: 'a.mp4' })] }],
  ])('ignores %s', async (_what, value) => expect(await json(value)).toMatchObject({ kind: 'ignored' }));

  it.each([
    ['no key', { Records: [aws('ObjectCreated:Put', {})] }, /Records\.0\.s3\.object\.key/],
    ['a record that is nothing', { Records: [null] }, /Records\.0/],
    ['far too many records', { Records: Array.from({ length: 1001 }, () => aws('ObjectCreated:Put', { key: 'a' })) }, /1001/],
  ])('refuses %s', async (_what, value, words) => {
    await expect(json(value)).rejects.toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringMatching(words) as unknown });
  });
});
