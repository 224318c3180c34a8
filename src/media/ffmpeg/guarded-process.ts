import { spawn, type ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ThalwegError } from '../../domain/errors.js';

/** What the operating system lets a tool have at most. */
export interface ProcessLimits {
  readonly cpuS: number;
  readonly addressSpaceBytes: number;
  /** Largest file that it may write. */
  readonly fileBytes: number;
}

export interface ProcessEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

/**
 * A running tool: leader of its own process group (a Ctrl-C in the terminal does not reach it), without standard input,
 * under limits. What it says on stderr goes to `onLog` at once.
 */
export interface GuardedProcess {
  readonly stdout: Readable;
  /** Resolves when it has ended and its log is complete; `stdout` may still hold what it wrote. Rejects with TOOL_MISSING when it cannot be started. */
  readonly ended: Promise<ProcessEnd>;
  kill(): void;
}

/** Not every system has every limit (macOS knows no address space): what cannot be set is left, and the time-out and ffmpeg's own limits stand. */
const UNDER_LIMITS = 'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2"; ulimit -f "$3"; shift 3; exec "$@"';
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;
const running = new Set<ChildProcess>();

/** Starts `tool` through a POSIX shell that sets the limits and then becomes the tool: one process, no race. */
export function startGuarded(tool: string, toolArguments: readonly string[], limits: ProcessLimits, onLog: (text: string) => void): GuardedProcess {
  const limited = ['-c', `{ ${UNDER_LIMITS}; }`, 'sh', String(Math.ceil(limits.cpuS)), String(Math.ceil(limits.addressSpaceBytes / 1024)), String(Math.ceil(limits.fileBytes / 512)), tool, ...toolArguments];
  const [program, programArguments] = process.platform === 'win32' ? [tool, [...toolArguments]] : ['/bin/sh', limited];
  const child = spawn(program, programArguments, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, windowsHide: true });
  endWithThisProcess(child);
  child.stderr.setEncoding('utf8').on('data', onLog);
  const logged = new Promise<void>((resolve) => child.stderr.once('close', resolve));
  const exited = new Promise<ProcessEnd>((resolve, reject) => {
    child.once('error', () => reject(toolMissing(tool)));
    child.once('exit', (exitCode, signal) => {
      if (exitCode === NOT_FOUND || exitCode === NOT_EXECUTABLE) reject(toolMissing(tool));
      else resolve({ exitCode, signal });
    });
  }).finally(() => running.delete(child));
  const ended = exited.then(async (end) => {
    await logged;
    return end;
  });
  ended.catch(() => undefined);
  return { stdout: child.stdout, ended, kill: () => killGroup(child) };
}

/** Ends the tool and all that it started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
  } catch {
    // It has ended in this moment.
  }
}

/** A detached group outlives its parent: whatever ends this process takes the tools along. */
function endWithThisProcess(child: ChildProcess): void {
  if (running.size === 0 && !process.listeners('exit').includes(killAll)) process.once('exit', killAll);
  running.add(child);
}

function killAll(): void {
  for (const child of running) killGroup(child);
}

function toolMissing(tool: string): ThalwegError {
  return new ThalwegError('TOOL_MISSING', `${tool} was not found or cannot be run; install it (Debian: apt-get install ffmpeg) or put it on the PATH`, { stage: 'demux' });
}
