import { ThalwegError } from '../domain/errors.js';
import { TAXONOMY_LANGUAGES, type CategoryAlias, type TaxonomyLanguage } from '../domain/taxonomy.js';

/**
 * The alias lexicon (models/shopify-taxonomy/aliases.txt): blocks of a line `<category id> <English name>` and lines
 * `<language>: word; word; weak word~`; `#` starts a comment line.
 */
export function parseAliasFile(text: string, origin: string): readonly CategoryAlias[] {
  const aliases: CategoryAlias[] = [];
  let categoryId: string | null = null;
  text.split('\n').forEach((raw, i) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const words = /^([a-z]{2}):(.*)$/.exec(line);
    if (words === null) {
      const head = /^([a-z]{2}(?:-\d+)*) \S/.exec(line);
      if (head?.[1] === undefined) throw malformed(origin, i, line, '"<category id> <English name>" or "<language>: word; word"');
      categoryId = head[1];
      return;
    }
    const language = TAXONOMY_LANGUAGES.find((known) => known === words[1]);
    if (language === undefined || categoryId === null) throw malformed(origin, i, line, `a language of ${TAXONOMY_LANGUAGES.join(' ')} under a category`);
    aliases.push(...readWords(words[2] ?? '', categoryId, language));
  });
  return aliases;
}

function readWords(list: string, categoryId: string, language: TaxonomyLanguage): readonly CategoryAlias[] {
  return list.split(';').map((word) => word.trim()).filter((word) => word !== '').map((word) => ({
    categoryId,
    language,
    words: word.replace(/~$/, ''),
    weak: word.endsWith('~'),
  }));
}

function malformed(origin: string, lineIndex: number, found: string, wanted: string): ThalwegError {
  return new ThalwegError('CONFIG_INVALID', `${origin} line ${lineIndex + 1}: found "${found.slice(0, 60)}", wanted ${wanted}`);
}
