import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { SampledFrame } from '../../../../src/domain/frame.js';
import type { ScreenReading, Script } from '../../../../src/domain/perception.js';
import type { PerceptionContext } from '../../../../src/stages/frame-observer.js';
import { createReadStage } from '../../../../src/stages/read/read-stage.js';
import type { Quad } from '../../../../src/stages/read/text-reader.js';
import { DrawnTextReader, type ScriptedText } from '../../../support/drawn-text-reader.js';
import { cases } from '../../../support/property-search.js';

const WIDTH = 400;
const HEIGHT = 600;
const line = (row: number, left = 100): Quad => [left, row * 60, left + 200, row * 60, left + 200, row * 60 + 30, left, row * 60 + 30];

const context = (durationS: number, listingTexts: readonly string[] = []): PerceptionContext => ({ videoId: 'v', listingTexts, locale: null, market: null, width: WIDTH, height: HEIGHT, durationS, priority: 0, effort: 'fast' });

interface Sampling {
  readonly durationS: number;
  readonly gapS?: number;
  readonly cutsS?: readonly number[];
  /** Moments told as repeats of the frame before. */
  readonly repeatsS?: readonly number[];
  readonly listing?: readonly string[];
}

async function watch(reader: DrawnTextReader, { durationS, gapS = 0.5, cutsS = [], repeatsS = [], listing = [] }: Sampling): Promise<ScreenReading> {
  const observer = createReadStage({ reader }).open(context(durationS, listing));
  const signal = new AbortController().signal;
  const pending: Promise<void>[] = [];
  let shownS = 0;
  for (let index = 0; index * gapS < durationS; index++) {
    const timestampS = index * gapS;
    let frame: SampledFrame = { kind: 'repeat', timestampS, ofTimestampS: shownS };
    if (!repeatsS.includes(timestampS)) {
      shownS = timestampS;
      frame = { kind: 'frame', index, timestampS, ...DrawnTextReader.pictureAt(timestampS, WIDTH, HEIGHT), sceneCut: index === 0 || cutsS.includes(timestampS), luma: new Uint8Array(1024), release: () => undefined };
    }
    pending.push(observer.observe(frame, signal));
    if (index % 3 === 2) await Promise.all(pending.splice(0));
  }
  await Promise.all(pending);
  return observer.finish(signal);
}

const told = ({ texts }: ScreenReading): readonly string[] => texts.map(({ text, startS, endS }) => `${text} ${startS}–${endS}`);

