import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ProductVideoUploaded } from '../../../src/domain/product-video-uploaded.js';
import { crc64Avro } from '../../../src/schemas/crc-64-avro.js';
import { openRecordCodecs } from '../../../src/schemas/open-record-codecs.js';
import { RECORD_NAMES, readSchemaFile } from '../../../src/schemas/schema-files.js';

const never = new AbortController().signal;
const codecs = openRecordCodecs({ registryUrl: null, timeoutMs: 100 });
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
const text = fc.string({ unit: 'grapheme' });
const real = fc.double({ noNaN: true, noDefaultInfinity: true });
const unit = fc.double({ min: 0, max: 1, noNaN: true });
const box = fc.tuple(unit, unit, unit, unit);
const evidence = fc.record({ modality: fc.constantFrom('vision', 'speech', 'screen-text', 'listing', 'search'), startS: orNull(real), endS: orNull(real), text: orNull(text), box: orNull(box) });
const flag = fc.record({ flagId: fc.uuid(), policy: text, policyVersion: text, rule: text, class: fc.constantFrom('contact-info', 'other'), severity: fc.constantFrom('info', 'warn', 'block'), decision: fc.constantFrom('flag', 'review', 'cleared'), confidence: unit, evidence: fc.array(evidence, { maxLength: 2 }) });
const conflict = fc.record({ between: fc.array(fc.constantFrom('vision', 'listing')), detail: text, evidence: fc.array(evidence, { maxLength: 2 }) });
const uploaded = fc.record({
  videoId: orNull(text), productId: orNull(text),
  media: fc.record({ uri: text, etag: orNull(text), versionId: orNull(text), sizeBytes: orNull(fc.integer({ min: 0, max: 9007199254740990 })), sha256: orNull(text), contentType: orNull(text) }),
  listing: orNull(fc.record({ title: orNull(text), description: orNull(text), categoryId: orNull(text), brand: orNull(text), price: orNull(real), currency: orNull(text), attributes: fc.dictionary(text.filter((key) => key !== '__proto__'), text, { noNullPrototype: true }), locale: orNull(text) })),
  market: orNull(text), lane: fc.constantFrom('realtime' as const, 'backfill' as const), thinking: fc.constantFrom('auto' as const, 'none' as const, 'low' as const, 'medium' as const, 'high' as const), uploadedAt: orNull(text),
});
const timing = fc.record(Object.fromEntries(['fetchMs', 'demuxMs', 'seeMs', 'readMs', 'hearMs', 'fuseMs', 'judgeMs', 'thinkMs', 'totalMs'].map((name) => [name, real])));
const enriched = fc.record({
  videoId: text, revision: fc.nat(9), status: fc.constantFrom('provisional', 'final'), resultId: fc.uuid(), producedAt: text,
  media: fc.record({ uri: text, sha256: text, bytes: fc.integer({ min: 0, max: 9007199254740990 }), container: text, durationS: real, width: fc.nat(), height: fc.nat(), fps: real, rotationDeg: fc.nat(270), videoCodec: orNull(text), audioCodec: orNull(text), audioChannels: fc.nat(8) }),
  languages: fc.array(fc.record({ language: text, seconds: real, confidence: unit })),
  transcript: fc.array(fc.record({ startS: real, endS: real, language: text, text, confidence: unit })),
  screenText: fc.array(fc.record({ startS: real, endS: real, text, confidence: unit, box })),
  tags: fc.array(fc.record({ kind: text, id: text, value: text, path: orNull(text), taxonomy: orNull(text), taxonomyVersion: orNull(text), confidence: unit, sources: fc.array(text), evidence: fc.array(evidence, { maxLength: 2 }) }), { maxLength: 3 }),
  flags: fc.array(flag, { maxLength: 2 }), consistency: fc.record({ score: unit, conflicts: fc.array(conflict, { maxLength: 2 }) }),
  quality: fc.record({ silent: fc.boolean(), noSpeech: fc.boolean(), static: fc.boolean(), dark: fc.boolean(), blurry: fc.boolean(), duplicateFrameShare: unit, nsfwScore: orNull(unit), notices: fc.array(text) }),
  thinking: fc.record({ level: text, reasons: fc.array(text), provider: orNull(text), model: orNull(text), promptTokens: fc.nat(), completionTokens: fc.nat(), latencyMs: real }),
  models: fc.array(fc.record({ name: text, version: text, sha256: text })), pipeline: fc.record({ name: text, version: text }), timings: timing,
});
const subject = { videoId: text, productId: orNull(text), resultId: fc.uuid(), revision: fc.nat(9), mediaUri: text };

