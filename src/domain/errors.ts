/**
 * The closed table of error codes. Every failure that leaves a stage is a `ThalwegError` with one of these codes; its
 * kind tells the stream what to do and nothing else may:
 *
 * - `retryable`  try again: backoff with full jitter, then the retry topics, then the dead-letter topic.
 * - `permanent`  this input will never work: dead letter at once, with a sentence a person can act on.
 * - `fatal`      nothing can work: stop, exit non-zero, commit nothing.
 * - `cancelled`  somebody asked for the stop: neither a result nor a failure.
 */
export const ERROR_CODES = {
  // fetch
  SOURCE_NOT_FOUND: 'permanent',
  SOURCE_FORBIDDEN: 'permanent',
  SOURCE_CHANGED: 'permanent',
  SOURCE_TOO_LARGE: 'permanent',
  SOURCE_ADDRESS_REFUSED: 'permanent',
  SOURCE_SCHEME_UNSUPPORTED: 'permanent',
  SOURCE_CHECKSUM_MISMATCH: 'retryable',
  SOURCE_UNAVAILABLE: 'retryable',
  SOURCE_THROTTLED: 'retryable',
  SOURCE_TIMEOUT: 'retryable',
  WORK_FOLDER_FULL: 'retryable',
  // demux
  MEDIA_EMPTY: 'permanent',
  MEDIA_NOT_A_VIDEO: 'permanent',
  MEDIA_PLAYLIST_REFUSED: 'permanent',
  MEDIA_INDEX_MISSING: 'permanent',
  MEDIA_UNREADABLE: 'permanent',
  MEDIA_ENCRYPTED: 'permanent',
  MEDIA_CODEC_UNSUPPORTED: 'permanent',
  MEDIA_NO_STREAMS: 'permanent',
  MEDIA_NO_FRAMES: 'permanent',
  MEDIA_TOO_LARGE_PICTURE: 'permanent',
  MEDIA_TOO_MANY_STREAMS: 'permanent',
  MEDIA_TOO_LONG: 'permanent',
  MEDIA_DECODE_TIMEOUT: 'permanent',
  MEDIA_TOOL_FAILED: 'retryable',
  // perceive, fuse, judge, think
  MODEL_FAILED: 'retryable',
  STAGE_TIMEOUT: 'retryable',
  THINKER_UNAVAILABLE: 'retryable',
  THINKER_REFUSED: 'permanent',
  // intake and records
  RECORD_MALFORMED: 'permanent',
  RECORD_EMPTY: 'permanent',
  SCHEMA_UNKNOWN: 'permanent',
  SCHEMA_INCOMPATIBLE: 'permanent',
  REGISTRY_UNAVAILABLE: 'retryable',
  // stream
  BROKER_UNAVAILABLE: 'retryable',
  PUBLISH_FAILED: 'retryable',
  CLAIM_FENCED: 'cancelled',
  RECORD_TOO_LARGE: 'permanent',
  // start-up
  CONFIG_INVALID: 'fatal',
  CREDENTIALS_REFUSED: 'fatal',
  MODEL_MISSING: 'fatal',
  MODEL_CORRUPT: 'fatal',
  TOOL_MISSING: 'fatal',
  TOPIC_MISSING: 'fatal',
  SCHEMA_REGISTRATION_REFUSED: 'fatal',
  // anything
  CANCELLED: 'cancelled',
  UNEXPECTED: 'retryable',
} as const satisfies Record<string, ErrorKind>;

export type ErrorKind = 'retryable' | 'permanent' | 'fatal' | 'cancelled';
export type ErrorCode = keyof typeof ERROR_CODES;

const BRAND = Symbol.for('thalweg.error');

export interface ErrorDetail {
  /** The stage or component that failed: fetch, demux, see, read, hear, fuse, judge, think, publish, intake, stream, config. */
  readonly stage?: string;
  /** How long to wait at least before another try, when the other side said so. */
  readonly retryAfterMs?: number;
  readonly cause?: unknown;
}

/** A failure with a code from the closed table. The message names the thing, the value found and the value wanted. */
export class ThalwegError extends Error {
  readonly code: ErrorCode;
  readonly kind: ErrorKind;
  readonly stage: string | null;
  readonly retryAfterMs: number | null;

  constructor(code: ErrorCode, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = 'ThalwegError';
    this.code = code;
    this.kind = ERROR_CODES[code];
    this.stage = detail.stage ?? null;
    this.retryAfterMs = detail.retryAfterMs ?? null;
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** True for a `ThalwegError` of this or any other realm (worker, test sandbox), where `instanceof` fails. */
export function isThalwegError(error: unknown): error is ThalwegError {
  return typeof error === 'object' && error !== null && BRAND in error;
}

/** Any thrown value as a `ThalwegError`: an abort becomes `CANCELLED`, an unknown error `UNEXPECTED` (retryable, under the retry ceiling). */
export function asThalwegError(error: unknown, stage?: string): ThalwegError {
  if (isThalwegError(error)) {
    if (error.stage !== null || stage === undefined) return error;
    return new ThalwegError(error.code, error.message, {
      stage,
      cause: error.cause ?? error,
      ...(error.retryAfterMs === null ? {} : { retryAfterMs: error.retryAfterMs }),
    });
  }
  const where = stage === undefined ? {} : { stage };
  const { name, message } = described(error);
  if (name === 'AbortError') return new ThalwegError('CANCELLED', 'stopped on request', { cause: error, ...where });
  if (name === 'TimeoutError') return new ThalwegError('STAGE_TIMEOUT', message, { cause: error, ...where });
  return new ThalwegError('UNEXPECTED', message, { cause: error, ...where });
}

/** Name and message by shape, since an error of another realm is no `instanceof Error`. */
function described(error: unknown): { readonly name: string; readonly message: string } {
  if (typeof error === 'object' && error !== null && 'name' in error && 'message' in error) return { name: String(error.name), message: String(error.message) };
  return { name: '', message: String(error) };
}