describe('following texts through a video', () => {
  it('gives one item a text, from half a gap before the first to half a gap after the last sighting', async () => {
    const reader = new DrawnTextReader([
      { text: 'NOVARIA', fromS: 0, untilS: 99, quad: line(1) },
      { text: 'Summer dress', fromS: 2.2, untilS: 4.9, quad: line(3) },
    ]);
    expect(told(await watch(reader, { durationS: 8, cutsS: [3, 6] }))).toEqual(['NOVARIA 0–8', 'Summer dress 2.25–4.75']);
  });

  it('sees subtitles follow each other at the same place', async () => {
    const texts: ScriptedText[] = ['first line', 'second one', 'the third'].map((text, i) => ({ text, fromS: 1 + i * 1.5, untilS: 2.5 + i * 1.5, quad: line(7), unnoticed: i > 0 }));
    const reader = new DrawnTextReader(texts);
    expect(told(await watch(reader, { durationS: 8 }))).toEqual(['first line 0.75–2.25', 'second one 2.25–3.75', 'the third 3.75–5.25']);
  });

  it('reads a text again that grew since it was read, and keeps only the whole', async () => {
    const grows: ScriptedText[] = [
      { text: 'SPRESSO', fromS: 1, untilS: 2, quad: line(3, 140) },
      { text: 'ESPRESSO', fromS: 2, untilS: 6, quad: [100, 180, 340, 180, 340, 210, 100, 210] },
    ];
    const reader = new DrawnTextReader(grows);
    // The strokes that were there stay there: followed by them alone, the text would keep its first reading.
    reader.keepsStrokes(grows[0]!, 6);
    expect(told(await watch(reader, { durationS: 8 }))).toEqual(['ESPRESSO 0.75–5.75']);
  });

  it('traces a text back that the detector saw late', async () => {
    const reader = new DrawnTextReader([{ text: 'quiet text', fromS: 1, untilS: 7, quad: line(2), unnoticed: true }]);
    expect(told(await watch(reader, { durationS: 8 }))).toEqual(['quiet text 0.75–6.75']);
  });

  it('counts repeated moments as showing what the frame showed', async () => {
    const reader = new DrawnTextReader([{ text: 'still here', fromS: 0, untilS: 2.9, quad: line(2) }]);
    const reading = await watch(reader, { durationS: 5, repeatsS: [0.5, 1, 1.5, 2, 2.5] });
    expect(told(reading)).toEqual(['still here 0–2.75']);
  });

  it('runs the detector on few frames, and only around a change between cuts', async () => {
    const reader = new DrawnTextReader([{ text: 'always', fromS: 0, untilS: 99, quad: line(1) }, { text: 'comes late', fromS: 4, untilS: 99, quad: line(8) }]);
    await watch(reader, { durationS: 10 });
    expect(reader.detectedRegions.length).toBeLessThanOrEqual(6);
    const band = reader.detectedRegions.find(({ timeS }) => timeS === 4);
    expect(band?.region.y0).toBeGreaterThan(300);
    expect(reader.recognised).toBeLessThanOrEqual(2);
  });

  it('lets readings vote, and asks for few', async () => {
    const readings = [{ text: 'Fresb oranges', confidence: 0.7 }, { text: 'Fresh oranges', confidence: 0.93 }, { text: 'Fresh oranges', confidence: 0.94 }];
    const reader = new DrawnTextReader([{ text: 'Fresh oranges', fromS: 0, untilS: 99, quad: line(1), readings }]);
    const reading = await watch(reader, { durationS: 20 });
    expect(told(reading)).toEqual(['Fresh oranges 0–20']);
    expect(reader.recognised).toBe(3);
  });

  it('publishes neither patterns read as letters nor lines of a script without a reader', async () => {
    const reader = new DrawnTextReader([
      { text: 'O', fromS: 0, untilS: 99, quad: line(1), readings: [{ text: 'O', confidence: 0.63 }] },
      { text: 'Скидка', fromS: 0, untilS: 99, quad: line(3), foreign: 'Cyrl', readings: [{ text: 'CKHAKa', confidence: 0.96 }] },
      { text: '$3', fromS: 0, untilS: 99, quad: line(5) },
    ]);
    const reading = await watch(reader, { durationS: 4 });
    expect(told(reading)).toEqual(['$3 0–4']);
    expect(reading.doubts).toEqual(['text-script-unreadable']);
  });

  it('reads a foreign line with the reader for its script', async () => {
    const reader = new DrawnTextReader([{ text: 'Скидка', fromS: 0, untilS: 99, quad: line(3), foreign: 'Cyrl', readings: [{ text: 'CKHAKa', confidence: 0.96 }] }], ['Cyrl']);
    const { texts, doubts } = await watch(reader, { durationS: 4 });
    expect(texts.map(({ text, script }) => ({ text, script }))).toEqual([{ text: 'Скидка', script: 'Cyrl' }]);
    expect(doubts).toEqual([]);
  });

  it.each<{ why: string; text: string; foreign?: Script; foreignConfidence?: number; readings: { text: string; confidence: number; unread: number }[] }>([
    { why: 'nothing reads', text: 'מבצע היום', readings: [{ text: 'DI\'N yya', confidence: 0.82, unread: 0.8 }] },
    { why: 'the reader of Thai takes for its own', text: 'ถะติญตูจิฯอง', foreign: 'Thai', foreignConfidence: 0.78, readings: [{ text: 'ms', confidence: 0.5, unread: 0.9 }] },
    { why: 'is once misread', text: 'Նոր', readings: [{ text: 'Unnp', confidence: 0.7, unread: 0.8 }, { text: 'Unnp', confidence: 0.7, unread: 0.3 }, { text: 'Unnp', confidence: 0.7, unread: 0.9 }] },
  ])('publishes no guess at a script that $why, and says so', async ({ why: _why, ...text }) => {
    const { texts, doubts } = await watch(new DrawnTextReader([{ ...text, fromS: 0, untilS: 99, quad: line(3) }], ['Thai']), { durationS: 8, cutsS: [2, 4, 6] });
    expect(texts).toEqual([]);
    expect(doubts).toEqual(['text-script-unreadable']);
  });

  it.each<{ why: string; readings: { text: string; confidence: number; unread: number }[] }>([
    { why: 'a sure reading', readings: [{ text: 'Lemon', confidence: 0.99, unread: 0.45 }] },
    { why: 'a clear moment after a blurred one', readings: [{ text: 'Lcmoi', confidence: 0.7, unread: 0.6 }, { text: 'Lemon', confidence: 0.98, unread: 0 }] },
  ])('believes $why', async ({ readings }) => {
    const { texts, doubts } = await watch(new DrawnTextReader([{ text: 'Lemon', fromS: 0, untilS: 99, quad: line(3), readings }]), { durationS: 6, cutsS: [2, 4] });
    expect(texts.map(({ text }) => text)).toEqual(['Lemon']);
    expect(doubts).toEqual([]);
  });

  it('finds any times to within half the sampling gap', async () => {
    const times = fc.record({ fromS: fc.double({ min: 0.6, max: 6, noNaN: true }), lengthS: fc.double({ min: 1.1, max: 5, noNaN: true }), unnoticed: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(times, async ({ fromS, lengthS, unnoticed }) => {
        const untilS = Math.min(11, fromS + lengthS);
        fc.pre(untilS - fromS > 1.1 && (!unnoticed || untilS - fromS > 2.6));
        const { texts } = await watch(new DrawnTextReader([{ text: 'some words', fromS, untilS, quad: line(2), unnoticed }]), { durationS: 12 });
        expect(texts).toHaveLength(1);
        expect(Math.abs(texts[0]!.startS - fromS)).toBeLessThanOrEqual(0.2501);
        expect(Math.abs(texts[0]!.endS - untilS)).toBeLessThanOrEqual(0.2501);
      }),
      cases(60),
    );
  });

  it('stops at the frame where it was asked to', async () => {
    const observer = createReadStage({ reader: new DrawnTextReader([]) }).open(context(1));
    const controller = new AbortController();
    controller.abort();
    const frame: SampledFrame = { kind: 'frame', index: 0, timestampS: 0, ...DrawnTextReader.pictureAt(0, WIDTH, HEIGHT), sceneCut: true, luma: new Uint8Array(1024), release: () => undefined };
    await expect(observer.observe(frame, controller.signal)).rejects.toThrow(/abort/i);
  });
});
