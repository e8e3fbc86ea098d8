/**
 * What happens to groups, as plain data for a timeline: why a rebalance began, what came out of it. The coordinator
 * tells it and never listens; nothing here influences a group.
 */

/** Why a rebalance begins. `clientReason` is the client's own word (KIP-800), null when it gives none. */
export type RebalanceReason =
  | {
      readonly type: 'memberJoined';
      readonly memberId: string;
      readonly groupInstanceId: string | null;
      readonly clientReason: string | null;
    }
  | {
      readonly type: 'memberLeft';
      readonly memberIds: readonly string[];
      readonly clientReason: string | null;
    }
  | { readonly type: 'sessionTimeout'; readonly memberId: string }
  /** Members that joined but did not fetch their assignment within the rebalance timeout. */
  | { readonly type: 'syncTimeout'; readonly memberIds: readonly string[] }
  /** A member came back with other subscriptions or other assignors. */
  | { readonly type: 'metadataChanged'; readonly memberId: string; readonly clientReason: string | null }
  /** The leader came back: what it saw (new partitions, say) calls for another assignment. */
  | { readonly type: 'leaderRejoined'; readonly memberId: string; readonly clientReason: string | null }
  | {
      readonly type: 'staticMemberReplaced';
      readonly memberId: string;
      readonly groupInstanceId: string;
      readonly clientReason: string | null;
    }
  /** The assignment could not be written to the log; `error` is Kafka's code. */
  | { readonly type: 'assignmentNotStored'; readonly error: number }
  /** Read from the log with more members than `group.max.size` now allows. */
  | { readonly type: 'overCapacity'; readonly size: number };

/** `at` is in milliseconds since the epoch. */
export type GroupEvent =
  /** The join phase begins; `generation` is the one that ends. */
  | {
      readonly type: 'rebalance';
      readonly at: number;
      readonly groupId: string;
      readonly generation: number;
      readonly reason: RebalanceReason;
    }
  /** The join phase is over: a new generation waits for its leader's assignment, or is empty. */
  | {
      readonly type: 'generation';
      readonly at: number;
      readonly groupId: string;
      readonly generation: number;
      readonly protocolName: string | null;
      readonly leaderId: string | null;
      readonly memberIds: readonly string[];
      /** Members that did not come back within the rebalance timeout. */
      readonly removedMemberIds: readonly string[];
    }
  /** The assignment is stored and handed out. */
  | { readonly type: 'stable'; readonly at: number; readonly groupId: string; readonly generation: number }
  /** The group is deleted or has expired. */
  | { readonly type: 'removed'; readonly at: number; readonly groupId: string };
