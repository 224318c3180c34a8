import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

/** Highest resident memory of a process and everything below it, sampled; bytes. Shared pages of threads count once. */
export class MemoryWatch {
  readonly #root: number;
  readonly #timer: NodeJS.Timeout;
  #peak = 0;

  constructor(pid: number, everyMs = 100) {
    this.#root = pid;
    this.#timer = setInterval(() => (this.#peak = Math.max(this.#peak, residentBytes(this.#root))), everyMs);
    this.#timer.unref();
  }

  stop(): number {
    clearInterval(this.#timer);
    return this.#peak;
  }
}

/**
 * A child that still runs its parent's program has been forked and is about to become another one: its pages are the
 * parent's, and are not counted twice.
 */
function residentBytes(root: number): number {
  const program = programOf(root);
  const parents = new Map<number, number>();
  const resident = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    if (!Number.isInteger(pid)) continue;
    try {
      if (pid !== root && programOf(pid) === program) continue;
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      parents.set(pid, Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0));
      resident.set(pid, Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024);
    } catch {
      // It ended while we looked.
    }
  }
  let sum = 0;
  for (const [pid, bytes] of resident) {
    let at: number | undefined = pid;
    while (at !== undefined && at !== root && at > 1) at = parents.get(at);
    if (at === root) sum += bytes;
  }
  return sum;
}

function programOf(pid: number): string | null {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}
