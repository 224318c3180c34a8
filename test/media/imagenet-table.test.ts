import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseImagenetTable } from '../../src/inference/product-head/imagenet-table.js';

const TAXONOMY = '../shared/media/taxonomy/categories.en.paths.txt';
const there = existsSync(TAXONOMY);
if (!there) process.stdout.write(`test/media/imagenet-table.test.ts did not run: ${TAXONOMY} is not here\n`);

(there ? describe : describe.skip)('the table of ImageNet classes', () => {
  it('agrees with the published taxonomy in every id and path', () => {
    const table = parseImagenetTable(readFileSync('models/product-head/imagenet-categories.tsv', 'utf8'));
    const published = new Map(readFileSync(TAXONOMY, 'utf8').split('\n').map((line) => line.split('\t') as [string, string]));
    const mapped = table.filter((entry) => entry.categoryId !== null);
    expect(mapped.length).toBeGreaterThan(0);
    expect(mapped.filter((entry) => published.get(entry.categoryId ?? '') !== entry.note)).toEqual([]);
  });
});
