import { describe, expect, it } from '@jest/globals';
import type { Script } from '../../../../src/domain/perception.js';
import { withCurrencySigns } from '../../../../src/stages/read/currency-signs.js';
import { inGreekLetters } from '../../../../src/stages/read/greek-letters.js';
import { inOneChineseForm } from '../../../../src/stages/read/chinese-form.js';
import { withoutStrayMarks } from '../../../../src/inference/tesseract/stray-marks.js';
import { isPublishable } from '../../../../src/stages/read/publishable.js';
import { wantsVote, winner, type Vote } from '../../../../src/stages/read/reading-vote.js';
import { editDistance, textLikeness } from '../../../../src/stages/read/same-text.js';
import { expectedScripts, foreignScriptOf, isUnreadScript, scriptOf } from '../../../../src/stages/read/script-decision.js';
import { PlaneRing } from '../../../../src/stages/read/plane-ring.js';
import { regionsToSearch, SEARCH_PLANS } from '../../../../src/stages/read/where-to-look.js';
import { isVietnameseOf, mayBeVietnamese, speaksVietnamese } from '../../../../src/stages/read/vietnamese.js';
import { joinedLines } from '../../../../src/stages/read/line-joining.js';
import type { Quad, Recognition } from '../../../../src/stages/read/text-reader.js';

const vote = (text: string, confidence: number, more: Partial<Vote> = {}): Vote => ({ text, confidence, weakest: confidence, script: 'Latn', quad: [0, 0, 9, 0, 9, 9, 0, 9], unreadable: false, ...more });

describe('voting', () => {
  it('two that agree beat one that is a little surer', () => expect(winner([vote('a b', 0.9), vote('ab', 0.92), vote('4b', 0.94)])?.text).toBe('ab'));
  it('one clear reading beats two blurred ones', () => expect(winner([vote('x1', 0.6), vote('x1', 0.62), vote('xl', 0.99)])?.text).toBe('xl'));
  it('disagreement lowers the confidence', () => expect(winner([vote('a', 0.9), vote('b', 0.9)])!.confidence).toBeLessThan(winner([vote('a', 0.9), vote('a', 0.9)])!.confidence));
  it('has no winner without votes', () => expect(winner([])).toBeNull());
  it.each([
    { votes: [vote('a', 0.98)], wants: false },
    { votes: [vote('a', 0.98, { weakest: 0.4 })], wants: true },
    { votes: [vote('a', 0.7)], wants: true },
    { votes: [vote('a', 0.7), vote('b', 0.7), vote('c', 0.7)], wants: false },
    { votes: [vote('한', 0.9, { script: 'Kore' })], wants: false },
    { votes: [vote('', 0, { unreadable: true, script: 'Cyrl' })], wants: false },
  ])('asks for another reading: $wants', ({ votes, wants }) => expect(wantsVote(votes)).toBe(wants));
});

describe('what may be published', () => {
  const none: ReadonlySet<Script> = new Set();
  it.each<{ text: string; confidence: number; script: Script; yes: boolean }>([
    { text: 'O', confidence: 0.63, script: 'Latn', yes: false },
    { text: 'L', confidence: 0.97, script: 'Latn', yes: true },
    { text: '$3', confidence: 0.95, script: 'Zyyy', yes: true },
    { text: 'XL', confidence: 0.85, script: 'Latn', yes: true },
    { text: '—··', confidence: 0.99, script: 'Zyyy', yes: false },
    { text: 'ㅁ….,ㅁ', confidence: 0.9, script: 'Kore', yes: false },
    { text: 'ㅋㅋ', confidence: 0.95, script: 'Kore', yes: false },
    { text: '무료', confidence: 0.9, script: 'Kore', yes: true },
    { text: '¥39.90!', confidence: 0.9, script: 'Zyyy', yes: true },
    { text: 'some words', confidence: 0.55, script: 'Latn', yes: false },
    { text: 'ลดราคา', confidence: 0.65, script: 'Thai', yes: false },
    { text: 'ลดราคา', confidence: 0.8, script: 'Thai', yes: true },
  ])('$text at $confidence: $yes', ({ text, confidence, script, yes }) => expect(isPublishable(text, confidence, script, none)).toBe(yes));
  it('needs less where the listing is in that script', () => expect(isPublishable('ลดราคา', 0.65, 'Thai', new Set<Script>(['Thai']))).toBe(true));
});

