import { spawn } from 'node:child_process';
import { ThalwegError } from '../../domain/errors.js';

export interface BoundedRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

const MAX_STDERR_CHARACTERS = 64 * 1024;

/** Runs a tool to its end with bounded output and time; its process group is killed on time-out and abort. */
export function boundedRun(tool: string, toolArguments: readonly string[], limits: { readonly timeoutMs: number; readonly maxStdoutBytes: number }, signal: AbortSignal): Promise<BoundedRun> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
      return;
    }
    const child = spawn(tool, [...toolArguments], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const stdout: Buffer[] = [];
    let stdoutBytes = 0;
    let stderr = '';
    let failure: Error | null = null;
    const stop = (why: Error): void => {
      failure ??= why;
      killGroup(child.pid);
    };
    const timer = setTimeout(() => stop(new ThalwegError('MEDIA_DECODE_TIMEOUT', `${tool} did not finish within ${limits.timeoutMs} ms`, { stage: 'demux' })), limits.timeoutMs);
    const onAbort = (): void => stop(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length;
      if (stdoutBytes > limits.maxStdoutBytes) stop(new ThalwegError('MEDIA_UNREADABLE', `the description of the file is longer than ${limits.maxStdoutBytes} bytes`, { stage: 'demux' }));
      else stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < MAX_STDERR_CHARACTERS) stderr += chunk.toString('utf8');
    });
    const end = (settle: () => void): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    child.on('error', (error: NodeJS.ErrnoException) => end(() => reject(error.code === 'ENOENT' ? toolMissing(tool) : error)));
    child.on('close', (exitCode) => end(() => (failure === null ? resolve({ stdout: Buffer.concat(stdout).toString('utf8'), stderr, exitCode }) : reject(failure))));
  });
}

export function toolMissing(tool: string): ThalwegError {
  return new ThalwegError('TOOL_MISSING', `${tool} was not found; install it (Debian: apt-get install ffmpeg) or put it on the PATH`, { stage: 'demux' });
}

/** Ends a detached child and all that it started. */
export function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  }
}