describe('Avro records', () => {
  it('CRC-64-AVRO gives the fingerprints of the specification', () => {
    const print = (canonical: string): string => crc64Avro(new TextEncoder().encode(canonical)).toString(16);
    expect(print('"null"')).toBe('63dd24e7cc258f8a');
    expect(print('"int"')).toBe('7275d51a3f395c8f');
    expect(print('"string"')).toBe('8f014872634503c7');
  });

  it('every record comes back as it went, in TypeScript’s shape', async () => {
    const cases: readonly (readonly [fc.Arbitrary<unknown>, { encode(value: never, signal: AbortSignal): Promise<Uint8Array>; decode(value: Uint8Array, signal: AbortSignal): Promise<unknown> }])[] = [
      [uploaded, codecs.uploaded],
      [enriched, codecs.enriched],
      [fc.record({ videoId: text, resultId: fc.uuid(), revision: fc.nat(9), level: fc.constantFrom('low', 'high'), reasons: fc.array(text), uploaded, escalatedAt: text }), codecs.escalation],
      [fc.record({ ...subject, mediaSha256: text, flag, categoryId: orNull(text), raisedAt: text }), codecs.complianceFlag],
      [fc.record({ ...subject, flags: fc.array(flag, { maxLength: 2 }), conflicts: fc.array(conflict, { maxLength: 2 }), requestedAt: text }), codecs.review],
    ];
    for (const [arbitrary, codec] of cases) {
      await fc.assert(fc.asyncProperty(arbitrary, async (record) => {
        const bytes = await codec.encode(record as never, never);
        expect([bytes[0], bytes[1]]).toEqual([0xc3, 0x01]);
        expect(JSON.stringify(sorted(await codec.decode(bytes, never)))).toBe(JSON.stringify(sorted(record)));
      }), { numRuns: 40 });
    }
  });

  it('bytes cut, changed or made up are RECORD_MALFORMED or another upload, never anything worse', async () => {
    await fc.assert(fc.asyncProperty(uploaded, fc.nat(), fc.uint8Array({ minLength: 1, maxLength: 12 }), async (record, at, noise) => {
      const bytes = Uint8Array.from(await codecs.uploaded.encode(record as ProductVideoUploaded, never));
      bytes.set(noise.subarray(0, Math.max(0, bytes.length - 10)), 10 + (at % Math.max(1, bytes.length - 10 - noise.length)));
      for (const hostile of [bytes, bytes.subarray(0, 10 + (at % Math.max(1, bytes.length - 10)))]) {
        await codecs.uploaded.decode(hostile, never).catch((error: { code?: string }) => expect(error.code).toBe('RECORD_MALFORMED'));
      }
    }), { numRuns: 200 });
  });

  it('a count of a trillion items is refused before anything is built', async () => {
    const { fingerprint } = readSchemaFile('ProductVideoEnriched');
    const head = Buffer.alloc(10);
    head.set([0xc3, 0x01]);
    head.writeBigUInt64LE(fingerprint, 2);
    const empty = Buffer.alloc(5);
    const media = Buffer.concat([Buffer.alloc(4), Buffer.alloc(8), Buffer.alloc(2), Buffer.alloc(8), Buffer.alloc(4)]);
    const huge = Buffer.from([0x80, 0xc0, 0xb8, 0xf5, 0xb8, 0x8e, 0x01]);
    await expect(codecs.enriched.decode(Buffer.concat([head, empty, media, huge]), never)).rejects.toMatchObject({ code: 'RECORD_MALFORMED', message: expect.stringContaining('items in') });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'RECORD_EMPTY'],
    ['text', Buffer.from('hello'), 'RECORD_MALFORMED'],
    ['an unknown fingerprint', Buffer.from('c3010102030405060708aa', 'hex'), 'SCHEMA_UNKNOWN'],
    ['a schema id without a registry', Buffer.from('0000000007aa', 'hex'), 'SCHEMA_UNKNOWN'],
  ])('%s is refused as %s', async (_, bytes, code) => {
    await expect(codecs.uploaded.decode(bytes, never)).rejects.toMatchObject({ code, kind: 'permanent' });
  });

  it.each(RECORD_NAMES)('the newest committed version of %s is the one in use', (name) => {
    const newest = readSchemaFile(name, `schemas/history/${name}/v1.avsc`);
    expect(readSchemaFile(name).fingerprint).toBe(newest.fingerprint);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? 0 : value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]));
}
