import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';

export interface CommandEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Most memory that the command and all its children held at one moment; a page that several share counts once. */
  readonly peakBytes: number;
  /** How much longer it took than its processor time over all cores: what else this machine was doing. At least 1. */
  readonly slowdown: number;
  /** Children that were there at any time, by process id. */
  readonly children: readonly number[];
}

/** The command as a user starts it, from the build, with its temporary files in a folder of its own; Linux. */
export class BuiltCommand {
  readonly ended: Promise<CommandEnd>;
  readonly #child: ChildProcess;
  readonly #waiting: { readonly text: string; readonly told: () => void }[] = [];
  #stderr = '';

  constructor(args: readonly string[], temporary: string, workingFolder = process.cwd()) {
    const startedAtMs = performance.now();
    this.#child = spawn(`${process.cwd()}/bin/thalweg`, args, { cwd: workingFolder, env: { ...process.env, TMPDIR: temporary, NO_COLOR: '1' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    this.#child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
      for (const { text: wanted, told } of this.#waiting) if (this.#stderr.includes(wanted)) told();
    });
    const children = new Set<number>();
    let peakBytes = 0;
    let cpuS = 0;
    const sample = setInterval(() => {
      const tree = treeOf(this.pid);
      for (const { pid } of tree) if (pid !== this.pid) children.add(pid);
      peakBytes = Math.max(peakBytes, tree.reduce((sum, { pid }) => sum + proportionalBytes(pid), 0));
      cpuS = Math.max(cpuS, tree.reduce((sum, one) => sum + one.cpuS, 0));
    }, 200);
    this.ended = once(this.#child, 'close').then(([code]) => {
      clearInterval(sample);
      const wallS = (performance.now() - startedAtMs) / 1000;
      return { code: code as number | null, stdout, stderr: this.#stderr, peakBytes, slowdown: Math.max(1, (wallS * availableParallelism()) / Math.max(cpuS, 1)), children: [...children] };
    });
  }

  get pid(): number {
    return this.#child.pid ?? -1;
  }

  /** Resolves once stderr has said the text; rejects when the command ends before. */
  said(text: string): Promise<void> {
    if (this.#stderr.includes(text)) return Promise.resolve();
    return Promise.race([
      new Promise<void>((told) => this.#waiting.push({ text, told })),
      this.ended.then(({ stderr }) => Promise.reject(new Error(`the command ended before it said "${text}": ${stderr}`))),
    ]);
  }

  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }
}

interface ProcessUse {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** With that of the children that it waited for. */
  readonly cpuS: number;
}

const TICKS_A_SECOND = 100;

function treeOf(root: number): readonly ProcessUse[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => useOf(Number(name)));
  const tree = all.filter(({ pid }) => pid === root);
  for (const process of tree) tree.push(...all.filter(({ parent }) => parent === process.pid));
  // A child that is not yet the tool that it will be is still its parent: the same memory, counted twice.
  return tree.filter(({ pid, name }) => pid === root || name !== tree[0]?.name);
}

/** A process's own pages and its share of those that it shares (PSS). */
function proportionalBytes(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

/** /proc/PID/stat, fields after the name; nothing for a process that is gone. */
function useOf(pid: number): readonly ProcessUse[] {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ').map(Number);
    const [, parent = -1] = fields;
    const ticks = fields.slice(11, 15).reduce((sum, value) => sum + value, 0);
    return [{ pid, parent, name: text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')), cpuS: ticks / TICKS_A_SECOND }];
  } catch {
    return [];
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Every file below a folder. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory()).map((entry) => `${entry.parentPath}/${entry.name}`);
}
