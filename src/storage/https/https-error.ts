import { asThalwegError, isThalwegError, ThalwegError } from '../../domain/errors.js';
import { systemCode } from '../../stages/file-error.js';

const TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT']);

/** What an HTTP status means for the work; null for a success. */
export function statusError(status: number, shown: string, retryAfter: string | null): ThalwegError | null {
  const found = `${shown} answered ${status}`;
  const stage = 'fetch';
  if (status >= 200 && status < 300) return null;
  if (status === 404 || status === 410) return new ThalwegError('SOURCE_NOT_FOUND', `${found}: there is no such object`, { stage });
  if (status === 401 || status === 403 || status === 451) return new ThalwegError('SOURCE_FORBIDDEN', `${found}: it may not be read`, { stage });
  if (status === 412) return new ThalwegError('SOURCE_CHANGED', `${found}: it is no longer the version that was uploaded`, { stage });
  if (status === 429 || status === 503) {
    const waitMs = retryAfterMs(retryAfter);
    return new ThalwegError('SOURCE_THROTTLED', `${found}: too many requests`, { stage, ...(waitMs === null ? {} : { retryAfterMs: waitMs }) });
  }
  if (status === 408 || status === 504) return new ThalwegError('SOURCE_TIMEOUT', found, { stage });
  if (status >= 500) return new ThalwegError('SOURCE_UNAVAILABLE', found, { stage });
  return new ThalwegError('SOURCE_FORBIDDEN', `${found}: expected 200`, { stage });
}

/** What a request that failed without an answer means for the work. */
export function connectionError(error: unknown, shown: string, signal: AbortSignal, time: { readonly limit: AbortSignal; readonly timeoutMs: number }): ThalwegError {
  const inner = thalwegCause(error);
  if (inner !== null) return inner;
  if (signal.aborted) return asThalwegError(signal.reason, 'fetch');
  if (time.limit.aborted) return new ThalwegError('SOURCE_TIMEOUT', `${shown} was not fetched within ${time.timeoutMs} ms`, { stage: 'fetch', cause: error });
  const code = systemCode(error);
  if (code !== null && TIMEOUTS.has(code)) return new ThalwegError('SOURCE_TIMEOUT', `${shown} did not answer in time (${code})`, { stage: 'fetch', cause: error });
  if (code === 'ENOTFOUND') return new ThalwegError('SOURCE_UNAVAILABLE', `${shown}: its name has no address`, { stage: 'fetch', cause: error });
  const said = error instanceof Error ? error.message : String(error);
  return new ThalwegError('SOURCE_UNAVAILABLE', `${shown} cannot be reached: ${code ?? said}`, { stage: 'fetch', cause: error });
}

/** Sockets wrap what a look-up refused. */
function thalwegCause(error: unknown): ThalwegError | null {
  for (let at = error, depth = 0; typeof at === 'object' && at !== null && depth < 5; depth += 1) {
    if (isThalwegError(at)) return at;
    at = 'cause' in at ? at.cause : null;
  }
  return null;
}

const MAX_RETRY_AFTER_MS = 3_600_000;

/** `Retry-After` in seconds or as a date (RFC 9110 §10.2.3), at most an hour. */
export function retryAfterMs(value: string | null): number | null {
  if (value === null) return null;
  const waitMs = /^\d+$/.test(value.trim()) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(waitMs) && waitMs > 0 ? Math.min(waitMs, MAX_RETRY_AFTER_MS) : null;
}
