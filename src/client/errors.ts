/**
 * The one error of everything outside: sockets, brokers, bad answers. What the client library throws is
 * turned into it here, so that no view has to know the library. It must not import the library.
 */

export interface KafkaErrorFields {
  /** Kafka's error code; -1 for failures that have none (network, a closed client, a bug). */
  readonly code: number;
  /** Kafka's name of the error, e.g. `NOT_LEADER_OR_FOLLOWER`, or one of `LocalErrorName`. */
  readonly name: string;
  readonly retriable: boolean;
  readonly message: string;
}

/** Names of failures that are not Kafka's. */
export type LocalErrorName =
  | 'NETWORK'
  | 'AUTHENTICATION'
  | 'UNSUPPORTED'
  | 'READ_ONLY'
  | 'CLOSED'
  | 'UNKNOWN';

export class KafkaError extends Error implements KafkaErrorFields {
  readonly code: number;
  override readonly name: string;
  readonly retriable: boolean;

  constructor(fields: KafkaErrorFields, cause?: unknown) {
    super(fields.message, cause === undefined ? undefined : { cause });
    this.code = fields.code;
    this.name = fields.name;
    this.retriable = fields.retriable;
  }
}

/** A failure that Kafka has no code for. */
export function localError(name: LocalErrorName, message: string, cause?: unknown): KafkaError {
  const retriable = name === 'NETWORK';
  return new KafkaError({ code: -1, name, retriable, message }, cause);
}

/**
 * Any thrown value as a `KafkaError`. The library wraps errors in errors (one per retry, one per
 * partition): the first that carries a Kafka error name speaks for all, else the first network failure.
 */
export function toKafkaError(error: unknown): KafkaError {
  if (error instanceof KafkaError) {
    return error;
  }
  const leaves = errorLeaves(error);
  const fromBroker = leaves.find(isProtocolError);
  if (fromBroker !== undefined) {
    return brokerError(fromBroker, error);
  }
  const first = leaves[0];
  if (first === undefined) {
    return localError('UNKNOWN', String(error), error);
  }
  const closed = leaves.find((leaf) => leaf.closed === true);
  if (closed !== undefined) {
    return localError('CLOSED', closed.message, error);
  }
  const coded = leaves.find((leaf) => localNames[String(leaf.code)] !== undefined) ?? first;
  return localError(localNames[String(coded.code)] ?? 'UNKNOWN', coded.message, error);
}

const localNames: Readonly<Record<string, LocalErrorName>> = {
  PLT_KFK_NETWORK: 'NETWORK',
  PLT_KFK_TIMEOUT: 'NETWORK',
  PLT_KFK_AUTHENTICATION: 'AUTHENTICATION',
  PLT_KFK_UNSUPPORTED: 'UNSUPPORTED',
  PLT_KFK_UNSUPPORTED_API: 'UNSUPPORTED',
  PLT_KFK_UNSUPPORTED_COMPRESSION: 'UNSUPPORTED',
  ECONNREFUSED: 'NETWORK',
  ECONNRESET: 'NETWORK',
  EPIPE: 'NETWORK',
  ETIMEDOUT: 'NETWORK',
  ENOTFOUND: 'NETWORK',
};

/** An error of the library: own properties beside those of Error. */
type LibraryError = Error & Readonly<Record<string, unknown>>;
type ProtocolError = LibraryError & { readonly apiId: string; readonly apiCode: number };

function isProtocolError(error: LibraryError): error is ProtocolError {
  return typeof error.apiId === 'string' && typeof error.apiCode === 'number';
}

function brokerError(error: ProtocolError, cause: unknown): KafkaError {
  const detail = error.serverErrorMessage;
  return new KafkaError(
    {
      code: error.apiCode,
      name: error.apiId,
      retriable: error.canRetry === true,
      message: typeof detail === 'string' && detail !== '' ? detail : error.message,
    },
    cause,
  );
}

/** The innermost errors of an aggregate, in order; an error that aggregates nothing is its own leaf. */
function errorLeaves(error: unknown): readonly LibraryError[] {
  if (!(error instanceof Error)) {
    return [];
  }
  const nested: unknown = (error as LibraryError).errors;
  if (Array.isArray(nested) && nested.length > 0) {
    return nested.flatMap((inner: unknown) => errorLeaves(inner));
  }
  const cause = error.cause;
  return cause instanceof Error ? [error as LibraryError, ...errorLeaves(cause)] : [error as LibraryError];
}
