import { readFileSync } from 'node:fs';
import type { Taxonomy } from '../../../../src/domain/taxonomy.js';
import { buildCategoryLexicon, type CategoryLexicon } from '../../../../src/stages/fuse/text/category-lexicon.js';
import { parseAliasFile } from '../../../../src/taxonomy/alias-file.js';
import { parseTaxonomyFile } from '../../../../src/taxonomy/taxonomy-file.js';

const FOLDER = 'models/shopify-taxonomy';

export const taxonomy: Taxonomy = parseTaxonomyFile(readFileSync(`${FOLDER}/categories.tsv`, 'utf8'), 'categories.tsv');
export const aliases = parseAliasFile(readFileSync(`${FOLDER}/aliases.txt`, 'utf8'), 'aliases.txt');
export const lexicon: CategoryLexicon = buildCategoryLexicon(taxonomy, aliases);
