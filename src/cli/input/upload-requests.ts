import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { ThalwegError } from '../../domain/errors.js';
import type { Listing, ProductVideoUploaded, ThinkingRequest } from '../../domain/product-video-uploaded.js';
import { EMPTY_LISTING, firstComplaint, listingSchema, uploadedSchema } from './uploaded-record.js';
import { pathUri, videosOf } from './video-files.js';

/** What the flags of `enrich` say about every video that the command line names. */
export interface RequestFlags {
  readonly title?: string;
  readonly description?: string;
  readonly brand?: string;
  readonly listing?: string;
  readonly from?: string;
  readonly market?: string;
  readonly thinking?: ThinkingRequest;
}

/**
 * All videos to enrich, in order: those named on the command line, then the lines of `--from`.
 * @throws ThalwegError CONFIG_INVALID with one line that names key, found and expected.
 */
export async function collectRequests(sources: readonly string[], flags: RequestFlags, workingFolder: string): Promise<readonly ProductVideoUploaded[]> {
  const changes = await listingOf(flags);
  const named: ProductVideoUploaded[] = [];
  for (const source of sources) {
    for (const uri of await videosOf(source)) named.push(request(uri, changes === null ? null : { ...EMPTY_LISTING, ...changes }, flags));
  }
  const listed = flags.from === undefined ? [] : await uploadsOf(flags.from, workingFolder);
  if (changes !== null && listed.length > 1) {
    const given = (['title', 'description', 'brand', 'listing'] as const).filter((flag) => flags[flag] !== undefined).map((flag) => `--${flag}`);
    throw new ThalwegError('CONFIG_INVALID', `${given.join(' ')} with --from ${flags.from ?? ''}: found ${listed.length} lines, expected one; write the listing of each video into its line`);
  }
  const requests = [...named, ...listed.map((uploaded) => overridden(uploaded, changes, flags))];
  if (requests.length === 0) throw new ThalwegError('CONFIG_INVALID', 'nothing to enrich: found no video, expected files, folders, s3://…, https://… or --from UPLOADS.jsonl');
  return requests;
}

function request(uri: string, listing: Listing | null, flags: RequestFlags): ProductVideoUploaded {
  return {
    videoId: null,
    productId: null,
    media: { uri, etag: null, versionId: null, sizeBytes: null, sha256: null, contentType: null },
    listing,
    market: flags.market ?? null,
    lane: 'realtime',
    thinking: flags.thinking ?? 'auto',
    uploadedAt: null,
  };
}

/** A flag that is given wins over the line of the file. */
function overridden(uploaded: ProductVideoUploaded, changes: Partial<Listing> | null, flags: RequestFlags): ProductVideoUploaded {
  const listing = changes === null ? uploaded.listing : { ...(uploaded.listing ?? EMPTY_LISTING), ...changes };
  return { ...uploaded, listing, market: flags.market ?? uploaded.market, thinking: flags.thinking ?? uploaded.thinking };
}

/** What the flags say about the listing, single flags before the file; null when they say nothing. */
async function listingOf(flags: RequestFlags): Promise<Partial<Listing> | null> {
  const { title, description, brand } = flags;
  const fromFile = flags.listing === undefined ? {} : await listingFile(flags.listing);
  const said = Object.fromEntries(Object.entries({ title, description, brand }).filter(([, value]) => value !== undefined));
  return flags.listing === undefined && Object.keys(said).length === 0 ? null : { ...fromFile, ...said };
}

/** The fields that the file fills in. */
async function listingFile(path: string): Promise<Partial<Listing>> {
  const value = parseJson(await textOf(path, '--listing'), `--listing ${path}`);
  const parsed = listingSchema.safeParse(value);
  if (!parsed.success) throw new ThalwegError('CONFIG_INVALID', `--listing ${path}: ${firstComplaint(parsed.error, value)}`);
  const named = Object.keys(value as object);
  return Object.fromEntries(Object.entries(parsed.data).filter(([key]) => named.includes(key)));
}

async function uploadsOf(path: string, workingFolder: string): Promise<readonly ProductVideoUploaded[]> {
  const lines = (await textOf(path, '--from')).split(/\r?\n/);
  const uploads: ProductVideoUploaded[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const where = `--from ${path} line ${index + 1}`;
    const value = parseJson(line, where);
    const parsed = uploadedSchema.safeParse(value);
    if (!parsed.success) throw new ThalwegError('CONFIG_INVALID', `${where}: ${firstComplaint(parsed.error, value)}`);
    const uri = beside(path, parsed.data.media.uri, workingFolder);
    uploads.push({ ...parsed.data, media: { ...parsed.data.media, uri } });
  }
  if (uploads.length === 0) throw new ThalwegError('CONFIG_INVALID', `--from ${path}: found no line, expected one ProductVideoUploaded a line`);
  return uploads;
}

/** A relative path in a list is relative to the list; it is shown relative to where the person stands. */
function beside(list: string, uri: string, workingFolder: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(uri) || isAbsolute(uri)) return uri;
  const absolute = resolve(workingFolder, dirname(list), uri);
  const shown = relative(workingFolder, absolute);
  return shown.startsWith('..') ? absolute : pathUri(shown);
}

async function textOf(path: string, flag: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new ThalwegError('CONFIG_INVALID', `${flag} ${path}: found ${code === 'ENOENT' ? 'no such file' : (code ?? 'an unreadable file')}, expected a readable JSON file`, { cause: error });
  }
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ThalwegError('CONFIG_INVALID', `${where}: found text that is not JSON (${error instanceof Error ? error.message.replaceAll(/\s+/g, ' ') : String(error)}), expected a JSON object`, { cause: error });
  }
}
