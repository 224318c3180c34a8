import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Taxonomy, kinship, lineage, sharedDepth } from '../../../src/domain/taxonomy.js';
import { parseAliasFile } from '../../../src/taxonomy/alias-file.js';
import { loadTaxonomy } from '../../../src/taxonomy/load-taxonomy.js';
import { TAXONOMY_LOCALES, pullTaxonomy } from '../../../src/taxonomy/pull-taxonomy.js';
import { formatTaxonomyFile, parseTaxonomyFile } from '../../../src/taxonomy/taxonomy-file.js';

describe('the tree', () => {
  it.each([
    ['aa-8', 'aa-8', 'same'], ['aa-8', 'aa-8-1', 'ancestor'], ['aa-8-1', 'aa-8', 'descendant'], ['aa-8-1', 'aa-8-10', 'sibling'], ['aa-1', 'aa-8', 'apart'],
    ['fb-2-10-7-1', 'fb-2-10-8-9', 'cousin'], ['aa-1', 'aa-10', 'apart'], ['fb-2-1', 'aa-2-1', 'apart'],
  ] as const)('%s is %s: %s', (a, b, expected) => {
    expect(kinship(a, b)).toBe(expected);
  });

  it('walks from the root', () => {
    expect(lineage('a-1-2')).toEqual(['a', 'a-1', 'a-1-2']);
    expect(sharedDepth('fb-2-10-7-1', 'fb-2-10-8')).toBe(3);
  });
});

describe('the file that the project carries', () => {
  it('is small, knows its version and has every category of the alias lexicon and the vision tables', async () => {
    const { taxonomy, aliases } = await loadTaxonomy('models/shopify-taxonomy');
    expect(taxonomy.version).toBe('2025-08-unstable');
    expect(statSync('models/shopify-taxonomy/categories.tsv').size).toBeLessThan(3_000_000);
    expect([...new Set(aliases.map((alias) => alias.categoryId))].filter((id) => taxonomy.get(id) === undefined)).toEqual([]);
    const vision = [...readFileSync('models/product-head/imagenet-categories.tsv', 'utf8').matchAll(/\t([a-z]{2}(?:-\d+)+)\t/g)].map((match) => match[1] ?? '');
    expect(vision.length).toBeGreaterThan(300);
    expect(vision.filter((id) => taxonomy.get(id) === undefined)).toEqual([]);
  });

  it('names a category in each language, its path from the root', async () => {
    const { taxonomy } = await loadTaxonomy('models/shopify-taxonomy');
    expect(taxonomy.path('gid://shopify/TaxonomyCategory/fb-2-10-7-5')).toBe('Food, Beverages & Tobacco > Food Items > Fruits & Vegetables > Fresh & Frozen Fruits > Bananas');
    expect(['zh', 'ja', 'ko', 'de', 'es', 'fr', 'pt', 'it', 'ru'].map((language) => taxonomy.name('fb-2-10-7-5', language as 'zh'))).toEqual(['香蕉', 'バナナ', '바나나', 'Bananen', 'Plátanos', 'Bananes', 'Bananas', 'Banane', 'Бананы']);
    expect(taxonomy.nearest('aa-8-1-999')).toBe('aa-8-1');
    expect(taxonomy.nearest('zz-1')).toBeNull();
  });

  it('says the line and what it wanted when it is malformed', () => {
    expect(() => parseTaxonomyFile('nonsense', 'x.tsv')).toThrow(/x\.tsv is no taxonomy file/);
    expect(() => parseAliasFile('aa-8 Shoes\nxx: shoe', 'a.txt')).toThrow(/a\.txt line 2: found "xx: shoe"/);
  });

  it('reads back what it writes', () => {
    const taxonomy = new Taxonomy('v', [{ id: 'a', names: { en: 'A', de: 'Ä', th: 'ก' } }, { id: 'a-1', names: { en: 'B' } }]);
    expect([...parseTaxonomyFile(formatTaxonomyFile('v', taxonomy.categories()), 'x').categories()]).toEqual([...taxonomy.categories()].map(({ id, names }) => ({ id, names })));
  });
});

describe('taxonomy pull', () => {
  let server: Server;
  let folder: string;
  let baseUrl: string;
  let files: Record<string, string>;
  const signal = new AbortController().signal;

  beforeEach(async () => {
    files = Object.fromEntries(Object.values(TAXONOMY_LOCALES).map((locale) => [
      `/${locale}/categories.txt`,
      `# Shopify Product Taxonomy - Categories: 2026-02\n# Format: {GID} : {Ancestor name} > ... > {Category name}\n\ngid://shopify/TaxonomyCategory/aa        : Apparel ${locale}\ngid://shopify/TaxonomyCategory/aa-8      : Apparel ${locale} > Shoes ${locale}\n`,
    ]));
    server = createServer((request, response) => {
      const body = files[request.url ?? ''];
      response.writeHead(body === undefined ? 404 : 200).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    folder = mkdtempSync(join(tmpdir(), 'taxonomy-'));
  });

  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await new Promise((resolve) => server.close(resolve));
  });

  it('writes the whole taxonomy, locks its hashes, and pulls the same again', async () => {
    const pulled = await pullTaxonomy({ baseUrl, folder, signal });
    expect(pulled).toMatchObject({ version: '2026-02', categories: 2 });
    const taxonomy = parseTaxonomyFile(readFileSync(pulled.file, 'utf8'), pulled.file);
    expect(taxonomy.path('aa-8', 'ja')).toBe('Apparel ja > Shoes ja');
    expect(Object.keys((JSON.parse(readFileSync(join(folder, 'taxonomy.lock.json'), 'utf8')) as { sha256: object }).sha256)).toHaveLength(Object.keys(TAXONOMY_LOCALES).length);
    await expect(pullTaxonomy({ baseUrl, folder, signal })).resolves.toMatchObject({ categories: 2 });
  });

  it('refuses other bytes under the same lock', async () => {
    await pullTaxonomy({ baseUrl, folder, signal });
    files['/fr/categories.txt'] = `${files['/fr/categories.txt'] ?? ''}gid://shopify/TaxonomyCategory/aa-9 : x > y\n`;
    await expect(pullTaxonomy({ baseUrl, folder, signal })).rejects.toMatchObject({ code: 'MODEL_CORRUPT', message: expect.stringContaining('fr file') });
  });

  it('says which file is missing, and what is no taxonomy', async () => {
    delete files['/it/categories.txt'];
    await expect(pullTaxonomy({ baseUrl, folder, signal })).rejects.toMatchObject({ code: 'SOURCE_NOT_FOUND' });
    files['/en/categories.txt'] = '<html>';
    await expect(pullTaxonomy({ baseUrl, folder, signal })).rejects.toMatchObject({ code: 'MODEL_CORRUPT' });
  });
});
