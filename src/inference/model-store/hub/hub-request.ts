import { request, type Dispatcher } from 'undici';
import { ThalwegError } from '../../../domain/errors.js';

const MAX_REDIRECTS = 5;
/** Nothing arriving for this long ends the try; it is made again from where it stood. */
const IDLE_TIMEOUT_MS = 30_000;

export interface HubAccess {
  /** Sent as a bearer token to the hub itself only, never to where it redirects. */
  readonly token: string | null;
}

export interface HubResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Dispatcher.ResponseData['body'];
  /** Headers of the hub's own answer, before any redirect to a storage host: there the hub names commit and hashes. */
  readonly hubHeaders: Readonly<Record<string, string | undefined>>;
}

/**
 * One request, redirects followed. 2xx and 416 are returned; everything else throws by what the caller can do about it:
 * CREDENTIALS_REFUSED (401, 403), MODEL_MISSING (404, 410), SOURCE_THROTTLED (429), SOURCE_UNAVAILABLE (5xx, network), SOURCE_TIMEOUT.
 */
export async function hubRequest(method: 'GET' | 'HEAD', url: URL, headers: Readonly<Record<string, string>>, access: HubAccess, signal: AbortSignal): Promise<HubResponse> {
  let address = url;
  let hubHeaders: HubResponse['hubHeaders'] | null = null;
  for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
    const authorised = access.token !== null && address.origin === url.origin ? { authorization: `Bearer ${access.token}` } : {};
    let response: Dispatcher.ResponseData;
    try {
      response = await request(address, { method, headers: { ...headers, ...authorised, 'user-agent': 'thalweg' }, headersTimeout: IDLE_TIMEOUT_MS, bodyTimeout: IDLE_TIMEOUT_MS, signal });
    } catch (error) {
      throw networkError(error, address, signal);
    }
    const answered = single(response.headers);
    hubHeaders ??= answered;
    const status = response.statusCode;
    if (status >= 300 && status < 400 && answered['location'] !== undefined) {
      await response.body.dump();
      // A HEAD that is sent on has told all that the hub knows; the storage host adds nothing.
      if (method === 'HEAD' && (hubHeaders['x-linked-etag'] !== undefined)) return { status: 200, headers: answered, body: response.body, hubHeaders };
      address = redirectTarget(new URL(answered['location'], address), address);
      continue;
    }
    if ((status >= 200 && status < 300) || status === 416) return { status, headers: answered, body: response.body, hubHeaders };
    await response.body.dump();
    throw statusError(status, address, answered['retry-after']);
  }
  throw new ThalwegError('SOURCE_UNAVAILABLE', `${url.href} redirects more than ${MAX_REDIRECTS} times`);
}

function redirectTarget(target: URL, from: URL): URL {
  if (target.protocol === 'https:' || (target.protocol === 'http:' && from.protocol === 'http:')) return target;
  throw new ThalwegError('SOURCE_ADDRESS_REFUSED', `${from.host} redirects to ${target.protocol}//${target.host}; wanted https`);
}

function single(headers: Dispatcher.ResponseData['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]));
}

function statusError(status: number, url: URL, retryAfter: string | undefined): ThalwegError {
  const seconds = Number(retryAfter);
  const detail = Number.isFinite(seconds) ? { retryAfterMs: seconds * 1000 } : {};
  const what = `${url.origin}${url.pathname} answered ${status}`;
  if (status === 401 || status === 403) return new ThalwegError('CREDENTIALS_REFUSED', `${what}; wanted access: set HF_TOKEN to a token that may read this repository`);
  if (status === 404 || status === 410) return new ThalwegError('MODEL_MISSING', `${what}; the hub has no such file, repository or revision`);
  if (status === 429) return new ThalwegError('SOURCE_THROTTLED', what, detail);
  if (status >= 500 || status === 408) return new ThalwegError('SOURCE_UNAVAILABLE', what, detail);
  return new ThalwegError('MODEL_MISSING', `${what}; wanted 200`);
}

/** A network failure by what it was; an abort stays an abort. */
export function networkError(error: unknown, url: URL, signal: AbortSignal): ThalwegError {
  if (signal.aborted) return new ThalwegError('CANCELLED', 'stopped on request', { cause: error });
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const message = error instanceof Error ? error.message : String(error);
  if (code.includes('TIMEOUT')) return new ThalwegError('SOURCE_TIMEOUT', `${url.host} sent nothing for ${IDLE_TIMEOUT_MS / 1000} s`, { cause: error });
  return new ThalwegError('SOURCE_UNAVAILABLE', `${url.host} cannot be reached: ${message || code}`, { cause: error });
}
