/**
 * How a node asks another: Kafka's own requests, passed as objects over the network, answered at most once.
 * A request that is lost, refused or late ends in `undefined`; the asker decides whether to try again.
 */
import type { Api, Decoded, Encodable } from '../protocol/schema.ts';

/** The reply, or undefined when none came in time. */
export type Reply<A extends Api> = (response: Encodable<A['response']> | undefined) => void;

export interface Peers {
  /**
   * @param to node id; asking oneself is allowed and takes the same road
   * @param version of the API that body and reply are of
   * @param timeoutMs after which the reply is `undefined`
   */
  send<A extends Api>(
    to: number,
    api: A,
    version: number,
    body: Decoded<A['request']>,
    timeoutMs: number,
    reply: Reply<A>,
  ): void;
}

/** What becomes of a message on its way between nodes, other than delay and loss. */
export interface Carrier {
  request<A extends Api>(api: A, version: number, body: Decoded<A['request']>): Decoded<A['request']>;
  response<A extends Api>(
    api: A,
    version: number,
    response: Encodable<A['response']>,
  ): Encodable<A['response']>;
}

/** Objects arrive as they were sent, and replicas share the bytes of the records in them. */
export const inMemory: Carrier = {
  request: (_api, _version, body) => body,
  response: (_api, _version, response) => response,
};
