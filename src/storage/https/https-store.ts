import { isIP, type LookupFunction } from 'node:net';
import { Agent, type Dispatcher, request } from 'undici';
import { ThalwegError } from '../../domain/errors.js';
import { shownAddress } from '../../domain/shown-address.js';
import type { ByteRange, ObjectFacts, ObjectRef, ObjectStore } from '../../stages/object-store.js';
import { throwIfStopped } from '../../stages/file-error.js';
import { addressRefused, guardedLookup, isAllowedHost, refusedAddress } from './guarded-address.js';
import { connectionError, statusError } from './https-error.js';

export interface HttpsStoreOptions {
  /** `host` or `host:port` that may have a private address or speak plain http: a company's own media server, a test. */
  readonly allowedHosts?: readonly string[];
  /** For one whole request, the body included. */
  readonly timeoutMs?: number;
  /** For the connection, and between two pieces of the body. */
  readonly stallMs?: number;
  readonly maxRedirects?: number;
  /** Certificates in PEM that are trusted beside the system's. */
  readonly caCertificates?: string;
  /** Stands in for the system's name look-up in tests. */
  readonly lookup?: Parameters<typeof guardedLookup>[0];
}

type Answer = Dispatcher.ResponseData;

/**
 * Objects behind https addresses, read only. Private, loopback, link-local and metadata addresses are refused after the
 * name was resolved, on every redirect again. Close it with `close`.
 */
export function createHttpsStore(options: HttpsStoreOptions = {}): ObjectStore & { close(): Promise<void> } {
  const { allowedHosts = [], timeoutMs = 600_000, stallMs = 30_000, maxRedirects = 5 } = options;
  const agent = (lookup: LookupFunction | null): Agent =>
    new Agent({
      connect: {
        timeout: stallMs,
        ...(lookup === null ? {} : { lookup }),
        ...(options.caCertificates === undefined ? {} : { ca: options.caCertificates }),
      },
      headersTimeout: stallMs,
      bodyTimeout: stallMs,
      maxHeaderSize: 32 * 1024,
    });
  const guarded = agent(guardedLookup(options.lookup));
  /** For hosts of the allow-list only. */
  const open = agent(null);

  /** Follows redirects by hand so that each hop is judged as the first. */
  const get = async (ref: ObjectRef, range: ByteRange | null, signal: AbortSignal): Promise<Answer> => {
    let url = judged(ref.uri, null, allowedHosts);
    for (let hop = 0; ; hop += 1) {
      const answer = await request(url, {
        dispatcher: isAllowedHost(allowedHosts, url) ? open : guarded,
        signal,
        headers: {
          'accept-encoding': 'identity',
          'user-agent': 'thalweg',
          ...(range === null ? {} : { range: `bytes=${range.startByte}-${range.endByte - 1}` }),
          ...(ref.etag === null ? {} : { 'if-match': `"${ref.etag}"` }),
        },
      });
      const target = headerOf(answer, 'location');
      if (![301, 302, 303, 307, 308].includes(answer.statusCode) || target === null) return answer;
      discard(answer);
      if (hop === maxRedirects) throw new ThalwegError('SOURCE_FORBIDDEN', `${shownAddress(ref.uri)} redirects more than ${maxRedirects} times`, { stage: 'fetch' });
      url = judged(target, url, allowedHosts);
    }
  };

  return {
    stat: async (ref, signal) => {
      throwIfStopped(signal);
      const limit = AbortSignal.timeout(timeoutMs);
      try {
        // A signed address may be for GET alone, so the first byte is asked for instead of HEAD.
        const answer = await get(ref, { startByte: 0, endByte: 1 }, AbortSignal.any([signal, limit]));
        discard(answer);
        const empty = answer.statusCode === 416 && totalOf(answer) === 0;
        const refused = empty ? null : statusError(answer.statusCode, shownAddress(ref.uri), headerOf(answer, 'retry-after'));
        if (refused !== null) throw refused;
        const etag = headerOf(answer, 'etag');
        // Not every server heeds If-Match.
        if (ref.etag !== null && etag !== null && opaque(etag) !== ref.etag) throw changed(ref, `ETag ${etag}`, ref.etag);
        return factsOf(ref.uri, answer);
      } catch (error) {
        throw connectionError(error, shownAddress(ref.uri), signal, { limit, timeoutMs });
      }
    },

    read: async function* (ref, range, signal) {
      throwIfStopped(signal);
      if (range !== null && range.endByte <= range.startByte) return;
      const limit = AbortSignal.timeout(timeoutMs);
      try {
        const answer = await get(ref, range, AbortSignal.any([signal, limit]));
        const past = answer.statusCode === 416;
        const refused = past ? null : statusError(answer.statusCode, shownAddress(ref.uri), headerOf(answer, 'retry-after'));
        if (refused !== null || past || (range !== null && answer.statusCode !== 206)) {
          discard(answer);
          if (past) return;
          throw refused ?? new ThalwegError('SOURCE_UNAVAILABLE', `${shownAddress(ref.uri)} answered ${answer.statusCode} to a range, expected 206`, { stage: 'fetch' });
        }
        const other = otherThanAsked(answer, ref, range);
        if (other !== null) {
          discard(answer);
          throw other;
        }
        for await (const piece of answer.body) yield piece as Uint8Array;
      } catch (error) {
        throw connectionError(error, shownAddress(ref.uri), signal, { limit, timeoutMs });
      }
    },

    write: (uri) => Promise.reject(readOnly(uri)),
    list: (prefixUri) => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(readOnly(prefixUri)) }) }),
    close: async () => {
      await Promise.all([guarded.destroy(), open.destroy()]);
    },
  };
}

