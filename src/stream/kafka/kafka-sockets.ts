import { isIP, connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

/**
 * The connections of one client to its brokers. kafkajs tries to connect, and waits for a broker's first answer, for
 * longer than anybody may want it and cannot be told otherwise: closing these ends it.
 */
export class KafkaSockets {
  readonly #open = new Set<Socket>();
  #closed = false;

  constructor(private readonly addresses: readonly string[]) {}

  get closed(): boolean {
    return this.#closed;
  }

  /** For kafkajs, before each try: without brokers it gives up at once. */
  readonly brokers = (): string[] => (this.#closed ? [] : [...this.addresses]);

  readonly factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    if (this.#closed) throw new Error('the client is closed');
    // kafkajs hands over null where no TLS is wanted, whatever its types say.
    const tls: typeof ssl | null = ssl;
    const socket = tls === null || tls === undefined ? connectPlain({ host, port }, onConnect) : connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}), ...tls }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    this.#open.add(socket);
    return socket.once('close', () => this.#open.delete(socket));
  };

  close(): void {
    this.#closed = true;
    for (const socket of this.#open) socket.destroy(new Error('the client was closed'));
  }
}
