import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ThalwegError } from '../domain/errors.js';
import { GID_PREFIX, TAXONOMY_LANGUAGES, type TaxonomyCategory, type TaxonomyLanguage } from '../domain/taxonomy.js';
import { formatTaxonomyFile } from './taxonomy-file.js';

/** Folder names of Shopify's repository. */
export const TAXONOMY_LOCALES: Readonly<Record<TaxonomyLanguage | 'zhTraditional', string>> = {
  en: 'en', zh: 'zh-CN', ja: 'ja', ko: 'ko', de: 'de', es: 'es', fr: 'fr', pt: 'pt-BR', it: 'it', ru: 'ru', nl: 'nl', th: 'th', pl: 'pl', tr: 'tr', vi: 'vi', id: 'id-ID', zhTraditional: 'zh-TW',
};
/** Shopify's published files; `<base>/<locale>/categories.txt`. */
export const TAXONOMY_BASE_URL = 'https://raw.githubusercontent.com/Shopify/product-taxonomy/main/dist';

const LIMIT_BYTES = 32 * 1024 * 1024;

export interface PullOptions {
  readonly baseUrl?: string;
  /** Gets `categories.tsv` (the whole taxonomy) and `taxonomy.lock.json`. */
  readonly folder: string;
  readonly signal: AbortSignal;
  /** Called after each file. */
  readonly onProgress?: (done: number, total: number, locale: string) => void;
}

export interface PulledTaxonomy {
  readonly file: string;
  readonly version: string;
  readonly categories: number;
  readonly bytes: number;
}

interface Lock {
  readonly version: string;
  /** Locale → hex sha256 of its categories.txt. */
  readonly sha256: Readonly<Record<string, string>>;
}

/**
 * Fetches the whole taxonomy in the project's languages and writes it in the project's compact form. The hashes of the
 * first pull are kept in a lock file and enforced from then on: other bytes under the same lock are MODEL_CORRUPT.
 * Throws SOURCE_UNAVAILABLE (retryable) on network trouble, SOURCE_NOT_FOUND where a file is missing.
 */
export async function pullTaxonomy({ baseUrl = TAXONOMY_BASE_URL, folder, signal, onProgress }: PullOptions): Promise<PulledTaxonomy> {
  const lockFile = join(folder, 'taxonomy.lock.json');
  const lock = await readLock(lockFile);
  const languages = [...TAXONOMY_LANGUAGES, 'zhTraditional'] as const;
  const names = new Map<string, Partial<Record<TaxonomyLanguage | 'zhTraditional', string>>>();
  const sha256: Record<string, string> = {};
  let version = '';
  for (const [i, language] of languages.entries()) {
    const locale = TAXONOMY_LOCALES[language];
    const text = await fetchText(`${baseUrl}/${locale}/categories.txt`, signal);
    const hash = createHash('sha256').update(text).digest('hex');
    const locked = lock?.sha256[locale];
    if (locked !== undefined && locked !== hash) {
      throw new ThalwegError('MODEL_CORRUPT', `the taxonomy's ${locale} file has sha256 ${hash}, ${lockFile} wants ${locked}: remove the lock to accept a newer release`);
    }
    sha256[locale] = hash;
    const parsed = parsePublished(text, locale);
    if (language === 'en') version = parsed.version;
    for (const [id, name] of parsed.names) names.set(id, { ...names.get(id), [language]: name });
    onProgress?.(i + 1, languages.length, locale);
  }
  const categories = [...names].flatMap(([id, known]): TaxonomyCategory[] => (known.en === undefined ? [] : [{ id, names: { ...known, en: known.en } }]));
  const text = formatTaxonomyFile(version, categories);
  const file = join(folder, 'categories.tsv');
  await writeWhole(file, text);
  if (lock === null) await writeWhole(lockFile, `${JSON.stringify({ version, sha256 } satisfies Lock, null, 2)}\n`);
  return { file, version, categories: categories.length, bytes: Buffer.byteLength(text) };
}

/** `gid://shopify/TaxonomyCategory/aa-1 : Apparel & Accessories > Clothing` lines; the first comment names the version. */
function parsePublished(text: string, locale: string): { readonly version: string; readonly names: ReadonlyMap<string, string> } {
  const names = new Map<string, string>();
  let version = 'unknown';
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) {
      version = /:\s*([\w.-]*\d{4}-\d{2}[\w.-]*)/.exec(line)?.[1] ?? version;
      continue;
    }
    const at = line.indexOf(' : ');
    if (at < 0 || !line.startsWith(GID_PREFIX)) continue;
    const name = line.slice(at + 3).split(' > ').at(-1)?.trim() ?? '';
    if (name !== '') names.set(line.slice(GID_PREFIX.length, at).trim(), name);
  }
  if (names.size === 0) throw new ThalwegError('MODEL_CORRUPT', `the taxonomy's ${locale} file holds no line "${GID_PREFIX}… : name"; it begins "${text.slice(0, 60)}"`);
  return { version, names };
}

async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  let response: Response;
  try {
    response = await fetch(url, { signal, redirect: 'follow' });
  } catch (cause) {
    signal.throwIfAborted();
    throw new ThalwegError('SOURCE_UNAVAILABLE', `cannot reach ${url}`, { cause });
  }
  if (response.status === 404) throw new ThalwegError('SOURCE_NOT_FOUND', `${url} is not there (404)`);
  if (!response.ok) throw new ThalwegError('SOURCE_UNAVAILABLE', `${url} answered ${response.status}`);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > LIMIT_BYTES) throw new ThalwegError('SOURCE_TOO_LARGE', `${url} is larger than ${LIMIT_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function readLock(file: string): Promise<Lock | null> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return null;
  }
  const lock = JSON.parse(text) as Partial<Lock>;
  if (typeof lock.version !== 'string' || typeof lock.sha256 !== 'object') throw new ThalwegError('CONFIG_INVALID', `${file} is no taxonomy lock: wanted {"version", "sha256": {locale: hash}}`);
  return { version: lock.version, sha256: lock.sha256 };
}

async function writeWhole(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.part`, text);
  await rename(`${file}.part`, file);
}
