import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ThalwegError } from '../../../domain/errors.js';

/**
 * One pull at a time into one folder: two would write the same part file. Resolves to the release.
 * @throws ThalwegError CONFIG_INVALID while another living process pulls; what a dead one left is taken over.
 */
export async function holdPullLock(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, '.pull.lock');
  for (let tries = 0; tries < 2; tries += 1) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      return () => rm(path, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new ThalwegError('CONFIG_INVALID', `${folder} cannot be written: ${String(error)}`, { cause: error });
      const holder = Number(await readFile(path, 'utf8').catch(() => ''));
      if (isAlive(holder)) throw new ThalwegError('CONFIG_INVALID', `process ${holder} is pulling models into ${folder}; wait until it is done (or remove ${path})`);
      await rm(path, { force: true });
    }
  }
  throw new ThalwegError('CONFIG_INVALID', `another process took ${path}; wait until it is done`);
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
