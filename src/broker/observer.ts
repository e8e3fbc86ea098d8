/** Who watches a cluster from outside, for timelines. The cluster tells and never listens: nothing here influences it. */
import type { ErrorName } from '../protocol/errors.ts';
import type { GroupEvent } from './group/groupEvents.ts';

/** A client's request, once it is answered. */
export interface RequestTrace {
  /** Milliseconds since the epoch, when it arrived. */
  readonly at: number;
  readonly nodeId: number;
  readonly api: string;
  readonly version: number;
  readonly clientId: string;
  /** As Kafka writes it: `/127.0.0.1`. */
  readonly clientHost: string;
  /** Milliseconds of cluster time until the answer: what it waited for others, not what computing it took. */
  readonly waitedMs: number;
  /** The first error that the answer tells, of the whole or of a part; `NONE` when all went well. */
  readonly error: ErrorName;
}

export interface ClusterObserver {
  groupEvent?(event: GroupEvent): void;
  /** Costs a little for each request: set only while somebody looks. */
  requestAnswered?: ((trace: RequestTrace) => void) | undefined;
}
