import { hubRequest, type HubAccess } from './hub-request.js';

/** What the hub says of one file before it is downloaded. */
export interface HubFileFacts {
  readonly bytes: number | null;
  /** sha256 of a large file, as its pointer states it. */
  readonly sha256: string | null;
  /** Git's id of the bytes of a small file. */
  readonly gitBlobId: string | null;
  /** The commit that the revision means now; null where the hub does not tell. */
  readonly commit: string | null;
}

/** `<hub>/<repository>/resolve/<revision>/<path>`; `hub` may have a path of its own. */
export function fileUrl(hub: string, repository: string, revision: string, path: string): URL {
  return new URL(`${hub.replace(/\/+$/, '')}/${repository}/resolve/${encodeURIComponent(revision)}/${path.split('/').map(encodeURIComponent).join('/')}`);
}

/** One HEAD request. @throws ThalwegError as `hubRequest`. */
export async function hubFileFacts(url: URL, access: HubAccess, signal: AbortSignal): Promise<HubFileFacts> {
  const { hubHeaders, headers } = await hubRequest('HEAD', url, { 'accept-encoding': 'identity' }, access, signal);
  const linked = etagValue(hubHeaders['x-linked-etag']);
  const own = etagValue(hubHeaders['etag']);
  const bytes = Number(hubHeaders['x-linked-size'] ?? headers['content-length']);
  return {
    bytes: Number.isSafeInteger(bytes) && bytes >= 0 ? bytes : null,
    sha256: [linked, own].find((tag) => /^[0-9a-f]{64}$/.test(tag)) ?? null,
    gitBlobId: [linked, own].find((tag) => /^[0-9a-f]{40}$/.test(tag)) ?? null,
    commit: hubHeaders['x-repo-commit'] ?? null,
  };
}

function etagValue(etag: string | undefined): string {
  return (etag ?? '').replace(/^W\//, '').replaceAll('"', '').toLowerCase();
}
