import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ThalwegError } from '../domain/errors.js';
import type { CategoryAlias, Taxonomy } from '../domain/taxonomy.js';
import { parseAliasFile } from './alias-file.js';
import { parseTaxonomyFile } from './taxonomy-file.js';

/** Below the models' folders: the carried part beside the embedded models, the whole beside the pulled ones. */
export const TAXONOMY_FOLDER = 'shopify-taxonomy';

/** The file that `taxonomy pull` wrote into the folder of pulled models; null where it was never run. */
export async function pulledTaxonomy(pulledModels: string): Promise<string | null> {
  const file = join(pulledModels, TAXONOMY_FOLDER, 'categories.tsv');
  return access(file).then(() => file, () => null);
}

export interface LoadedTaxonomy {
  readonly taxonomy: Taxonomy;
  readonly aliases: readonly CategoryAlias[];
}

/**
 * Loads the taxonomy that the project carries from `folder` (models/shopify-taxonomy), or the whole one where
 * `wholeFile` names what `taxonomy pull` wrote. Throws MODEL_MISSING when a file is not there, CONFIG_INVALID when it is
 * no taxonomy.
 */
export async function loadTaxonomy(folder: string, wholeFile: string | null = null): Promise<LoadedTaxonomy> {
  const file = wholeFile ?? join(folder, 'categories.tsv');
  const aliasFile = join(folder, 'aliases.txt');
  const [categories, aliases] = await Promise.all([readText(file), readText(aliasFile)]);
  return { taxonomy: parseTaxonomyFile(categories, file), aliases: parseAliasFile(aliases, aliasFile) };
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new ThalwegError('MODEL_MISSING', `cannot read the taxonomy file ${file}: it belongs to the project's models`, { stage: 'fuse', cause });
  }
}
