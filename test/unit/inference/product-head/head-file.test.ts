import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readHead, weightsOf } from '../../../../src/inference/product-head/head-file.js';
import { parseImagenetTable } from '../../../../src/inference/product-head/imagenet-table.js';

const FOLDER = 'models/product-head';
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'thalweg-head-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the shipped head', () => {
  it('and the table speak only of categories that the shipped taxonomy has', async () => {
    const lines = (await readFile('models/shopify-taxonomy/categories.tsv', 'utf8')).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const shipped = new Set(lines.map((line) => line.split('\t')[0]));
    const { head } = await readHead(join(FOLDER, 'head.json'), join(FOLDER, 'head.f32'));
    const table = parseImagenetTable(await readFile(join(FOLDER, 'imagenet-categories.tsv'), 'utf8'));
    const spoken = [...head.labels.map((label) => label.categoryId), ...table.flatMap((entry) => entry.categoryId ?? [])];
    expect(spoken.filter((id) => !shipped.has(id))).toEqual([]);
  });

  it('survives being written and read again', async () => {
    const { head } = await readHead(join(FOLDER, 'head.json'), join(FOLDER, 'head.f32'));
    await copyFile(join(FOLDER, 'head.json'), join(folder, 'head.json'));
    await writeFile(join(folder, 'head.f32'), weightsOf(head));
    expect(await readHead(join(folder, 'head.json'), join(folder, 'head.f32'))).toMatchObject({ head });
  });

  it('is refused when the weights do not fit the labels', async () => {
    const text = await readFile(join(FOLDER, 'head.json'), 'utf8');
    await writeFile(join(folder, 'cut.f32'), (await readFile(join(FOLDER, 'head.f32'))).subarray(0, 4000));
    await expect(readHead(join(FOLDER, 'head.json'), join(folder, 'cut.f32'))).rejects.toThrow(/has 4000 bytes; wanted \d+/);
    await writeFile(join(folder, 'old.json'), text.replace('"format": 1', '"format": 0'));
    await expect(readHead(join(folder, 'old.json'), join(FOLDER, 'head.f32'))).rejects.toThrow();
  });
});
