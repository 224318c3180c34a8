/**
 * Writes models/shopify-taxonomy/categories.tsv: the common part of Shopify's product taxonomy with its names in the
 * project's languages.
 *
 *   npx tsx scripts/build-taxonomy.ts <folder> [--require FILE]…
 *
 * The folder is what `thalweg taxonomy pull` leaves (categories.tsv), or one with `categories.<locale>.txt` files of
 * `id<TAB>name` lines and a VERSION. Every category id found in a `--require` file is kept too, with its ancestors; the
 * alias lexicon and the vision tables are always required.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TAXONOMY_LANGUAGES, Taxonomy, lineage, type TaxonomyCategory } from '../src/domain/taxonomy.js';
import { isCommonCategory } from '../src/taxonomy/category-choice.js';
import { TAXONOMY_LOCALES } from '../src/taxonomy/pull-taxonomy.js';
import { formatTaxonomyFile, parseTaxonomyFile } from '../src/taxonomy/taxonomy-file.js';

const OUT = 'models/shopify-taxonomy/categories.tsv';
const ALWAYS_REQUIRED = ['models/shopify-taxonomy/aliases.txt', 'models/product-head/imagenet-categories.tsv', 'models/product-head/head.json'];

function readWhole(folder: string): Taxonomy {
  const compact = join(folder, 'categories.tsv');
  if (existsSync(compact)) return parseTaxonomyFile(readFileSync(compact, 'utf8'), compact);
  const names = [...TAXONOMY_LANGUAGES, 'zhTraditional' as const].map((language) => {
    const lines = readFileSync(join(folder, `categories.${TAXONOMY_LOCALES[language]}.txt`), 'utf8').split('\n').filter(Boolean);
    return [language, new Map(lines.map((line) => line.split('\t') as [string, string]))] as const;
  });
  const english = names.find(([language]) => language === 'en')?.[1] ?? new Map<string, string>();
  const categories = [...english].map(([id, en]): TaxonomyCategory => ({
    id,
    names: { ...Object.fromEntries(names.flatMap(([language, byId]) => (byId.has(id) ? [[language, (byId.get(id) ?? '').trim()]] : []))), en: en.trim() },
  }));
  return new Taxonomy(readFileSync(join(folder, 'VERSION'), 'utf8').trim(), categories);
}

function main([folder, ...rest]: readonly string[]): void {
  if (folder === undefined) throw new Error('usage: build-taxonomy <folder> [--require FILE]…');
  const whole = readWhole(folder);
  const keep = new Set<string>();
  const keepWithAncestors = (id: string): void => lineage(id).forEach((step) => keep.add(step));
  for (const { id, names } of whole.categories()) if (isCommonCategory(id, names.en)) keepWithAncestors(id);
  for (const file of [...ALWAYS_REQUIRED, ...rest.filter((_, i) => rest[i - 1] === '--require')]) {
    for (const [id] of readFileSync(file, 'utf8').matchAll(/(?<![\w-])[a-z]{2}(?:-\d+)+(?![\w-])/g)) if (whole.get(id) !== undefined) keepWithAncestors(id);
  }
  const categories = [...whole.categories()].filter(({ id }) => keep.has(id));
  const text = formatTaxonomyFile(whole.version, categories);
  writeFileSync(OUT, text);
  process.stderr.write(`${categories.length} of ${whole.size} categories, ${Buffer.byteLength(text)} bytes, version ${whole.version}\n`);
}

main(process.argv.slice(2));
