import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

export const HUB_COMMIT = '0123456789abcdef0123456789abcdef01234567';

export interface HubFileContent {
  readonly content: Buffer;
  /** Large files are kept behind a redirect and named by sha256, small ones served at once and named by git's id. */
  readonly large: boolean;
}

/** A model hub on loopback that speaks as the real ones do: HEAD with commit and hashes, redirect to storage, ranges. */
export class LocalHub {
  readonly files = new Map<string, HubFileContent>();
  readonly requests: { readonly method: string; readonly path: string; readonly range: string | null; readonly token: string | null }[] = [];
  /** The next downloads end after this many bytes each. */
  readonly breakAfter: number[] = [];
  /** Awaited before a download is broken off, with the bytes of the file sent by then: a reader may need to take them first. */
  beforeBreak: (sentBytes: number) => Promise<void> = () => Promise.resolve();
  /** The next requests are answered with these codes. */
  readonly answers: number[] = [];
  /** What is served instead of the content: a hub that was tampered with behind its own hashes. */
  served: Buffer | null = null;
  tellsHashes = true;
  readonly #server = createServer((request, response) => this.#answer(request, response));

  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    this.requests.push({ method: request.method ?? '', path, range: request.headers.range ?? null, token: request.headers.authorization ?? null });
    const status = this.answers.shift();
    if (status !== undefined) {
      response.writeHead(status).end();
      return;
    }
    if (path.startsWith('/storage/')) {
      this.#send(request, response, this.files.get(decodeURIComponent(path.slice('/storage/'.length)))!);
      return;
    }
    const name = /^\/team\/tiny\/resolve\/[^/]+\/(.+)$/.exec(path)?.[1];
    const file = name === undefined ? undefined : this.files.get(name);
    if (name === undefined || file === undefined) {
      response.writeHead(404).end();
      return;
    }
    if (this.tellsHashes) response.setHeader('x-repo-commit', HUB_COMMIT);
    if (file.large) {
      if (this.tellsHashes) response.setHeader('x-linked-etag', `"${createHash('sha256').update(file.content).digest('hex')}"`);
      response.setHeader('x-linked-size', file.content.length);
      response.writeHead(302, { location: `/storage/${encodeURIComponent(name)}` }).end();
      return;
    }
    if (this.tellsHashes) response.setHeader('etag', `"${createHash('sha1').update(`blob ${file.content.length}\0`).update(file.content).digest('hex')}"`);
    this.#send(request, response, file);
  }

  #send(request: IncomingMessage, response: ServerResponse, file: HubFileContent): void {
    const content = this.served ?? file.content;
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    const rest = content.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': rest.length, ...(from > 0 ? { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` } : {}) });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    const broken = this.breakAfter.shift();
    if (broken === undefined) response.end(rest);
    else response.write(rest.subarray(0, broken), () => void this.beforeBreak(from + broken).then(() => response.destroy()));
  }
}
