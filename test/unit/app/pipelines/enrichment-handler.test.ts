import { describe, expect, it } from '@jest/globals';
import type { FastPass } from '../../../../src/app/enrich-video.js';
import { enrichmentHandler, thinkingHandler, type HandlerParts } from '../../../../src/app/pipelines/enrichment-handler.js';
import { openCodecs } from '../../../../src/app/pipelines/open-codecs.js';
import type { PassResult } from '../../../../src/app/pipelines/output-records.js';
import type { RecordWork } from '../../../../src/app/stream/stream-handler.js';
import type { ProductVideoUploaded } from '../../../../src/domain/product-video-uploaded.js';
import { headerText } from '../../../../src/stream/headers.js';
import type { LogRecord } from '../../../../src/stream/record.js';
import { enrichedVideo } from '../../../support/enriched-video.js';

const MIB = 1024 ** 2;
const signal = new AbortController().signal;
const codecs = openCodecs({ registry: { url: null, timeoutMs: 100 } });
const TRACE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

class Rig {
  readonly seen: ProductVideoUploaded[] = [];
  readonly counted: PassResult[] = [];
  route: FastPass['route'] = { level: 'none', status: 'final', reasons: [] };
  readonly parts: HandlerParts = {
    codecs,
    input: 'uploaded',
    topics: { enriched: 'enriched', complianceFlag: 'flag', review: 'review', escalation: 'escalation' },
    publish: ['enriched', 'compliance-flag', 'review', 'escalation'],
    metrics: { done: (result) => void this.counted.push(result), batch: () => undefined },
    enricher: {
      enrich: (uploaded) => (this.seen.push(uploaded), Promise.resolve(enrichedVideo())),
      fastPass: (uploaded) => (this.seen.push(uploaded), Promise.resolve({ enriched: enrichedVideo(), route: this.route })),
      deepPass: (uploaded) => (this.seen.push(uploaded), Promise.resolve(enrichedVideo({ revision: 2 }))),
    },
  };
}

const record = (value: unknown, key: string | null = 'key'): LogRecord => ({ topic: 'uploaded', partition: 0, offset: 0n, timestampMs: 0, key: key === null ? null : Buffer.from(key), value: value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value)), headers: [] });
const work = (more: Partial<RecordWork> = {}): RecordWork => ({ signal, attempt: 3, traceparent: TRACE, headers: [], ...more });
const created = (key: string): object => ({ eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'videos' }, object: { key, eTag: `tag-of-${key}` } } });

