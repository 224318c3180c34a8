import type { Frame } from '../../src/domain/frame.js';
import type { ProductVideoEnriched, Tag } from '../../src/domain/product-video-enriched.js';
import type { Listing, ProductVideoUploaded } from '../../src/domain/product-video-uploaded.js';

/** A result with everything in it; tests change what they are about. */
export function enrichedVideo(changes: Partial<ProductVideoEnriched> = {}): ProductVideoEnriched {
  return {
    videoId: 'cup',
    revision: 1,
    status: 'final',
    resultId: '6f0ad5b0-7a55-5f8e-9d0c-4c9d7f6b3a11',
    producedAt: '2026-05-04T10:00:00.000Z',
    media: { uri: 'clips/cup.mp4', sha256: 'ab'.repeat(32), bytes: 1_414_000, container: 'mp4', durationS: 12, width: 1280, height: 720, fps: 25, rotationDeg: 0, videoCodec: 'h264', audioCodec: 'aac', audioChannels: 1 },
    languages: [{ language: 'en', seconds: 5.2, confidence: 0.98 }],
    transcript: [
      { startS: 0.5, endS: 4.8, language: 'en', text: 'This espresso cup is made of red porcelain.', confidence: 0.93 },
      { startS: 6, endS: 9.4, language: 'en', text: 'The cup and the saucer are dishwasher safe.', confidence: 0.91 },
    ],
    screenText: [
      { startS: 0.6, endS: 5, text: 'ESPRESSO CUP', confidence: 0.99, box: [0.05, 0.7, 0.4, 0.8] },
      { startS: 4, endS: 11, text: '$12.90', confidence: 0.97, box: [0.78, 0.1, 0.95, 0.3] },
    ],
    tags: [
      tag({ evidence: [{ modality: 'vision', startS: 6, endS: 8, text: null, box: [0.2, 0.1, 0.8, 0.9] }] }),
      tag({ kind: 'attribute', id: 'price', value: '12.90 USD', path: null, confidence: 0.9, sources: ['screen-text'], evidence: [{ modality: 'screen-text', startS: 4, endS: 11, text: '$12.90', box: [0.78, 0.1, 0.95, 0.3] }] }),
      tag({ kind: 'attribute', id: 'color', value: 'red', path: null, confidence: 0.62, sources: ['vision'], evidence: [] }),
    ],
    flags: [
      { flagId: 'f1', policy: 'claims', policyVersion: '1', rule: 'best in the world', class: 'absolute-claim', severity: 'warn', decision: 'flag', confidence: 0.8, evidence: [{ modality: 'screen-text', startS: 4, endS: 11, text: 'best cup in the world', box: [0.1, 0.8, 0.6, 0.9] }] },
    ],
    consistency: { score: 0.4, conflicts: [{ between: ['listing', 'vision'], detail: 'the title says running shoes, the picture shows an espresso cup', evidence: [{ modality: 'vision', startS: 0, endS: 5, text: null, box: null }] }] },
    quality: { silent: false, noSpeech: false, static: false, dark: false, blurry: false, duplicateFrameShare: 0.1, nsfwScore: 0.01, notices: [] },
    thinking: { level: 'none', reasons: [], provider: null, model: null, promptTokens: 0, completionTokens: 0, latencyMs: 0 },
    models: [{ name: 'whisper-base', version: 'base-int8-1', sha256: 'cd'.repeat(32) }],
    pipeline: { name: 'enrich', version: '0.1.0' },
    timings: { fetchMs: 1, demuxMs: 420, seeMs: 300, readMs: 900, hearMs: 500, fuseMs: 2, judgeMs: 1, thinkMs: 0, totalMs: 1800 },
    ...changes,
  };
}

export function tag(changes: Partial<Tag> = {}): Tag {
  return {
    kind: 'category',
    id: 'gid://shopify/TaxonomyCategory/hg-11-10-4-1',
    value: 'Coffee Cups',
    path: 'Home & Garden > Kitchen & Dining > Tableware > Drinkware > Coffee Cups',
    taxonomy: 'shopify',
    taxonomyVersion: '2026-02',
    confidence: 0.94,
    sources: ['vision', 'speech', 'listing'],
    evidence: [],
    ...changes,
  };
}

export function uploadedVideo(uri: string, listing: Partial<Listing> | null = null): ProductVideoUploaded {
  return {
    videoId: null,
    productId: null,
    media: { uri, etag: null, versionId: null, sizeBytes: null, sha256: null, contentType: null },
    listing: listing === null ? null : { title: null, description: null, categoryId: null, brand: null, price: null, currency: null, attributes: {}, locale: null, ...listing },
    market: null,
    lane: 'realtime',
    thinking: 'auto',
    uploadedAt: null,
  };
}

/** A frame of one colour. */
export function plainFrame(timestampS: number, rgb: readonly [number, number, number], size: { readonly width: number; readonly height: number } = { width: 1280, height: 720 }): Frame {
  const pixels = new Uint8Array(size.width * size.height * 3);
  for (let at = 0; at < pixels.length; at += 1) pixels[at] = rgb[at % 3]!;
  return { kind: 'frame', index: 0, timestampS, ...size, pixels, sceneCut: false, luma: new Uint8Array(1024), release: () => undefined };
}
