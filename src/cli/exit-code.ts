import { CommanderError } from 'commander';
import { asThalwegError, isThalwegError } from '../domain/errors.js';

/** 0 all done · 1 some inputs failed, the others are done · 2 usage or configuration · 130 stopped by Ctrl-C, what was done is kept. */
export const EXIT = { done: 0, someFailed: 1, usage: 2, stopped: 130 } as const;

/** How a command that threw ends, and the one line that says why (null when it was said already). */
export function endOf(error: unknown): { readonly code: number; readonly line: string | null } {
  if (error instanceof CommanderError) return { code: error.exitCode === 0 ? EXIT.done : EXIT.usage, line: null };
  const known = isThalwegError(error) ? error : asThalwegError(error);
  switch (known.kind) {
    case 'cancelled':
      return { code: EXIT.stopped, line: 'thalweg: stopped' };
    case 'fatal':
      return { code: EXIT.usage, line: `thalweg: ${known.message} (${known.code})` };
    case 'permanent':
    case 'retryable':
      return { code: EXIT.someFailed, line: `thalweg: ${known.message} (${known.code})` };
  }
}
