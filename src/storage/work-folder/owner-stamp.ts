import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { z } from 'zod';

/**
 * Who works in a folder: a process id alone is used again after a restart, so its start time stands beside it. It means
 * nothing outside its namespace: containers may share a host name and a folder, but not their processes.
 */
const ownerSchema = z.object({ host: z.string(), processes: z.string().default('unknown'), pid: z.number().int().positive(), startedAt: z.string() });
export type Owner = Readonly<z.infer<typeof ownerSchema>>;

/** A folder whose owner cannot be looked at (another machine or container, before a restart) counts as left when the stamp was not touched for this long. */
export const FOREIGN_STALE_MS = 15 * 60_000;
export const STAMP_FILE = 'owner.json';

export async function thisProcess(): Promise<Owner> {
  return { host: hostname(), processes: await processNamespace(), pid: process.pid, startedAt: (await startOf(process.pid)) ?? 'unknown' };
}

export function parseOwner(text: string): Owner | null {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Whether the process that stamped a folder still runs. `touchedMsAgo` is how long ago it last touched the stamp. */
export async function isOwnerAlive(owner: Owner, touchedMsAgo: number): Promise<boolean> {
  if (owner.host !== hostname() || owner.processes !== (await processNamespace())) return touchedMsAgo < FOREIGN_STALE_MS;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'EPERM') return false;
  }
  const started = await startOf(owner.pid);
  return started === null || owner.startedAt === 'unknown' || started === owner.startedAt;
}

/** Boot id and PID namespace: within one, a process id names one process. */
async function processNamespace(): Promise<string> {
  try {
    const [namespace, boot] = await Promise.all([readlink('/proc/self/ns/pid'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')]);
    return `${boot.trim()}:${namespace}`;
  } catch {
    return 'unknown';
  }
}

/** Boot id and start time in clock ticks since boot (proc(5), field 22 of stat); null where the system does not tell. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const [stat, boot] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/sys/kernel/random/boot_id', 'utf8')]);
    // The command's name stands in brackets and may hold spaces.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? null : `${boot.trim()}:${ticks}`;
  } catch {
    return null;
  }
}
