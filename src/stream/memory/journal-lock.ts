import { readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ThalwegError } from '../../domain/errors.js';
import { systemErrorCode } from '../../domain/system-error.js';

const heldHere = new Set<string>();

/** One process at a time writes a journal. The lock of a process that died is taken over. Returns what gives the lock back. */
export async function lockJournal(journalPath: string): Promise<() => Promise<void>> {
  const path = `${resolve(journalPath)}.lock`;
  if (heldHere.has(path)) throw inUse(journalPath, process.pid);
  heldHere.add(path);
  try {
    await acquire(path, journalPath);
  } catch (error) {
    heldHere.delete(path);
    throw error;
  }
  return async () => {
    heldHere.delete(path);
    await rm(path, { force: true });
  };
}

async function acquire(path: string, journalPath: string): Promise<void> {
  for (;;) {
    try {
      await writeFile(path, String(process.pid), { flag: 'wx', mode: 0o600 });
      return;
    } catch (error) {
      if (systemErrorCode(error) !== 'EEXIST') throw error;
    }
    const owner = Number((await readFile(path, 'utf8').catch(() => '')).trim());
    if (owner !== process.pid && isAlive(owner)) throw inUse(journalPath, owner);
    await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemErrorCode(error) === 'EPERM';
  }
}

function inUse(path: string, pid: number): ThalwegError {
  return new ThalwegError('CONFIG_INVALID', `the journal ${path} is in use by process ${pid}; one process at a time can write it`, { stage: 'stream' });
}
