import { randomUUID } from 'node:crypto';
import { chmod, lstat, mkdir, readdir, readFile, rm, stat, statfs, utimes, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isThalwegError, ThalwegError } from '../../domain/errors.js';
import { fileError, systemCode } from '../../stages/file-error.js';
import type { WorkFolder, WorkRoom } from '../../stages/work-folder.js';
import { FOREIGN_STALE_MS, isOwnerAlive, parseOwner, STAMP_FILE, thisProcess } from './owner-stamp.js';

export interface WorkFolderOptions {
  /** Shared by the processes of one user on this machine; each works in a folder of its own inside. */
  readonly root: string;
  /** Of all rooms of this process together. */
  readonly limitBytes: number;
  /** Left free on the disk, so that a full work folder does not take the machine down. */
  readonly keepFreeBytes?: number;
  /** Told of each folder of a dead process that was removed. */
  readonly onRemoved?: (path: string) => void;
}

const RUN_PREFIX = 'run-';
const TOUCH_EVERY_MS = 60_000;
/** A folder without a readable stamp is being made by a neighbour, unless it is older than this. */
const UNSTAMPED_STALE_MS = 60_000;

/**
 * Makes this process's private work folder and first removes what killed processes left beside it; the folder of a
 * process that still runs is never touched.
 * @throws CONFIG_INVALID where the root cannot be a private folder, WORK_FOLDER_FULL on a full disk
 */
export async function openWorkFolder(options: WorkFolderOptions): Promise<WorkFolder> {
  const root = resolve(options.root);
  await makePrivate(root);
  await removeLeftovers(root, options.onRemoved ?? (() => undefined));

  const own = join(root, `${RUN_PREFIX}${process.pid}-${randomUUID()}`);
  const stamp = join(own, STAMP_FILE);
  const disk = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw isThalwegError(error) ? error : fileError(error, own);
    }
  };
  await disk(async () => {
    await mkdir(own, { mode: 0o700 });
    await writeFile(stamp, JSON.stringify(await thisProcess()), { mode: 0o600 });
  });
  const touching = setInterval(() => void utimes(stamp, new Date(), new Date()).catch(() => undefined), TOUCH_EVERY_MS);
  touching.unref();
  // What could not be judged at the start, as after a restart of the machine, can be later.
  const cleaning = setInterval(() => void removeLeftovers(root, options.onRemoved ?? (() => undefined)).catch(() => undefined), FOREIGN_STALE_MS);
  cleaning.unref();

  let reserved = 0;
  /** Reservations are taken one after the other, so that two cannot both take the last free bytes. */
  let turn: Promise<unknown> = Promise.resolve();
  const take = (bytes: number): Promise<void> => {
    const taken = turn.then(async () => {
      if (reserved + bytes > options.limitBytes) {
        throw new ThalwegError('WORK_FOLDER_FULL', `the work folder ${root} has ${options.limitBytes - reserved} bytes left of ${options.limitBytes}, wanted ${bytes}`, { stage: 'fetch' });
      }
      if (bytes > 0) {
        const space = await statfs(own);
        const free = space.bavail * space.bsize - (options.keepFreeBytes ?? 0);
        if (bytes > free) throw new ThalwegError('WORK_FOLDER_FULL', `the disk of ${root} has ${Math.max(0, free)} bytes left to use, wanted ${bytes}`, { stage: 'fetch' });
      }
      reserved += bytes;
    });
    turn = taken.catch(() => undefined);
    return taken;
  };

  return {
    reservedBytes: () => reserved,

    open: (bytes) =>
      disk(async () => {
        await take(bytes);
        let held = bytes;
        const path = join(own, randomUUID());
        const giveBack = (): void => {
          reserved -= held;
          held = 0;
        };
        try {
          await mkdir(path, { mode: 0o700 });
        } catch (error) {
          giveBack();
          throw error;
        }
        let removal: Promise<void> | null = null;
        const room: WorkRoom = {
          path,
          reserve: (totalBytes) =>
            disk(async () => {
              const more = totalBytes - held;
              if (more <= 0) return;
              await take(more);
              held += more;
            }),
          remove: () => (removal ??= rm(path, { recursive: true, force: true, maxRetries: 2 }).finally(giveBack)),
        };
        return room;
      }),

    close: async () => {
      clearInterval(touching);
      clearInterval(cleaning);
      await rm(own, { recursive: true, force: true, maxRetries: 2 });
    },
  };
}

async function makePrivate(root: string): Promise<void> {
  const wanted = 'expected a folder of this user that nobody else may enter';
  try {
    await mkdir(root, { recursive: true, mode: 0o700 });
    const facts = await lstat(root);
    if (!facts.isDirectory()) throw new ThalwegError('CONFIG_INVALID', `work folder ${root}: found no folder but a ${facts.isSymbolicLink() ? 'link' : 'file'}, ${wanted}`, { stage: 'config' });
    const user = process.getuid?.();
    if (user !== undefined && facts.uid !== user) throw new ThalwegError('CONFIG_INVALID', `work folder ${root}: found one of user ${facts.uid}, ${wanted}`, { stage: 'config' });
    if ((facts.mode & 0o077) !== 0) await chmod(root, 0o700);
  } catch (error) {
    if (isThalwegError(error)) throw error;
    const code = systemCode(error) ?? String(error);
    if (code === 'ENOSPC' || code === 'EDQUOT') throw fileError(error, root);
    throw new ThalwegError('CONFIG_INVALID', `work folder ${root}: cannot be made (${code}), ${wanted}`, { stage: 'config', cause: error });
  }
}

async function removeLeftovers(root: string, removed: (path: string) => void): Promise<void> {
  for (const name of await readdir(root)) {
    if (!name.startsWith(RUN_PREFIX)) continue;
    const path = join(root, name);
    if (await isLeft(path)) {
      await rm(path, { recursive: true, force: true, maxRetries: 2 });
      removed(path);
    }
  }
}

async function isLeft(path: string): Promise<boolean> {
  try {
    const stamp = join(path, STAMP_FILE);
    const owner = parseOwner(await readFile(stamp, 'utf8'));
    if (owner !== null) return !(await isOwnerAlive(owner, Date.now() - (await stat(stamp)).mtimeMs));
  } catch {
    // Not stamped yet, or gone meanwhile.
  }
  const facts = await stat(path).catch(() => null);
  return facts !== null && Date.now() - facts.mtimeMs > UNSTAMPED_STALE_MS;
}
