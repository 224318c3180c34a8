import { spawn, type ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import { ThalwegError } from '../../domain/errors.js';
import { systemErrorCode } from '../../domain/system-error.js';

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
  /** Resolves when it has ended and its log is complete; `stdout` may still hold what it wrote. Rejects with TOOL_MISSING when it is not there, MEDIA_TOOL_FAILED (retryable) when it cannot be started for now. */
  readonly ended: Promise<ProcessEnd>;
  kill(): void;
}

/** Not every system has every limit (macOS knows no address space): what cannot be set is left, and the time-out and ffmpeg's own limits stand. */
const UNDER_LIMITS = 'ulimit -c 0; ulimit -t "$1"; ulimit -v "$2"; ulimit -f "$3"; shift 3; exec "$@"';
const NOT_EXECUTABLE = 126;
const NOT_FOUND = 127;
/** What the shell or the loader says when the machine, not the tool, is why it does not start. */
const FOR_NOW = /cannot allocate memory|resource temporarily unavailable|too many open files|text file busy/i;
const KEPT_LOG_CHARACTERS = 1024;
const running = new Set<ChildProcess>();

/** Starts `tool` through a POSIX shell that sets the limits and then becomes the tool: one process, no race. */
export function startGuarded(tool: string, toolArguments: readonly string[], limits: ProcessLimits, onLog: (text: string) => void): GuardedProcess {
  const limited = ['-c', `{ ${UNDER_LIMITS}; }`, 'sh', String(Math.ceil(limits.cpuS)), String(Math.ceil(limits.addressSpaceBytes / 1024)), String(Math.ceil(limits.fileBytes / 512)), tool, ...toolArguments];
  const [program, programArguments] = process.platform === 'win32' ? [tool, [...toolArguments]] : ['/bin/sh', limited];
  let child: ChildProcess;
  try {
    child = spawn(program, programArguments, { stdio: ['ignore', 'pipe', 'pipe'], detached: true, windowsHide: true });
  } catch (error) {
    return neverStarted(Promise.reject(startError(tool, error)));
  }
  const failed = new Promise<never>((_resolve, reject) => child.once('error', (error) => reject(startError(tool, error))));
  const { stdout, stderr } = child;
  // Without a free descriptor there are no pipes either (`undefined`, whatever the types say).
  if (stdout == null || stderr == null) return neverStarted(failed);
  endWithThisProcess(child);
  let log = '';
  stderr.setEncoding('utf8').on('data', (text: string) => {
    if (log.length < KEPT_LOG_CHARACTERS) log += text;
    onLog(text);
  });
  const logged = new Promise<void>((resolve) => stderr.once('close', resolve));
  const exited = new Promise<ProcessEnd>((resolve) => child.once('exit', (exitCode, signal) => resolve({ exitCode, signal })));
  const ended = Promise.race([exited, failed])
    .finally(() => running.delete(child))
    .then(async (end) => {
      await logged;
      if (end.exitCode !== NOT_FOUND && end.exitCode !== NOT_EXECUTABLE) return end;
      throw FOR_NOW.test(log) ? cannotStart(tool, log.trim().slice(0, 200), null) : toolMissing(tool);
    });
  ended.catch(() => undefined);
  return { stdout, ended, kill: () => killGroup(child) };
}

function neverStarted(ended: Promise<never>): GuardedProcess {
  ended.catch(() => undefined);
  return { stdout: Readable.from([]), ended, kill: () => undefined };
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

/** Only a tool that is not there stops everything; a machine that is out of processes, memory or descriptors has them again. */
function startError(tool: string, error: unknown): ThalwegError {
  const code = systemErrorCode(error);
  return code === 'ENOENT' || code === 'EACCES' ? toolMissing(tool) : cannotStart(tool, code ?? String(error), error);
}

function cannotStart(tool: string, why: string, cause: unknown): ThalwegError {
  return new ThalwegError('MEDIA_TOOL_FAILED', `${tool} cannot be started for now: ${why}`, { stage: 'demux', cause });
}

function toolMissing(tool: string): ThalwegError {
  return new ThalwegError('TOOL_MISSING', `${tool} was not found or cannot be run; install it (Debian: apt-get install ffmpeg) or put it on the PATH`, { stage: 'demux' });
}
