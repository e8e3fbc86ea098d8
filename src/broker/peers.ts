/**
 * How a node asks another: Kafka's own requests, passed as objects over the network, answered at most once.
 * A request that is lost, refused or late ends in `undefined`; the asker decides whether to try again.
 */
import type { Api, Decoded, Encodable, Struct } from '../protocol/schema.ts';

/** The reply, or undefined when none came in time. */
export type Reply<Res extends Struct> = (response: Encodable<Res> | undefined) => void;

export interface Peers {
  /**
   * @param to node id; asking oneself is allowed and takes the same road
   * @param version of the API that body and reply are of
   * @param timeoutMs after which the reply is `undefined`
   */
  send<Req extends Struct, Res extends Struct>(
    to: number,
    api: Api<Req, Res>,
    version: number,
    body: Decoded<Req>,
    timeoutMs: number,
    reply: Reply<Res>,
  ): void;
}