describe('enrichment of uploads', () => {
  it('splits a notification of several objects into uploads of their own, a malformed one apart', async () => {
    const rig = new Rig();
    const headers = [['own', Buffer.from('x')], ['traceparent', Buffer.from('00-broken')]] as const;
    const handled = await enrichmentHandler(rig.parts).handle(record({ Records: [created('a.mp4'), { eventName: 'ObjectCreated:Put' }, created('b.mp4')] }), work({ headers }));
    expect([handled.outcome, rig.seen]).toEqual(['split', []]);
    expect(handled.outputs.map(({ topic, key }) => [topic, Buffer.from(key!).toString()])).toEqual([['uploaded', 's3://videos/a.mp4'], ['uploaded', 'key'], ['uploaded', 's3://videos/b.mp4']]);
    for (const output of handled.outputs) expect(output.headers.map(([name, value]) => [name, Buffer.from(value!).toString()])).toEqual([['own', 'x'], ['traceparent', TRACE]]);
    const again = await Promise.allSettled(handled.outputs.map(({ value }) => codecs.intake(value, signal)));
    expect(again).toMatchObject([{ value: { upload: { media: { etag: 'tag-of-a.mp4' } } } }, { reason: { code: 'RECORD_MALFORMED' } }, { value: { upload: { media: { etag: 'tag-of-b.mp4' } } } }]);
  });

  it('works a notification of one object itself', async () => {
    const rig = new Rig();
    const { outcome } = await enrichmentHandler(rig.parts).handle(record({ Records: [created('a.mp4'), { eventName: 'ObjectRemoved:Delete' }] }), work());
    expect([outcome, rig.seen.map(({ media }) => media.uri)]).toEqual(['enriched', ['s3://videos/a.mp4']]);
  });

  it('counts a pass when its outputs are durable, not before', async () => {
    const rig = new Rig();
    const handled = await enrichmentHandler(rig.parts).handle(record({ media: { uri: 's3://b/v.mp4' } }), work());
    expect(rig.counted).toHaveLength(0);
    handled.onPublished?.();
    expect(rig.counted).toHaveLength(1);
  });

  it('puts trace, attempt and the CloudEvents attributes on every output', async () => {
    const rig = new Rig();
    rig.route = { level: 'low', status: 'provisional', reasons: ['category-uncertain'] };
    const { outputs } = await enrichmentHandler(rig.parts).handle(record({ media: { uri: 's3://b/v.mp4' } }), work());
    expect(outputs.map(({ topic }) => topic)).toEqual(['enriched', 'flag', 'escalation']);
    const { resultId, producedAt } = enrichedVideo();
    const ids = [resultId, `${resultId}:f1`, `${resultId}:escalation`];
    const types = ['enriched', 'compliance-flag', 'escalation'];
    expect(outputs.map(({ headers }) => ['traceparent', 'thalweg-attempt', 'ce_specversion', 'ce_id', 'ce_type', 'ce_source', 'ce_time'].map((name) => headerText(headers, name)))).toEqual(
      ids.map((id, at) => [TRACE, '3', '1.0', id, `thalweg.product-video.${types[at]}`, '/thalweg/enrich', producedAt]),
    );
  });

  it('pins an escalation to the bytes that were looked at, and thinks about those', async () => {
    const rig = new Rig();
    rig.route = { level: 'low', status: 'provisional', reasons: ['category-uncertain'] };
    const { outputs, outcome } = await enrichmentHandler(rig.parts).handle(record({ media: { uri: 's3://b/v.mp4' } }), work());
    expect(outcome).toBe('escalated');
    const escalation = outputs.find(({ topic }) => topic === 'escalation')!;
    const deep = await thinkingHandler(rig.parts).handle(record(escalation.value), work());
    expect(deep.outcome).toBe('enriched');
    expect(rig.seen.map(({ media }) => media.sha256)).toEqual([null, enrichedVideo().media.sha256]);
  });
});

describe('the weight of a record', () => {
  it.each([
    ['an object of known size', { media: { uri: 's3://b/v.mp4', sizeBytes: 500 * MIB } }, 628 * MIB],
    ['an object of unknown size', { media: { uri: 'https://shop.example/v.mp4' } }, 192 * MIB],
    ['a local file, of which no copy is made', { media: { uri: '/inbox/v.mp4', sizeBytes: 500 * MIB } }, 128 * MIB],
    ['a notification that is only split', { Records: [created('a.mp4'), created('b.mp4')] }, MIB],
    ['a record that is none', { media: {} }, MIB],
  ])('%s', async (_what, value, bytes) => expect(await enrichmentHandler(new Rig().parts).weigh(record(value), signal)).toBe(bytes));

  it('is the usual one while the registry cannot say what the record is', async () => {
    const away = openCodecs({ registry: { url: 'http://127.0.0.1:9', timeoutMs: 100 } });
    const framed = new Uint8Array([0, 0, 0, 0, 9, 0]);
    expect(await enrichmentHandler({ ...new Rig().parts, codecs: away }).weigh(record(framed), signal)).toBe(192 * MIB);
  });

  it('of an escalation is its upload’s', async () => {
    const uploaded = { videoId: null, productId: null, media: { uri: 's3://b/v.mp4', etag: null, versionId: null, sizeBytes: 10 * MIB, sha256: null, contentType: null }, listing: null, market: null, lane: 'realtime', thinking: 'auto', uploadedAt: null } as const;
    const value = await codecs.escalation.encode({ videoId: 'v', resultId: enrichedVideo().resultId, revision: 1, level: 'low', reasons: [], uploaded, escalatedAt: '2026-01-01T00:00:00.000Z' }, signal);
    expect(await thinkingHandler(new Rig().parts).weigh(record(value), signal)).toBe(138 * MIB);
  });
});
