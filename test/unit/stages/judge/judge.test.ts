import { describe, expect, it } from '@jest/globals';
import { FLAG_CLASSES, type ScreenText, type TranscriptSegment } from '../../../../src/domain/product-video-enriched.js';
import type { Listing } from '../../../../src/domain/product-video-uploaded.js';
import type { Understanding } from '../../../../src/domain/understanding.js';
import { judge } from '../../../../src/stages/judge/judge.js';
import { understanding } from '../understanding-fixture.js';

const shown = (text: string, confidence = 0.95): ScreenText => ({ startS: 1, endS: 4, text, confidence, box: [0, 0, 0.5, 0.1] });
const spoken = (text: string): TranscriptSegment => ({ startS: 2, endS: 5, language: 'en', text, confidence: 0.9 });
const judged = (one: Understanding, listing: Listing | null = null): ReturnType<typeof judge>['flags'] => judge(one, { videoId: 'video-1', listing }).flags;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('judge', () => {
  it('raises a flag with its policy, decision and every place as evidence', () => {
    const flags = judged(understanding({ screenText: [shown('100% cure for diabetes'), shown('Fresh ginger')], transcript: [spoken('This cures diabetes in a week.')] }));
    expect(flags).toEqual([
      {
        flagId: expect.stringMatching(UUID), policy: 'builtin', policyVersion: '2', rule: 'medical-claim', class: 'medical-claim', severity: 'block', decision: 'flag', confidence: expect.any(Number),
        evidence: [
          { modality: 'screen-text', startS: 1, endS: 4, text: '100% cure for diabetes', box: [0, 0, 0.5, 0.1] },
          { modality: 'speech', startS: 2, endS: 5, text: 'This cures diabetes in a week.', box: null },
        ],
      },
    ]);
  });

  it('gives the same flag the same id, and other videos and rules others', () => {
    const one = understanding({ screenText: [shown('Call +49 151 23456789'), shown('www.shop.example')] });
    const ids = judged(one).map((flag) => flag.flagId);
    expect(judged(one).map((flag) => flag.flagId)).toEqual(ids);
    expect(new Set([...ids, ...judge(one, { videoId: 'video-2', listing: null }).flags.map((flag) => flag.flagId)]).size).toBe(4);
  });

  it('reads the listing and what a QR code leads to', () => {
    const listing: Listing = { title: 'Shoes', description: 'Visit www.my-shop.example', categoryId: null, brand: null, price: null, currency: null, attributes: {}, locale: null };
    expect(judged(understanding({}), listing).map((flag) => [flag.class, flag.evidence[0]?.modality])).toEqual([['external-url', 'listing']]);
    const code = understanding({ tags: [{ kind: 'code', id: 'QRCode', value: 'https://x-shop.example/p', path: null, taxonomy: null, taxonomyVersion: null, confidence: 0.99, sources: ['vision'], evidence: [{ modality: 'vision', startS: 0, endS: 3, text: 'https://x-shop.example/p', box: [0, 0, 1, 1] }] }] });
    expect(judged(code)).toEqual([expect.objectContaining({ class: 'external-url', evidence: [expect.objectContaining({ modality: 'vision', box: [0, 0, 1, 1] })] })]);
  });

  it('leaves a doubtful reading to a person', () => {
    expect(judged(understanding({ screenText: [shown('WhatsApp')] }))).toEqual([expect.objectContaining({ class: 'contact-info', decision: 'review' })]);
    expect(judged(understanding({ screenText: [shown('www.shop.example', 0.2)] })).map((flag) => flag.decision)).toEqual(['review']);
  });

  it('reads neighbouring lines that are shown together as one, and tells of them once', () => {
    const line = (text: string, row: number, times: Partial<ScreenText> = {}): ScreenText => ({ ...shown(text), box: [0.2, 0.1 * row, 0.6, 0.1 * row + 0.08], ...times });
    const found = (...lines: readonly ScreenText[]): readonly (readonly [string, readonly (string | null)[]])[] => judged(understanding({ screenText: lines })).map((flag) => [flag.class, flag.evidence.map(({ text }) => text)]);
    expect(found(line('Cures', 1), line('arthritis', 2))).toEqual([['medical-claim', ['Cures arthritis']]]);
    expect(found(line('The best', 1), line('shoes', 2), line('in the world', 3))).toEqual([['absolute-claim', ['The best shoes in the world']]]);
    expect(found(line('世界', 1), line('一の着心地', 2))).toEqual([['absolute-claim', ['世界一の着心地']]]);
    expect(found(line('Call', 1), line('555-0134', 2))).toEqual([['contact-info', ['Call 555-0134']]]);
    expect(found({ ...line('Cures', 1), box: [0.1, 0.1, 0.3, 0.18] }, { ...line('arthritis', 1), box: [0.32, 0.1, 0.6, 0.18] })).toEqual([['medical-claim', ['Cures arthritis']]]);
    // A line that says it alone is not told again with its neighbours.
    expect(found(line('Cures arthritis', 1), line('Fresh ginger', 2), line('in 3 days', 3))).toEqual([['medical-claim', ['Cures arthritis']]]);
    expect(found(line('Cures', 1), line('arthritis', 6))).toEqual([]);
    expect(found(line('Cures', 1), line('arthritis', 2, { startS: 6, endS: 8 }))).toEqual([]);
    expect(found(line('Cures', 1), { ...line('arthritis', 2), box: [0.2, 0.2, 0.9, 0.6] })).toEqual([]);
    expect(found(line('Best', 1), line('before 12/2027', 2))).toEqual([]);
    expect(found(line('0151', 1), line('2345 6789', 2))).toEqual([]);
    expect(found(line('Call', 1), line('$49.90', 2), line('36 38 40 42', 3))).toEqual([]);
  });

  it('spans the time and the place in which its lines are all shown', () => {
    const [flag] = judged(understanding({ screenText: [{ ...shown('Cures'), startS: 0, endS: 4, box: [0.2, 0.1, 0.5, 0.18] }, { ...shown('arthritis'), startS: 2, endS: 9, box: [0.25, 0.2, 0.7, 0.28] }] }));
    expect(flag?.evidence).toEqual([{ modality: 'screen-text', startS: 2, endS: 4, text: 'Cures arthritis', box: [0.2, 0.1, 0.7, 0.28] }]);
  });

  it('reads telephone numbers as the market and the languages of the video write them', () => {
    const one = (fields: Partial<Understanding>): Understanding => understanding({ screenText: [shown('1588-1234')], ...fields });
    const decisions = (fields: Partial<Understanding>, market: string | null): readonly string[] => judge(one(fields), { videoId: 'video-1', listing: null, market }).flags.map((flag) => flag.decision);
    expect(decisions({}, null)).toEqual(['review']);
    expect(decisions({}, 'KR')).toEqual(['flag']);
    expect(decisions({ languages: [{ language: 'ko', seconds: 4, confidence: 0.9 }] }, null)).toEqual(['flag']);
    expect(decisions({ languages: [{ language: 'en-GB', seconds: 4, confidence: 0.9 }] }, 'house-7')).toEqual(['review']);
  });

  it.each([
    ['product: the text says Shoes (aa-8), the picture shows Bananas (fb-2-10-7-5)', 'product-mismatch', 'flag'],
    ['price: the listing says 59 EUR, the screen shows 39 EUR', 'price-mismatch', 'flag'],
    ['brand: the listing says "A", the screen shows "B"', 'brand-mismatch', 'review'],
  ])('%s', (detail, flagClass, decision) => {
    const evidence = [{ modality: 'listing', startS: null, endS: null, text: 'x', box: null }] as const;
    const one = understanding({ consistency: { score: 0.2, conflicts: [{ between: ['listing', 'vision'], detail, evidence }] } }, { contradictionProbability: 0.95 });
    expect(judged(one)).toEqual([expect.objectContaining({ class: flagClass, decision, evidence })]);
  });

  it.each([[0.95, 'flag'], [0.75, 'review'], [0.3, null]] as const)('nsfw score %d: %s', (nsfwScore, decision) => {
    const swimwear = { categoryId: 'aa-1-20', visionId: 'aa-1-20', textId: 'aa-1-20' };
    expect(judged(understanding({}, swimwear, { nsfwScore })).map((flag) => flag.decision)).toEqual(decision === null ? [] : [decision]);
  });

  it.each([
    ['a sure ginger root is no nude', { categoryId: 'fb-2-10-8-24', visionId: 'fb-2-10-8-24', confidence: 0.98 }, false],
    ['an unsure one may be', { categoryId: 'fb-2-10-8-24', visionId: 'fb-2-10-8-24', confidence: 0.4 }, true],
    ['one that only the title names may be', { categoryId: 'fb-2-10-8-24', visionId: null, confidence: 0.9 }, true],
    ['one that picture and title contradict may be', { categoryId: 'fb-2-10-8-24', visionId: 'fb-2-10-8-24', confidence: 0.9, contradictionProbability: 0.9 }, true],
  ])('%s', (_, category, flagged) => {
    expect(judged(understanding({}, category, { nsfwScore: 0.98 })).length > 0).toBe(flagged);
  });

  it('tells of a bad picture as information only', () => {
    expect(judged(understanding({}, {}, { dark: true, blurry: true }))).toEqual([expect.objectContaining({ class: 'picture-quality', severity: 'info', evidence: [expect.objectContaining({ text: 'dark, blurry' })] })]);
  });

  it('is quiet on an honest video, and knows only classes of the closed list', () => {
    expect(judged(understanding({ screenText: ['NOVARIA', '$24.99', 'Summer dress', 'Best before 12/2027', '最好冷藏保存', 'Size 42', 'No. 5', '30 x 40 cm'].map((text) => shown(text)), transcript: [spoken('You can create projects for call centers in the United States.')] }))).toEqual([]);
    const all = judged(understanding({ screenText: [shown('Call +49 151 23456789 www.shop.example No. 1 brand cures cancer')] }, { visionId: null }, { nsfwScore: 0.99, dark: true }));
    expect(all.length).toBeGreaterThan(4);
    for (const flag of all) expect(FLAG_CLASSES).toContain(flag.class);
  });
});
