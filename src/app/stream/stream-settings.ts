import type { FailureSettings } from '../../stream/failure/failure-settings.js';
import type { Delivery } from '../../stream/log.js';

/** How a pipeline consumes its topics. */
export interface StreamSettings {
  readonly groupId: string;
  /** Input topics; the retry topics of `failure` are consumed besides. */
  readonly topics: readonly string[];
  readonly from: 'earliest' | 'latest';
  readonly delivery: Delivery;
  /** Records worked at once. */
  readonly maxInFlight: number;
  /** Bytes held at once by the records being worked: local copies and decoded memory. */
  readonly maxInFlightBytes: number;
  /** Records claimed ahead, so that free keys can overtake busy ones; of each partition too. */
  readonly lookahead: number;
  readonly maxBufferedBytes: number;
  readonly commitIntervalMs: number;
  /** One attempt at one record ends after this long, whatever it is doing. */
  readonly recordTimeoutMs: number;
  /** A stop waits this long for what is being worked. */
  readonly drainTimeoutMs: number;
  readonly failure: FailureSettings;
}

export const STREAM_DEFAULTS = {
  from: 'earliest',
  delivery: 'at-least-once',
  maxInFlight: 4,
  maxInFlightBytes: 2 * 1024 ** 3,
  lookahead: 256,
  maxBufferedBytes: 8 * 1024 ** 2,
  commitIntervalMs: 100,
  recordTimeoutMs: 15 * 60_000,
  drainTimeoutMs: 30_000,
} as const satisfies Partial<StreamSettings>;
