/** How to reach the cluster. Secrets come from files or the environment, never from a pipeline file. */
export interface KafkaSettings {
  /** host:port of at least one broker. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  readonly sasl: { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: string } | null;
  /** Null: no TLS. `ca`: PEM, or null for the system's authorities. */
  readonly tls: { readonly ca: string | null } | null;
  /** The group gives a silent member up after this long. */
  readonly sessionTimeoutMs: number;
  readonly heartbeatIntervalMs: number;
  /** Largest record that the topics take (`max.message.bytes` less the batch header). */
  readonly maxRecordBytes: number;
  /** The broker aborts a transaction that stays open longer. */
  readonly transactionTimeoutMs: number;
}

export const KAFKA_DEFAULTS = {
  clientId: 'thalweg',
  sasl: null,
  tls: null,
  sessionTimeoutMs: 30_000,
  heartbeatIntervalMs: 3_000,
  maxRecordBytes: 1_000_000,
  transactionTimeoutMs: 60_000,
} as const satisfies Omit<KafkaSettings, 'brokers'>;

/** How long the broker may hold a fetch without data: the longest that a paused partition waits before it is fetched again. */
export const FETCH_WAIT_MS = 200;
