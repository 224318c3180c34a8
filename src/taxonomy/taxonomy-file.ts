import { TAXONOMY_LANGUAGES, Taxonomy, type TaxonomyCategory } from '../domain/taxonomy.js';
import { ThalwegError } from '../domain/errors.js';

/**
 * The compact form that the project carries (models/shopify-taxonomy/categories.tsv): a first line
 * `# shopify <version>`, a header line `id<TAB>en<TAB>zh…`, then one category a line. An empty cell means the English
 * name. Columns are the project's languages plus `zhTraditional`; a file may leave columns out.
 */
const COLUMNS = [...TAXONOMY_LANGUAGES, 'zhTraditional'] as const;
type Column = (typeof COLUMNS)[number];

export function parseTaxonomyFile(text: string, origin: string): Taxonomy {
  const lines = text.split('\n').filter((line) => line !== '');
  const version = /^# shopify (\S+)/.exec(lines[0] ?? '')?.[1];
  const header = (lines[1] ?? '').split('\t');
  if (version === undefined || header[0] !== 'id' || header[1] !== 'en') {
    throw new ThalwegError('CONFIG_INVALID', `${origin} is no taxonomy file: found "${(lines[0] ?? '').slice(0, 60)}", wanted "# shopify <version>" and a header "id<TAB>en…"`);
  }
  const columns = header.slice(1).map((name): Column | null => COLUMNS.find((column) => column === name) ?? null);
  return new Taxonomy(version, lines.slice(2).map((line) => parseLine(line, columns, origin)));
}

function parseLine(line: string, columns: readonly (Column | null)[], origin: string): TaxonomyCategory {
  const [id, en, ...rest] = line.split('\t');
  if (id === undefined || en === undefined || id === '' || en === '') {
    throw new ThalwegError('CONFIG_INVALID', `${origin} has a line without id and English name: "${line.slice(0, 60)}"`);
  }
  const names: { en: string } & Partial<Record<Column, string>> = { en };
  rest.forEach((cell, i) => {
    const column = columns[i + 1];
    if (column !== null && column !== undefined && cell !== '') names[column] = cell;
  });
  return { id, names };
}

export function formatTaxonomyFile(version: string, categories: Iterable<TaxonomyCategory>): string {
  const lines = [`# shopify ${version}`, ['id', ...COLUMNS].join('\t')];
  for (const { id, names } of categories) {
    const cells = COLUMNS.map((column) => (column !== 'en' && names[column] === names.en ? '' : (names[column] ?? '')));
    lines.push([id, ...cells].join('\t').trimEnd());
  }
  return `${lines.join('\n')}\n`;
}