describe('which reader a line goes to', () => {
  const line = (script: Script, share: number, confidence = 0.8): Recognition => ({ text: 'x', confidence, weakest: confidence, foreign: [{ script, share }], unread: 0, runs: [], turned: false });
  it.each([
    { line: line('Kore', 0.9), expected: [], to: 'Kore' },
    { line: line('Kore', 0.2), expected: [], to: null },
    { line: line('Kore', 0.2), expected: ['Kore'], to: 'Kore' },
    { line: line('Cyrl', 0.4, 0.99), expected: [], to: null },
    { line: line('Cyrl', 0.7, 0.99), expected: [], to: 'Cyrl' },
    { line: line('Kore', 0.05), expected: ['Kore'], to: null },
    { line: line('Arab', 0.1), expected: ['Kore'], to: 'Kore' },
    { line: line('Arab', 0.9), expected: ['Kore'], to: 'Arab' },
    { line: line('Arab', 0.1), expected: ['Latn'], to: null },
  ] as const)('$line.foreign with $expected → $to', ({ line: recognition, expected, to }) => expect(foreignScriptOf(recognition, new Set<Script>(expected))).toBe(to));
  it.each([['29,900원', 'Kore'], ['帽子 NEW', 'Hani'], ['半袖Tシャツ', 'Jpan'], ['$24.99', 'Zyyy'], ['Été', 'Latn'], ['خصم', 'Arab'], ['מבצע', 'Zzzz'], ['ნიორი XL', 'Latn']] as const)('%s is %s', (text, script) => expect(scriptOf(text)).toBe(script));
  it('knows scripts from the listing and its locale', () => expect([...expectedScripts(['Летнее платье'], 'ko-KR')].sort()).toEqual(['Cyrl', 'Kore']));
});

describe('a line in a script without a reader', () => {
  it.each<{ unread: number; script: Script; confidence: number; expected: Script[]; yes: boolean }>([
    { unread: 0.45, script: 'Latn', confidence: 0.8, expected: [], yes: true },
    { unread: 0.3, script: 'Latn', confidence: 0.8, expected: [], yes: false },
    { unread: 0.45, script: 'Latn', confidence: 0.99, expected: [], yes: false },
    { unread: 0.3, script: 'Hani', confidence: 0.8, expected: ['Zzzz'], yes: true },
    { unread: 0.6, script: 'Thai', confidence: 0.76, expected: [], yes: true },
    { unread: 0.6, script: 'Thai', confidence: 0.9, expected: [], yes: false },
    { unread: 0.9, script: 'Thai', confidence: 0.76, expected: ['Thai'], yes: false },
    { unread: 1, script: 'Arab', confidence: 0.76, expected: [], yes: false },
  ])('$unread of it, read as $script at $confidence: $yes', ({ unread, script, confidence, expected, yes }) => {
    expect(isUnreadScript({ text: 'x', confidence, weakest: confidence, foreign: [], unread, runs: [], turned: false }, script, confidence, new Set<Script>(expected))).toBe(yes);
  });
});

describe('currency signs', () => {
  it.each([
    { text: 'W19,900', scripts: ['Kore'], sign: '₩19,900' },
    { text: 'W19,900', scripts: [], sign: 'W19,900' },
    { text: 'WIDE 19', scripts: ['Kore'], sign: 'WIDE 19' },
    { text: '89 P', scripts: ['Cyrl'], sign: '89 ₽' },
    { text: '1 290Р', scripts: ['Cyrl'], sign: '1 290 ₽' },
    { text: '89廿', scripts: ['Cyrl'], sign: '89 ₽' },
    { text: '89 P', scripts: ['Latn'], sign: '89 P' },
  ] as const)('$text among $scripts is $sign', ({ text, scripts, sign }) => expect(withCurrencySigns(text, new Set<Script>(scripts))).toBe(sign));
});

describe('Chinese in one form', () => {
  it.each([
    { texts: ['新鮮香蕉', '简单'], listing: [], are: ['新鲜香蕉', '简单'] },
    { texts: ['新鮮香蕉'], listing: ['青禾 新鲜香蕉 特价'], are: ['新鲜香蕉'] },
    { texts: ['新鮮香蕉'], listing: [], are: ['新鮮香蕉'] },
    { texts: ['臺灣鮮奶', '简'], listing: [], are: ['臺灣鮮奶', '简'] },
    { texts: ['新鮮バナナ', '简单'], listing: [], are: ['新鮮バナナ', '简单'] },
    { texts: ['$9.90'], listing: ['简单'], are: ['$9.90'] },
  ])('$texts with $listing', ({ texts, listing, are }) => expect(inOneChineseForm(texts, listing)).toEqual(are));
});

describe('Greek words with Latin look-alikes', () => {
  it.each([
    ['EλληνιKÓ μÉλι', 'Ελληνικό μέλι'],
    ['Móvo σήμερα', 'Móvo σήμερα'],
    ['∆ωρεáν', 'Δωρεάν'],
    ['Θεpaπεíα', 'Θεραπεία'],
    ['συλλοyń', 'συλλογή'],
    ['παιδια', 'παιδια'],
    ['ΔT 5 μm, μmol, 3Ω', 'ΔT 5 μm, μmol, 3Ω'],
    ['λmax β-carotene', 'λmax β-carotene'],
    ['Café é bom', 'Café é bom'],
  ])('%s → %s', (read, text) => expect(inGreekLetters(read)).toBe(text));
});

