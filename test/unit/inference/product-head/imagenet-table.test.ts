import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { areRelated, parseImagenetTable } from '../../../../src/inference/product-head/imagenet-table.js';

const text = readFileSync('models/product-head/imagenet-categories.tsv', 'utf8');
const table = parseImagenetTable(text);
const labels = JSON.parse(readFileSync('models/efficientnet-lite2/labels.json', 'utf8')) as string[];

describe('the table of ImageNet classes', () => {
  it('names every class as the network does', () => {
    expect(table.map((entry) => entry.name)).toEqual(labels);
  });

  it('maps at least 350 classes and says of every other why not', () => {
    expect(table.filter((entry) => entry.categoryId !== null).length).toBeGreaterThanOrEqual(350);
    expect(table.filter((entry) => entry.note.trim() === '')).toEqual([]);
  });

  it('gives a category one path only, and a path one category only', () => {
    const mapped = table.filter((entry) => entry.categoryId !== null);
    const pathOf = new Map(mapped.map((entry) => [entry.categoryId, entry.note]));
    expect(mapped.filter((entry) => pathOf.get(entry.categoryId) !== entry.note)).toEqual([]);
    expect(new Set(pathOf.values()).size).toBe(pathOf.size);
  });

  it('puts a category as deep as its path', () => {
    const wrong = table.filter((entry) => entry.categoryId !== null && entry.categoryId.split('-').length !== entry.note.split(' > ').length);
    expect(wrong).toEqual([]);
  });

  it('refuses a table with a line out of place', () => {
    const lines = text.trim().split('\n');
    expect(() => parseImagenetTable(lines.slice(0, 500).join('\n'))).toThrow(/has 499 classes; wanted 1000/);
    expect(() => parseImagenetTable([...lines.slice(0, 3), ...lines.slice(4)].join('\n'))).toThrow(/entry 2 is/);
  });
});

describe('areRelated', () => {
  it.each([
    ['aa-8', 'aa-8', true],
    ['aa-8', 'aa-8-3', true],
    ['aa-8-3', 'aa-8', true],
    ['aa-8', 'aa-80', false],
    ['aa-1-13-7', 'aa-1-13-8', false],
  ])('%s and %s: %s', (one, other, wanted) => expect(areRelated(one, other)).toBe(wanted));
});
