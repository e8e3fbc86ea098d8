/**
 * What a handler is: one API, and how a node answers a request of it. A handler answers once, now or later,
 * or with undefined when the request has no answer (a produce with acks=0).
 */
import type { Api, Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import type { Authenticator } from '../sasl/authenticator.ts';

export interface RequestContext {
  readonly apiVersion: number;
  /** Empty when the client gives none. */
  readonly clientId: string;
  /** As Kafka prints it: `/127.0.0.1`. */
  readonly clientHost: string;
  /** Unanswered requests of this client are forgotten when it goes; undefined for other nodes. */
  readonly onClose: ((forget: () => void) => void) | undefined;
  /** The login of this connection; undefined on a listener without logins, and for other nodes. */
  readonly authenticator: Authenticator | undefined;
  /** Ends the connection, as Kafka does where no error can be told (acks=0), or after a login that failed. */
  closeConnection(reason?: string): void;
}

/** A handler without its types, for the table. */
export interface Handler {
  readonly api: Api;
  /** Whether clients may call it; the others are for nodes among themselves. */
  readonly forClients: boolean;
  handle(
    broker: Broker,
    request: Decoded<Api['request']>,
    context: RequestContext,
    respond: (response: Encodable<Api['response']> | undefined) => void,
  ): void;
}

export type Handle<A extends Api> = (
  broker: Broker,
  request: Decoded<A['request']>,
  context: RequestContext,
  respond: (response: Encodable<A['response']> | undefined) => void,
) => void;

/** Declares a handler that clients may call. */
export function handler<A extends Api>(api: A, handle: Handle<A>): Handler {
  return { api, forClients: true, handle: handle as Handler['handle'] };
}

/** Declares a handler that only nodes of the cluster call; ApiVersions does not list it. */
export function internalHandler<A extends Api>(api: A, handle: Handle<A>): Handler {
  return { api, forClients: false, handle: handle as Handler['handle'] };
}
