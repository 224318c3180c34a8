import fc from 'fast-check';
import type { ComplianceFlagRaised } from '../../src/domain/compliance-flag-raised.js';
import { type ProductVideoEscalation } from '../../src/domain/escalation.js';
import { type Conflict, type Evidence, FLAG_CLASSES, type Flag, type ProductVideoEnriched } from '../../src/domain/product-video-enriched.js';
import { LANES, THINKING_REQUESTS, type ProductVideoUploaded } from '../../src/domain/product-video-uploaded.js';
import type { ReviewRequested } from '../../src/domain/review-requested.js';

/** Any record of each kind, every field of its TypeScript type with every kind of value it may have. */
const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const word = fc.string({ minLength: 1, maxLength: 20 });
const number = fc.double({ noNaN: true, noDefaultInfinity: true });
const count = fc.nat(2 ** 31 - 1);
const bytes = fc.nat(2 ** 52);
const time = fc.date({ min: new Date(0), max: new Date('2200-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(value, { nil: null });
const list = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 3 });
const box = fc.tuple(number, number, number, number);
const names = <T extends string>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

export const uploads: fc.Arbitrary<ProductVideoUploaded> = fc.record({
  videoId: maybe(word),
  productId: maybe(text),
  media: fc.record({ uri: word, etag: maybe(text), versionId: maybe(text), sizeBytes: maybe(bytes), sha256: maybe(fc.string({ unit: names('0', '7', 'a', 'f'), minLength: 64, maxLength: 64 })), contentType: maybe(text) }),
  listing: maybe(
    fc.record({
      title: maybe(text), description: maybe(text), categoryId: maybe(text), brand: maybe(text), price: maybe(fc.double({ min: 0, noNaN: true, noDefaultInfinity: true })), currency: maybe(text),
      attributes: fc.dictionary(word.filter((key) => key !== '__proto__'), text, { maxKeys: 3, noNullPrototype: true }), locale: maybe(text),
    }),
  ),
  market: maybe(text),
  lane: names(...LANES),
  thinking: names(...THINKING_REQUESTS),
  uploadedAt: maybe(time),
});

const evidence: fc.Arbitrary<Evidence> = fc.record({ modality: names('vision', 'speech', 'screen-text', 'listing', 'search'), startS: maybe(number), endS: maybe(number), text: maybe(text), box: maybe(box) });
const flag: fc.Arbitrary<Flag> = fc.record({
  flagId: text, policy: text, policyVersion: text, rule: text, class: names(...FLAG_CLASSES), severity: names('info', 'warn', 'block'), decision: names('flag', 'review', 'cleared'), confidence: number, evidence: list(evidence),
});
const conflict: fc.Arbitrary<Conflict> = fc.record({ between: list(names('vision', 'speech', 'screen-text', 'listing')), detail: text, evidence: list(evidence) });

export const enrichedRecords: fc.Arbitrary<ProductVideoEnriched> = fc.record({
  videoId: text,
  revision: count,
  status: names('provisional', 'final'),
  resultId: fc.uuid(),
  producedAt: time,
  media: fc.record({
    uri: text, sha256: text, bytes, container: text, durationS: number, width: count, height: count, fps: number, rotationDeg: number, videoCodec: maybe(text), audioCodec: maybe(text), audioChannels: count,
  }),
  languages: list(fc.record({ language: text, seconds: number, confidence: number })),
  transcript: list(fc.record({ startS: number, endS: number, language: text, text, confidence: number })),
  screenText: list(fc.record({ startS: number, endS: number, text, confidence: number, box })),
  tags: list(
    fc.record({
      kind: names('category', 'attribute', 'brand', 'object', 'code'), id: text, value: text, path: maybe(text), taxonomy: maybe(text), taxonomyVersion: maybe(text), confidence: number,
      sources: list(names('vision', 'speech', 'screen-text', 'listing', 'search', 'thinking')), evidence: list(evidence),
    }),
  ),
  flags: list(flag),
  consistency: fc.record({ score: number, conflicts: list(conflict) }),
  quality: fc.record({
    silent: fc.boolean(), noSpeech: fc.boolean(), static: fc.boolean(), dark: fc.boolean(), blurry: fc.boolean(), duplicateFrameShare: number, nsfwScore: maybe(number), notices: list(text),
  }),
  thinking: fc.record({ level: names('none', 'low', 'medium', 'high'), reasons: list(text), provider: maybe(text), model: maybe(text), promptTokens: count, completionTokens: count, latencyMs: number }),
  models: list(fc.record({ name: text, version: text, sha256: text })),
  pipeline: fc.record({ name: text, version: text }),
  timings: fc.record({ fetchMs: number, demuxMs: number, seeMs: number, readMs: number, hearMs: number, fuseMs: number, judgeMs: number, thinkMs: number, totalMs: number }),
});

export const complianceFlags: fc.Arbitrary<ComplianceFlagRaised> = fc.record({
  videoId: text, productId: maybe(text), resultId: fc.uuid(), revision: count, mediaUri: text, mediaSha256: text, flag, categoryId: maybe(text), raisedAt: time,
});

export const escalations: fc.Arbitrary<ProductVideoEscalation> = fc.record({
  videoId: text, resultId: fc.uuid(), revision: count, level: names('low', 'medium', 'high'), reasons: list(text), uploaded: uploads, escalatedAt: time,
});

export const reviews: fc.Arbitrary<ReviewRequested> = fc.record({
  videoId: text, productId: maybe(text), resultId: fc.uuid(), revision: count, mediaUri: text, flags: list(flag), conflicts: list(conflict), requestedAt: time,
});
