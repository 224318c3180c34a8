import { createServer, type Server, type Socket } from 'node:net';

/** A broker that takes every connection and answers nothing. */
export interface SilentBroker {
  readonly address: string;
  /** When something was first asked of it. */
  readonly asked: Promise<void>;
  /** Connections so far. */
  readonly connections: () => number;
  /** When all its connections are closed by those who opened them. */
  left(): Promise<void>;
  close(): void;
}

export async function silentBroker(): Promise<SilentBroker> {
  const open = new Map<Socket, Promise<void>>();
  let connections = 0;
  let ask = (): void => undefined;
  const asked = new Promise<void>((resolve) => (ask = resolve));
  const server: Server = createServer((socket) => {
    connections += 1;
    open.set(socket.on('error', () => undefined), new Promise((resolve) => socket.once('close', () => resolve())));
    socket.once('data', ask);
  });
  const port = await new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)));
  return {
    address: `127.0.0.1:${port}`,
    asked,
    connections: () => connections,
    left: () => Promise.all(open.values()).then(() => undefined),
    close: () => (open.forEach((_, socket) => socket.destroy()), server.close()),
  };
}
