import { readFile } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve } from 'node:path';
import { ThalwegError } from '../../domain/errors.js';
import type { Listing, ProductVideoUploaded, ThinkingRequest } from '../../domain/product-video-uploaded.js';
import { EMPTY_LISTING, firstComplaint, listingSchema, uploadedSchema } from './uploaded-record.js';
import { videosOf } from './video-files.js';

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
  const listing = await listingOf(flags);
  const named: ProductVideoUploaded[] = [];
  for (const source of sources) {
    for (const uri of await videosOf(source)) named.push(request(uri, listing, flags));
  }
  const listed = flags.from === undefined ? [] : await uploadsOf(flags.from, workingFolder);
  const requests = [...named, ...listed.map((uploaded) => overridden(uploaded, flags))];
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
function overridden(uploaded: ProductVideoUploaded, flags: RequestFlags): ProductVideoUploaded {
  return { ...uploaded, market: flags.market ?? uploaded.market, thinking: flags.thinking ?? uploaded.thinking };
}

async function listingOf(flags: RequestFlags): Promise<Listing | null> {
  const fromFile = flags.listing === undefined ? null : await listingFile(flags.listing);
  const { title, description, brand } = flags;
  if (fromFile === null && title === undefined && description === undefined && brand === undefined) return null;
  const base = fromFile ?? EMPTY_LISTING;
  return { ...base, title: title ?? base.title, description: description ?? base.description, brand: brand ?? base.brand };
}

async function listingFile(path: string): Promise<Listing> {
  const value = parseJson(await textOf(path, '--listing'), `--listing ${path}`);
  const parsed = listingSchema.safeParse(value);
  if (!parsed.success) throw new ThalwegError('CONFIG_INVALID', `--listing ${path}: ${firstComplaint(parsed.error, value)}`);
  return parsed.data;
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
  return shown.startsWith('..') ? absolute : shown;
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
