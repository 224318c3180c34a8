import { finished } from 'node:stream/promises';
import { ThalwegError } from '../../domain/errors.js';
import { startGuarded, type ProcessLimits } from './guarded-process.js';

export interface RunLimits extends ProcessLimits {
  readonly timeoutMs: number;
  readonly maxStdoutBytes: number;
}

export interface BoundedRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | null;
}

const MAX_LOG_CHARACTERS = 64 * 1024;

/**
 * Runs a tool to its end with bounded output and time. With `onStdout` its output is handed on as it comes and not kept.
 * @throws ThalwegError TOOL_MISSING, MEDIA_DECODE_TIMEOUT, MEDIA_UNREADABLE when it says more than `maxStdoutBytes`; the signal's reason on abort
 */
export async function boundedRun(tool: string, toolArguments: readonly string[], limits: RunLimits, signal: AbortSignal, onStdout?: (text: string) => void): Promise<BoundedRun> {
  signal.throwIfAborted();
  let stderr = '';
  const run = startGuarded(tool, toolArguments, limits, (text) => {
    if (stderr.length < MAX_LOG_CHARACTERS) stderr += text;
  });
  const failures: unknown[] = [];
  const stop = (reason: unknown): void => {
    failures.push(reason);
    run.kill();
  };
  const timer = setTimeout(() => stop(new ThalwegError('MEDIA_DECODE_TIMEOUT', `the file could not be described within ${limits.timeoutMs} ms`, { stage: 'demux' })), limits.timeoutMs);
  const onAbort = (): void => stop(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  const stdout: Buffer[] = [];
  let stdoutBytes = 0;
  run.stdout.on('data', (chunk: Buffer) => {
    stdoutBytes += chunk.length;
    if (onStdout !== undefined) onStdout(chunk.toString('latin1'));
    else if (stdoutBytes <= limits.maxStdoutBytes) stdout.push(chunk);
    else stop(new ThalwegError('MEDIA_UNREADABLE', `the description of the file is longer than ${limits.maxStdoutBytes} bytes`, { stage: 'demux' }));
  });
  try {
    const [{ exitCode }] = await Promise.all([run.ended, finished(run.stdout)]);
    if (failures.length > 0) throw failures[0];
    return { stdout: Buffer.concat(stdout).toString('utf8'), stderr, exitCode };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