describe('Vietnamese', () => {
  it.each([
    { listing: ['Áo thun cotton giảm giá'], locale: null, market: null, yes: true },
    { listing: ['Été à la plage'], locale: null, market: null, yes: false },
    { listing: [], locale: 'vi-VN', market: null, yes: true },
    { listing: [], locale: null, market: 'vn', yes: true },
  ])('$listing $locale $market: $yes', ({ listing, locale, market, yes }) => expect(speaksVietnamese(listing, locale, market)).toBe(yes));
  it.each([
    { main: 'Mt ong rng', other: 'Mật ong rừng', kept: true },
    { main: 'NOVARIA', other: 'NOVARIA', kept: false },
    { main: 'Sony WH-1000', other: 'ẫ ơ', kept: false },
    { main: 'Đng h thông minh', other: 'Đồng hồ thông minh', kept: true },
  ])('$main or $other', ({ main, other, kept }) => expect(isVietnameseOf(main, other)).toBe(kept));
  it.each([['Giày thé thao', true, true], ['199.000', true, false], ['Xoài tươi', false, true], ['Running shoes', false, false]] as const)('%s in such a video (%s) is read again: %s', (text, expected, again) => expect(mayBeVietnamese(text, expected)).toBe(again));
});

describe('marks that tesseract makes up', () => {
  it.each([['[ ลดราคาวันนี้|', 'ลดราคาวันนี้'], ["데일리'팬츠", '데일리 팬츠'], ['( บะม่วงสด |', 'บะม่วงสด'], ['-50% 할인', '-50% 할인'], ['(주) 하루', '(주) 하루'], ['3.5 кг', '3.5 кг']])('%s → %s', (read, clean) => expect(withoutStrayMarks(read)).toBe(clean));
});

describe('where to search', () => {
  const quiet = { width: 540, height: 960, sceneCut: false, sinceSearchS: 0.5, changed: [], appearedShare: 0 };
  const whole = [{ x0: 0, y0: 0, x1: 540, y1: 960 }];
  it.each([
    { why: 'nothing changed', reasons: quiet, regions: [] },
    { why: 'first frame', reasons: { ...quiet, sinceSearchS: null }, regions: whole },
    { why: 'scene cut', reasons: { ...quiet, sceneCut: true }, regions: whole },
    { why: 'long ago', reasons: { ...quiet, sinceSearchS: 2.5 }, regions: whole },
    { why: 'a new picture', reasons: { ...quiet, appearedShare: 0.5 }, regions: whole },
  ])('$why', ({ reasons, regions }) => expect(regionsToSearch(reasons, SEARCH_PLANS.fast)).toEqual(regions));
  it('searches one band around changes that are close', () => {
    const bands = regionsToSearch({ ...quiet, changed: [{ x0: 100, y0: 700, x1: 200, y1: 740 }, { x0: 210, y0: 705, x1: 300, y1: 740 }] }, SEARCH_PLANS.fast);
    expect(bands).toHaveLength(1);
    expect(bands[0]!.y0).toBeLessThan(680);
    expect(bands[0]!.y1).toBeLessThan(800);
    expect([bands[0]!.x0, bands[0]!.x1]).toEqual([0, 540]);
  });
});

describe('lines in pieces', () => {
  const piece = (x0: number, x1: number, y0 = 100, y1 = 150): Quad => [x0, y0, x1, y0, x1, y1, x0, y1];
  it.each([
    { why: 'cut in a word', quads: [piece(155, 214), piece(227, 375, 98, 150)], lines: 1 },
    { why: 'two columns', quads: [piece(100, 200), piece(260, 400)], lines: 2 },
    { why: 'two rows', quads: [piece(100, 200), piece(100, 200, 155, 205)], lines: 2 },
    { why: 'a small and a large one', quads: [piece(100, 200), piece(205, 300, 120, 145)], lines: 2 },
    { why: 'three pieces', quads: [piece(300, 380), piece(100, 200), piece(205, 290)], lines: 1 },
  ])('$why: $lines', ({ quads, lines }) => expect(joinedLines(quads)).toHaveLength(lines));
  it('covers all pieces', () => expect(joinedLines([piece(155, 214), piece(227, 375, 98, 150)])[0]).toEqual(piece(155, 375, 98, 150)));
});

it('planes are kept in a fixed number of buffers', () => {
  const ring = new PlaneRing(3);
  const buffers = new Set(Array.from({ length: 20 }, (_, i) => ring.take(540, 960, i).luma.buffer));
  expect(buffers.size).toBe(3);
  expect(ring.recent.map(({ timestampS }) => timestampS)).toEqual([19, 18, 17]);
  ring.take(960, 540, 20);
  expect(ring.recent).toHaveLength(1);
});

it('compares texts without blanks, case and kinds of quotes', () => {
  expect(textLikeness('“Über” 5', '"über"5')).toBe(1);
  expect(editDistance('kitten', 'sitting')).toBe(3);
});
