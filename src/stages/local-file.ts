import { constants } from 'node:fs';
import { type FileHandle, open, realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ThalwegError } from '../domain/errors.js';
import { shownAddress } from '../domain/shown-address.js';
import { systemCode } from './file-error.js';

/** The path that a `file:` URI or a plain path names. @throws SOURCE_SCHEME_UNSUPPORTED for another scheme, a foreign host or a zero byte. */
export function localPath(uri: string): string {
  if (uri.includes('\0')) throw new ThalwegError('SOURCE_NOT_FOUND', 'no such file: its name has a zero byte', { stage: 'fetch' });
  if (!/^file:/i.test(uri)) {
    if (/^[a-z][a-z0-9+.-]+:/i.test(uri)) throw new ThalwegError('SOURCE_SCHEME_UNSUPPORTED', `${shownAddress(uri)}: found the scheme ${uri.slice(0, uri.indexOf(':'))}, expected file: or a path`, { stage: 'fetch' });
    return resolve(uri);
  }
  try {
    return fileURLToPath(uri);
  } catch (error) {
    throw new ThalwegError('SOURCE_SCHEME_UNSUPPORTED', `${shownAddress(uri)} names no file of this machine; expected file:///…`, { stage: 'fetch', cause: error });
  }
}

/**
 * The real path of a file, which must lie under one of the roots after all links and `..` are resolved. What does not
 * exist is judged by its nearest folder that does.
 * @throws SOURCE_FORBIDDEN
 */
export async function pathInside(roots: readonly string[], path: string): Promise<string> {
  const real = await nearestReal(path);
  for (const root of roots) {
    const way = relative(await nearestReal(resolve(root)), real);
    if (way === '' || (!isAbsolute(way) && way !== '..' && !way.startsWith('../'))) return real;
  }
  throw new ThalwegError('SOURCE_FORBIDDEN', `${path} lies outside ${roots.length === 0 ? 'every folder (none is allowed)' : `the allowed folders ${roots.join(', ')}`}`, { stage: 'fetch' });
}

async function nearestReal(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    return join(await nearestReal(dirname(path)), basename(path));
  }
}

/** Opens without ever waiting for a writer (a FIFO would block a plain open). @throws SOURCE_FORBIDDEN for what is no regular file. */
export async function openRegularFile(path: string, shown: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const facts = await file.stat();
  if (facts.isFile()) return file;
  await file.close();
  const kind = facts.isDirectory() ? 'a folder' : facts.isFIFO() ? 'a pipe' : facts.isSocket() ? 'a socket' : 'a device';
  throw new ThalwegError('SOURCE_FORBIDDEN', `${shown} is ${kind}; expected a regular file`, { stage: 'fetch' });
}
