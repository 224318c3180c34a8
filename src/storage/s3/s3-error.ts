import { asThalwegError, ThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import { systemCode } from '../../stages/file-error.js';
import { retryAfterMs } from '../https/https-error.js';

/** The S3 API's own words (REST error codes of Amazon S3 and of servers that follow it). */
const CREDENTIALS = new Set([
  'InvalidAccessKeyId', 'SignatureDoesNotMatch', 'ExpiredToken', 'ExpiredTokenException', 'InvalidToken', 'TokenRefreshRequired', 'UnrecognizedClientException',
  'XAdminUserNotFound', 'CredentialsProviderError', 'InvalidSecurity', 'NotSignedUp',
]);
/** The request was signed for another region than the bucket's: says nothing about the credentials, nor about other buckets. */
const ELSEWHERE = new Set(['AuthorizationHeaderMalformed', 'PermanentRedirect', 'TemporaryRedirect', 'IllegalLocationConstraintException']);
const MISSING = new Set(['NoSuchKey', 'NotFound', 'NoSuchBucket', 'NoSuchVersion', 'MethodNotAllowed', 'InvalidBucketName']);
const THROTTLED = new Set(['SlowDown', 'Throttling', 'ThrottlingException', 'TooManyRequests', 'TooManyRequestsException', 'RequestLimitExceeded', 'BandwidthLimitExceeded', 'ServiceUnavailable', 'Busy']);
const TIMEOUTS = new Set(['RequestTimeout', 'TimeoutError', 'ETIMEDOUT', 'RequestTimeoutException']);

/** What a failed call of the S3 API means to the work. */
export function s3Error(error: unknown, uri: string, signal: AbortSignal): ThalwegError {
  if (signal.aborted) return asThalwegError(signal.reason, 'fetch');
  const { name, status, message } = said(error);
  const detail = { stage: 'fetch', cause: error };
  const found = `${shownAddress(uri)}: ${name}${status === null ? '' : ` (${status})`}`;
  if (CREDENTIALS.has(name)) return new ThalwegError('CREDENTIALS_REFUSED', `${found}; expected valid credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or another source that the AWS SDK knows`, detail);
  if (MISSING.has(name) || status === 404) return new ThalwegError('SOURCE_NOT_FOUND', `${found}: there is no such object`, detail);
  if (name === 'PreconditionFailed' || status === 412) return new ThalwegError('SOURCE_CHANGED', `${found}: it is no longer the version that was uploaded`, detail);
  if (name === 'InvalidObjectState') return new ThalwegError('SOURCE_FORBIDDEN', `${found}: it is archived and must be restored first`, detail);
  if (THROTTLED.has(name) || status === 429 || status === 503) {
    const waitMs = retryAfterMs(headerOf(error, 'retry-after'));
    return new ThalwegError('SOURCE_THROTTLED', `${found}: too many requests`, { ...detail, ...(waitMs === null ? {} : { retryAfterMs: waitMs }) });
  }
  const code = systemCode(error);
  if (TIMEOUTS.has(name) || (code !== null && TIMEOUTS.has(code)) || status === 408 || status === 504) return new ThalwegError('SOURCE_TIMEOUT', `${found} did not answer in time`, detail);
  if (status !== null && status >= 500) return new ThalwegError('SOURCE_UNAVAILABLE', found, detail);
  if (name === 'RequestTimeTooSkewed') return new ThalwegError('SOURCE_UNAVAILABLE', `${found}: this machine's clock is wrong`, detail);
  if (status === 301 || ELSEWHERE.has(name)) return new ThalwegError('SOURCE_FORBIDDEN', `${found}: the bucket is in another region; set AWS_REGION`, detail);
  if (status !== null && status >= 400) return new ThalwegError('SOURCE_FORBIDDEN', `${found}: ${message}`, detail);
  return new ThalwegError('SOURCE_UNAVAILABLE', `${shownAddress(uri)} cannot be reached: ${code ?? message}`, detail);
}

/** True where the server refused without saying why, as it must to HEAD; some call unknown credentials 404 too. */
export function isMuteRefusal(error: unknown): boolean {
  const { status } = said(error);
  return status === 400 || status === 403 || status === 404;
}

/** True where a server has no HEAD of a single part. */
export function knowsNoParts(error: unknown): boolean {
  const { status } = said(error);
  return status === 400 || status === 405 || status === 416 || status === 501;
}

/** The region that the answer says the bucket lies in; null where it says none. */
export function regionNamed(error: unknown): string | null {
  const { name, status } = said(error);
  if (!ELSEWHERE.has(name) && status !== 301 && status !== 400) return null;
  const inBody = typeof error === 'object' && error !== null && 'Region' in error ? error.Region : null;
  const region = headerOf(error, 'x-amz-bucket-region') ?? inBody;
  return typeof region === 'string' && /^[a-z0-9-]{2,40}$/.test(region) ? region : null;
}

function said(error: unknown): { readonly name: string; readonly status: number | null; readonly message: string } {
  if (typeof error !== 'object' || error === null) return { name: 'Error', status: null, message: String(error) };
  const metadata = '$metadata' in error && typeof error.$metadata === 'object' && error.$metadata !== null ? error.$metadata : {};
  const status = 'httpStatusCode' in metadata && typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : null;
  const name = 'Code' in error && typeof error.Code === 'string' ? error.Code : 'name' in error ? String(error.name) : 'Error';
  return { name, status, message: 'message' in error ? String(error.message) : name };
}

function headerOf(error: unknown, name: string): string | null {
  const response = typeof error === 'object' && error !== null && '$response' in error ? error.$response : null;
  const headers = typeof response === 'object' && response !== null && 'headers' in response ? response.headers : null;
  if (typeof headers !== 'object' || headers === null) return null;
  const value: unknown = Object.getOwnPropertyDescriptor(headers, name)?.value;
  return typeof value === 'string' ? value : null;
}
