import { Kafka, logLevel, type LogEntry, type RetryOptions, type SASLOptions } from 'kafkajs';
import type { KafkaSettings } from './kafka-settings.js';
import { KafkaSockets } from './kafka-sockets.js';

/** Receives the client library's own warnings and errors, already reduced to one sentence. */
export type ClientLog = (level: 'warn' | 'error', message: string) => void;

/** Short first waits: a transaction that follows another is refused for some milliseconds and must not cost 300. */
export const QUICK_RETRY: RetryOptions = { initialRetryTime: 30, multiplier: 1.6, factor: 0.3, maxRetryTime: 1_000, retries: 8 };

export function createKafka(settings: KafkaSettings, log: ClientLog, sockets = new KafkaSockets(settings.brokers)): Kafka {
  process.env['KAFKAJS_NO_PARTITIONER_WARNING'] = '1';
  return new Kafka({
    clientId: settings.clientId,
    brokers: sockets.brokers,
    socketFactory: sockets.factory,
    connectionTimeout: 5_000,
    requestTimeout: 30_000,
    retry: QUICK_RETRY,
    ...(settings.tls === null ? {} : { ssl: settings.tls.ca === null ? true : { ca: [settings.tls.ca] } }),
    ...(settings.sasl === null ? {} : { sasl: saslOptions(settings.sasl) }),
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => forward(entry, log),
  });
}

function saslOptions({ mechanism, username, password }: NonNullable<KafkaSettings['sasl']>): SASLOptions {
  switch (mechanism) {
    case 'plain':
      return { mechanism: 'plain', username, password };
    case 'scram-sha-256':
      return { mechanism: 'scram-sha-256', username, password };
    case 'scram-sha-512':
      return { mechanism: 'scram-sha-512', username, password };
  }
}

/** Ordinary turns of a group's life and retries that kafkajs makes by itself; it logs them as errors. */
const ORDINARY = [/group is rebalancing/i, /not aware of this member/i, /another concurrent operation/i, /The producer is attempting to update a transaction/i, /coordinator is loading/i];

function forward(entry: LogEntry, log: ClientLog): void {
  const { message, error, broker } = entry.log as { message: string; error?: unknown; broker?: unknown };
  const text = [entry.namespace, message, typeof error === 'string' ? error : null, typeof broker === 'string' ? broker : null].filter((part) => part !== null && part !== '').join(': ');
  if (ORDINARY.some((pattern) => pattern.test(text))) return;
  log(entry.level === logLevel.WARN ? 'warn' : 'error', text);
}