/** An answer that nobody reads must not hold its connection, nor end the process with a late error. */
function discard(answer: Answer): void {
  answer.body.on('error', () => undefined).destroy();
}

/** The address as a URL that may be fetched. @throws SOURCE_SCHEME_UNSUPPORTED, SOURCE_ADDRESS_REFUSED */
function judged(address: string, base: URL | null, allowedHosts: readonly string[]): URL {
  const url = URL.canParse(address, base?.href) ? new URL(address, base?.href) : null;
  if (url === null) throw new ThalwegError('SOURCE_SCHEME_UNSUPPORTED', `${shownAddress(address)} is no address; expected https://host/path`, { stage: 'fetch' });
  const allowed = isAllowedHost(allowedHosts, url);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowed)) {
    throw new ThalwegError('SOURCE_SCHEME_UNSUPPORTED', `${shownAddress(url.href)}: found ${url.protocol}, expected https:`, { stage: 'fetch' });
  }
  // A literal address is never looked up, so it is judged here.
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0 && !allowed && refusedAddress(host) !== null) throw addressRefused(host, host);
  return url;
}

/** Why an answer's bytes are not those that were asked for: parts of two versions must never make one file. */
function otherThanAsked(answer: Answer, ref: ObjectRef, range: ByteRange | null): ThalwegError | null {
  const said = headerOf(answer, 'content-range');
  if (range !== null && !(said ?? '').startsWith(`bytes ${range.startByte}-`)) {
    return new ThalwegError('SOURCE_UNAVAILABLE', `${shownAddress(ref.uri)} answered ${said ?? 'no Content-Range'} to a range, expected bytes ${range.startByte}-`, { stage: 'fetch' });
  }
  const total = totalOf(answer);
  if (typeof ref.sizeBytes === 'number' && total !== null && total !== ref.sizeBytes) return changed(ref, `${total} bytes`, `${ref.sizeBytes}`);
  const etag = headerOf(answer, 'etag');
  // A part must name its version; of a whole answer the server need not.
  if (ref.etag === null || (etag === null && range === null)) return null;
  return etag !== null && opaque(etag) === ref.etag ? null : changed(ref, etag === null ? 'no ETag' : `ETag ${etag}`, ref.etag);
}

function changed(ref: ObjectRef, found: string, expected: string): ThalwegError {
  return new ThalwegError('SOURCE_CHANGED', `${shownAddress(ref.uri)} was changed: found ${found}, expected ${expected}`, { stage: 'fetch' });
}

/** An ETag without quotes and mark of weakness. */
const opaque = (etag: string): string => etag.replace(/^W\//, '').replace(/^"|"$/g, '');

function factsOf(uri: string, answer: Answer): ObjectFacts {
  const etag = headerOf(answer, 'etag');
  const modified = Date.parse(headerOf(answer, 'last-modified') ?? '');
  const strong = etag === null || etag === '' || etag.startsWith('W/') ? null : opaque(etag);
  return {
    uri,
    sizeBytes: totalOf(answer),
    etag: strong,
    versionId: null,
    contentType: headerOf(answer, 'content-type'),
    modifiedAt: Number.isNaN(modified) ? null : new Date(modified).toISOString(),
    digest: null,
    ranges: answer.statusCode === 206 && strong !== null,
  };
}

/** Size of the whole object: behind the slash of Content-Range, or Content-Length of a whole answer. */
function totalOf(answer: Answer): number | null {
  const said = answer.statusCode === 200 ? headerOf(answer, 'content-length') : (/\/(\d+)$/.exec(headerOf(answer, 'content-range') ?? '')?.[1] ?? null);
  return said === null || !/^\d{1,15}$/.test(said) ? null : Number(said);
}

function headerOf(answer: Answer, name: string): string | null {
  const value = answer.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

function readOnly(uri: string): ThalwegError {
  return new ThalwegError('SOURCE_SCHEME_UNSUPPORTED', `${shownAddress(uri)}: an https store can only be read; expected s3:// or file:// here`, { stage: 'fetch' });
}
