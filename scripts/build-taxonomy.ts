/**
 * Writes models/shopify-taxonomy/categories.tsv: the common part of Shopify's product taxonomy with its names in the
 * project's languages.
 *
 *   npx tsx scripts/build-taxonomy.ts <folder with categories.<locale>.txt, VERSION> [--require FILE]…
 *
 * The folder is what `thalweg taxonomy pull` leaves, or any folder of `id<TAB>name` files. Every category id found in a
 * `--require` file (tables of the vision models, the alias lexicon) is kept too, with its ancestors.
 */
import { readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { TAXONOMY_LANGUAGES, lineage, type TaxonomyCategory, type TaxonomyLanguage } from '../src/domain/taxonomy.js';
import { isCommonCategory } from '../src/taxonomy/category-choice.js';
import { formatTaxonomyFile } from '../src/taxonomy/taxonomy-file.js';

const LOCALES: Readonly<Record<TaxonomyLanguage | 'zhTraditional', string>> = {
  en: 'en', zh: 'zh-CN', zhTraditional: 'zh-TW', ja: 'ja', ko: 'ko', de: 'de', es: 'es', fr: 'fr', pt: 'pt-BR', it: 'it', ru: 'ru', nl: 'nl', th: 'th',
};

function readNames(folder: string, locale: string): Map<string, string> {
  const file = join(folder, `categories.${locale}.txt`);
  if (!existsSync(file)) throw new Error(`${file} is missing`);
  return new Map(readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => {
    const [id = '', name = ''] = line.split('\t');
    return [id, name.trim()] as const;
  }));
}

function main(args: readonly string[]): void {
  const [folder, ...rest] = args;
  if (folder === undefined) throw new Error('usage: build-taxonomy <folder> [--require FILE]…');
  const required = rest.filter((arg, i) => rest[i - 1] === '--require');
  const version = readFileSync(join(folder, 'VERSION'), 'utf8').trim();
  const names = new Map([...TAXONOMY_LANGUAGES, 'zhTraditional' as const].map((language) => [language, readNames(folder, LOCALES[language])] as const));
  const english = names.get('en') ?? new Map<string, string>();

  const keep = new Set<string>();
  const keepWithAncestors = (id: string): void => lineage(id).forEach((step) => keep.add(step));
  for (const [id, name] of english) if (isCommonCategory(id, name)) keepWithAncestors(id);
  for (const file of required) {
    for (const [id] of readFileSync(file, 'utf8').matchAll(/(?<![\w-])[a-z]{2}(?:-\d+)+(?![\w-])/g)) if (english.has(id)) keepWithAncestors(id);
  }

  const categories = [...english.keys()].filter((id) => keep.has(id)).map((id): TaxonomyCategory => ({
    id,
    names: Object.fromEntries([...names].flatMap(([language, byId]) => (byId.has(id) ? [[language, byId.get(id)]] : []))) as TaxonomyCategory['names'],
  }));
  const text = formatTaxonomyFile(version, categories);
  writeFileSync('models/shopify-taxonomy/categories.tsv', text);
  process.stderr.write(`${categories.length} of ${english.size} categories, ${Buffer.byteLength(text)} bytes, version ${version}\n`);
}

main(process.argv.slice(2));
