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

interface KafkaFailure {
  readonly name: string;
  readonly message: string;
  readonly type: string | undefined;
}

/** The chain of causes, outermost first; kafkajs wraps protocol errors in its retry errors. By shape, since `instanceof` fails across realms. */
function causes(error: unknown): readonly KafkaFailure[] {
  const chain: KafkaFailure[] = [];
  let current: unknown = error;
  while (typeof current === 'object' && current !== null && chain.length < 8) {
    const { name, message, type, cause } = current as { name?: unknown; message?: unknown; type?: unknown; cause?: unknown };
    chain.push({ name: String(name), message: String(message), type: typeof type === 'string' ? type : undefined });
    current = cause;
  }
  return chain;
}
