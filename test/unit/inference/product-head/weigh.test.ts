import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readHead, type FittedHead } from '../../../../src/inference/product-head/head-file.js';
import { parseImagenetTable, type ImagenetClass } from '../../../../src/inference/product-head/imagenet-table.js';
import type { ProductHead } from '../../../../src/inference/product-head/product-head.js';
import { summarise, type Look } from '../../../../src/inference/product-head/summary.js';
import { weigh, type WeighedCategory } from '../../../../src/inference/product-head/weigh.js';

let fitted: FittedHead;
let table: readonly ImagenetClass[];
beforeAll(async () => {
  fitted = await readHead('models/product-head/head.json', 'models/product-head/head.f32');
  table = parseImagenetTable(await readFile('models/product-head/imagenet-categories.tsv', 'utf8'));
});

/** Logits of a network that is `sure` of one ImageNet class. */
const logitsFor = (imagenetClass: number, sure: number): Float32Array => new Float32Array(1000).fill(0).map((_, i) => (i === imagenetClass ? sure : 0));
const BANANA = 954;
const MUG = 504;

/** Features whose projection is a class's centre (or `away` times as far from the middle): the projection's rows solved by gradient steps. */
function featuresAt(head: ProductHead, label: string, away = 1): Float32Array {
  const at = head.labels.findIndex((one) => one.label === label);
  const target = Array.from({ length: head.rank }, (_, direction) => away * (head.centres[at * head.rank + direction] ?? 0));
  const offset = new Float64Array(1280);
  const squared = Array.from({ length: head.rank }, (_, direction) => {
    let sum = 0;
    for (let i = 0; i < 1280; i++) sum += (head.projection[direction * 1280 + i] ?? 0) ** 2;
    return sum;
  });
  for (let sweep = 0; sweep < 200; sweep++) {
    for (let direction = 0; direction < head.rank; direction++) {
      let place = 0;
      for (let i = 0; i < 1280; i++) place += (head.projection[direction * 1280 + i] ?? 0) * (offset[i] ?? 0);
      const step = ((target[direction] ?? 0) - place) / (squared[direction] ?? 1);
      for (let i = 0; i < 1280; i++) offset[i] = (offset[i] ?? 0) + step * (head.projection[direction * 1280 + i] ?? 0);
    }
  }
  return Float32Array.from(offset, (value, i) => Math.max(0, value + (head.mean[i] ?? 0)) ** 2);
}

const weighed = (looks: readonly Look[]): readonly WeighedCategory[] => weigh(summarise(fitted.head, looks), table, fitted.calibration);
const total = (categories: readonly WeighedCategory[]): number => categories.reduce((sum, category) => sum + category.probability, 0);

describe('weighing what a video shows', () => {
  it('is surer of bananas after three shots of them than after one', () => {
    const banana = { features: featuresAt(fitted.head, 'Banana'), logits: logitsFor(BANANA, 9) };
    const once = weighed([{ ...banana, shot: 0 }]);
    const thrice = weighed([0, 1, 2].map((shot) => ({ ...banana, shot })));
    expect(once[0]?.categoryId).toBe('fb-2-10-7-5');
    expect(once[0]?.probability).toBeGreaterThan(0.8);
    expect(thrice[0]?.probability).toBeGreaterThanOrEqual((once[0]?.probability ?? 1) - 0.01);
  });

  it('counts shots, not frames: many frames of one do not outvote another', () => {
    const banana = { features: featuresAt(fitted.head, 'Banana'), logits: logitsFor(BANANA, 5) };
    const lemon = { features: featuresAt(fitted.head, 'Lemon'), logits: logitsFor(951, 5) };
    const even = weighed([{ ...banana, shot: 0 }, { ...lemon, shot: 1 }]);
    const crowded = weighed([...Array.from({ length: 6 }, () => ({ ...banana, shot: 0 })), { ...lemon, shot: 1 }]);
    const of = (categories: readonly WeighedCategory[], id: string): number => categories.find((category) => category.categoryId === id)?.probability ?? 0;
    expect(of(crowded, 'fb-2-10-7-10-3')).toBeCloseTo(of(even, 'fb-2-10-7-10-3'), 3);
  });

  it('names a mug by the table, though the head was never shown one', () => {
    const strange = { features: new Float32Array(1280).fill(2), logits: logitsFor(MUG, 12), shot: 0 };
    expect(weighed([strange])[0]).toMatchObject({ categoryId: 'hg-11-10-5-5', known: false });
  });

  it('believes ImageNet more the more shots agree, and gives together at most 1 where several classes are as likely', () => {
    const strange = { features: new Float32Array(1280).fill(2), logits: new Float32Array(1000).map((_, i) => (i === MUG ? 7.5 : i === 620 || i === 621 ? 7.4 : 0)) };
    const once = weighed([{ ...strange, shot: 0 }]);
    const often = weighed([0, 1, 2, 3].map((shot) => ({ ...strange, shot })));
    expect(often[0]?.categoryId).toBe('hg-11-10-5-5');
    expect(often[0]?.probability).toBeGreaterThan(once[0]?.probability ?? 1);
    const even = { ...strange, logits: new Float32Array(1000).map((_, i) => ([MUG, 620, 621, 508].includes(i) ? 40 : 0)) };
    expect(total(weighed([0, 1, 2, 3, 4, 5, 6, 7].map((shot) => ({ ...even, shot }))))).toBeLessThanOrEqual(1.000001);
  });

  it('is sure of nothing when neither head nor table is', () => {
    const nothing = weighed([{ features: new Float32Array(1280).fill(2), logits: new Float32Array(1000), shot: 0 }]);
    expect(nothing[0]?.probability).toBeLessThan(0.2);
    expect(total(nothing)).toBeLessThan(0.6);
  });

  it('gives probabilities: none below 0, together at most 1, highest first', () => {
    for (const label of ['dress', 'Garlic', 'Arla-Standard-Milk']) {
      const categories = weighed([{ features: featuresAt(fitted.head, label, 1.3), logits: logitsFor(MUG, 3), shot: 0 }]);
      expect(Math.min(...categories.map(({ probability }) => probability))).toBeGreaterThanOrEqual(0);
      expect(total(categories)).toBeLessThanOrEqual(1.000001);
      expect(categories.map(({ probability }) => probability)).toEqual(categories.map(({ probability }) => probability).sort((a, b) => b - a));
      expect(new Set(categories.map(({ categoryId }) => categoryId)).size).toBe(categories.length);
    }
  });
});
