import { ThalwegError, isThalwegError, type ErrorCode } from '../../domain/errors.js';

const CODES: Readonly<Record<string, ErrorCode>> = {
  MESSAGE_TOO_LARGE: 'RECORD_TOO_LARGE',
  RECORD_LIST_TOO_LARGE: 'RECORD_TOO_LARGE',
  SASL_AUTHENTICATION_FAILED: 'CREDENTIALS_REFUSED',
  ILLEGAL_SASL_STATE: 'CREDENTIALS_REFUSED',
  UNSUPPORTED_SASL_MECHANISM: 'CREDENTIALS_REFUSED',
  TOPIC_AUTHORIZATION_FAILED: 'CREDENTIALS_REFUSED',
  GROUP_AUTHORIZATION_FAILED: 'CREDENTIALS_REFUSED',
  CLUSTER_AUTHORIZATION_FAILED: 'CREDENTIALS_REFUSED',
  TRANSACTIONAL_ID_AUTHORIZATION_FAILED: 'CREDENTIALS_REFUSED',
  INVALID_TOPIC_EXCEPTION: 'CONFIG_INVALID',
  INVALID_GROUP_ID: 'CONFIG_INVALID',
  INVALID_TRANSACTION_TIMEOUT: 'CONFIG_INVALID',
  INVALID_SESSION_TIMEOUT: 'CONFIG_INVALID',
  INCONSISTENT_GROUP_PROTOCOL: 'CONFIG_INVALID',
};

/** A kafkajs failure in the words of the stream: permanent, fatal, or (all else) a broker that is out of reach for now. */
export function fromKafkaError(error: unknown, action: string): ThalwegError {
  if (isThalwegError(error)) return error;
  for (const cause of causes(error)) {
    const code = cause.type === undefined ? undefined : CODES[cause.type];
    if (code !== undefined) return new ThalwegError(code, `${action}: ${cause.message}`, { stage: 'stream', cause: error });
    if (cause.name === 'KafkaJSSASLAuthenticationError') return new ThalwegError('CREDENTIALS_REFUSED', `${action}: ${cause.message}`, { stage: 'stream', cause: error });
  }
  const message = error instanceof Error ? error.message : String(error);
  return new ThalwegError('BROKER_UNAVAILABLE', `${action}: ${message}`, { stage: 'stream', cause: error });
}

const COORDINATOR_AWAY: ReadonlySet<string | undefined> = new Set(['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP']);

/** True where the group's coordinator is loading, moving or not chosen yet. */
export function isCoordinatorAway(error: unknown): boolean {
  return causes(error).some(({ type }) => COORDINATOR_AWAY.has(type));
}

/** Answers of a broker that is there and will not take the records. */
const REFUSALS: ReadonlySet<string | undefined> = new Set(['INVALID_RECORD', 'POLICY_VIOLATION', 'INVALID_TIMESTAMP', 'INVALID_REQUIRED_ACKS', 'UNSUPPORTED_FOR_MESSAGE_FORMAT', 'UNSUPPORTED_COMPRESSION_TYPE', 'UNKNOWN', 'KAFKAJS_UNKNOWN_ERROR_CODE']);

/**
 * A failure to write records. Where the broker says that it does not know the topic, `missing` is asked which of them are
 * really not there: after a restart a broker may say so for a moment. A refusal, and an error that is none of Kafka's, is
 * `PUBLISH_FAILED`, which nobody repeats for ever.
 */
export async function fromPublishError(error: unknown, action: string, missing: () => Promise<readonly string[]>): Promise<ThalwegError> {
  const known = fromKafkaError(error, action);
  if (isThalwegError(error) || known.code !== 'BROKER_UNAVAILABLE') return known;
  const chain = causes(error);
  if (chain.some(({ type, name }) => type === 'UNKNOWN_TOPIC_OR_PARTITION' || name === 'KafkaJSMetadataNotLoaded')) {
    const topics = await missing().catch(() => []);
    return topics.length === 0 ? known : new ThalwegError('TOPIC_MISSING', `${action}: the broker has no topic ${topics.join(', ')}; create them with: thalweg topics create`, { stage: 'stream', cause: error });
  }
  const isForeign = !chain.some(({ name, isOfSystem }) => isOfSystem || name.startsWith('KafkaJS'));
  return isForeign || chain.some(({ type }) => REFUSALS.has(type ?? '')) ? new ThalwegError('PUBLISH_FAILED', known.message, { stage: 'publish', cause: error }) : known;
}

interface KafkaFailure {
  readonly name: string;
  readonly message: string;
  readonly type: string | undefined;
  /** An error of the network or another system call: those carry a code in letters. */
  readonly isOfSystem: boolean;
}

/** The chain of causes, outermost first; kafkajs wraps protocol errors in its retry errors. By shape, since `instanceof` fails across realms. */
function causes(error: unknown): readonly KafkaFailure[] {
  const chain: KafkaFailure[] = [];
  let current: unknown = error;
  while (typeof current === 'object' && current !== null && chain.length < 8) {
    const { name, message, type, code, cause } = current as { name?: unknown; message?: unknown; type?: unknown; code?: unknown; cause?: unknown };
    chain.push({ name: String(name), message: String(message), type: typeof type === 'string' ? type : undefined, isOfSystem: typeof code === 'string' && /^E[A-Z]/.test(code) });
    current = cause;
  }
  return chain;
}
