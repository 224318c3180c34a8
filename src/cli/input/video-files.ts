import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ThalwegError } from '../../domain/errors.js';

/** Files of a folder that are taken as videos; a file that is named itself is taken whatever its name. */
const VIDEO_FILE = /\.(mp4|m4v|mov|qt|mkv|webm|3gp|3g2)$/i;
const REMOTE = /^(https?|s3):\/\//i;

/**
 * The videos that one argument of the command line names: itself, or, for a folder, all videos below it in a stable order.
 * @throws ThalwegError CONFIG_INVALID for what does not exist and for a folder without videos.
 */
export async function videosOf(argument: string): Promise<readonly string[]> {
  if (REMOTE.test(argument)) return [argument];
  const path = argument.startsWith('file:') ? fileUrlPath(argument) : argument;
  const found = await stat(path).catch(() => null);
  if (found === null) throw new ThalwegError('CONFIG_INVALID', `no such file or folder: ${path}; expected a video, a folder of videos, s3://… or https://…`);
  if (!found.isDirectory()) return [pathUri(path)];
  const videos = await videosBelow(path);
  if (videos.length === 0) throw new ThalwegError('CONFIG_INVALID', `the folder ${path} has no videos; expected files ending in mp4, m4v, mov, mkv, webm, 3gp`);
  return videos.map(pathUri);
}

/** A path as `media.uri`: one that begins like a URI (`review:shoes.mp4`) is made to look like the path that it is. */
export function pathUri(path: string): string {
  return /^[a-z][a-z0-9+.-]*:/i.test(path) ? `./${path}` : path;
}

async function videosBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const videos: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) videos.push(...(await videosBelow(path)));
    else if (VIDEO_FILE.test(entry.name)) videos.push(path);
  }
  return videos;
}

function fileUrlPath(url: string): string {
  try {
    return fileURLToPath(url);
  } catch (error) {
    throw new ThalwegError('CONFIG_INVALID', `${url} names no file of this machine; expected file:///…`, { cause: error });
  }
}
