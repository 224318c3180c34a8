import { ThalwegError } from '../../domain/errors.js';

/** An output that cannot be written concerns every video: it ends the run. @param found what is there, or the error that writing met */
export function unwritable(flag: string, value: string, found: unknown, expected: string): ThalwegError {
  const code = (found as NodeJS.ErrnoException).code;
  const what = typeof found === 'string' ? found : code === 'ENOSPC' ? 'a full disk (ENOSPC)' : (code ?? 'an error');
  return new ThalwegError('CONFIG_INVALID', `${flag} ${value}: found ${what}, expected ${expected}`, { cause: found });
}
