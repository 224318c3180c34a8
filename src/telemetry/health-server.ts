import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ThalwegError } from '../domain/errors.js';
import { systemErrorCode } from '../domain/system-error.js';
import type { Metrics } from './metrics.js';

export interface HealthServerOptions {
  /** Loopback unless told otherwise. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly metrics: Metrics;
  /** What must hold for the process to be ready: name → holds. */
  readonly readiness: () => Readonly<Record<string, boolean>>;
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * `/metrics` in Prometheus text format; `/livez` answers whenever the main thread can (never on lag: a restart does not
 * cure it); `/readyz` with each condition. Rejects with `CONFIG_INVALID` when the port cannot be had.
 */
export async function startHealthServer({ host, port, metrics, readiness }: HealthServerOptions): Promise<HealthServer> {
  const server = createServer((request, response) => {
    respond(request, response, metrics, readiness).catch((error: unknown) => answer(response, 500, 'text/plain', `${String(error)}\n`));
  });
  server.requestTimeout = 5_000;
  await listen(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function respond(request: IncomingMessage, response: ServerResponse, metrics: Metrics, readiness: HealthServerOptions['readiness']): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('allow', 'GET, HEAD');
    answer(response, 405, 'text/plain', 'only GET and HEAD\n');
    return;
  }
  switch (pathOf(request.url ?? '/')) {
    case '/livez':
      answer(response, 200, 'text/plain', 'ok\n');
      return;
    case '/readyz': {
      const conditions = readiness();
      answer(response, Object.values(conditions).every(Boolean) ? 200 : 503, 'application/json', `${JSON.stringify(conditions)}\n`);
      return;
    }
    case '/metrics':
      answer(response, 200, metrics.registry.contentType, await metrics.registry.metrics());
      return;
    default:
      answer(response, 404, 'text/plain', 'found: /metrics /livez /readyz\n');
  }
}

/** The path of a request target, which may be anything (`//`, `*`) and through a proxy a whole address (RFC 9112 §3.2). */
function pathOf(target: string): string {
  const [path = ''] = target.replace(/^http:\/\/[^/?]*/i, '').split('?', 1);
  return path;
}

function answer(response: ServerResponse, status: number, contentType: string, body: string): void {
  response.writeHead(status, { 'content-type': contentType }).end(body);
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause) => reject(new ThalwegError('CONFIG_INVALID', `THALWEG_HTTP_PORT: found ${host}:${port}, which cannot be listened on (${systemErrorCode(cause) ?? cause.message}); expected a free port`, { stage: 'config', cause })));
    server.listen(port, host, resolve);
  });
}
