import { asThalwegError, ThalwegError } from '../domain/errors.js';

/** What a failed system call on a local file means to the work. */
export function fileError(error: unknown, path: string): ThalwegError {
  const code = systemCode(error);
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new ThalwegError('SOURCE_NOT_FOUND', `no such file: ${path}`, { stage: 'fetch', cause: error });
    case 'EACCES':
    case 'EPERM':
    case 'ELOOP':
    case 'ENXIO':
      return new ThalwegError('SOURCE_FORBIDDEN', `${path} may not be read (${code})`, { stage: 'fetch', cause: error });
    case 'ENAMETOOLONG':
      return new ThalwegError('SOURCE_NOT_FOUND', `no such file: a name of ${path.length} characters is longer than this system has`, { stage: 'fetch', cause: error });
    case 'ENOSPC':
    case 'EDQUOT':
      return new ThalwegError('WORK_FOLDER_FULL', `no space left on the device for ${path}`, { stage: 'fetch', cause: error });
    case 'EMFILE':
    case 'ENFILE':
    case 'EIO':
    case 'ESTALE':
    case 'ETIMEDOUT':
      return new ThalwegError('SOURCE_UNAVAILABLE', `${path} cannot be read for now (${code})`, { stage: 'fetch', cause: error });
    default:
      return asThalwegError(error, 'fetch');
  }
}

/** `ENOENT`, `ECONNRESET`, … of an error or of what caused it; null when it is no system error. */
export function systemCode(error: unknown): string | null {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}

/** Throws what the signal was aborted with, as CANCELLED or a timeout. */
export function throwIfStopped(signal: AbortSignal): void {
  if (signal.aborted) throw asThalwegError(signal.reason, 'fetch');
}
