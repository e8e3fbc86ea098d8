/**
 * What the parts of one coordinator shard share: its groups and offsets, its log, its timers, its settings.
 * One shard exists for each partition of `__consumer_offsets` that the broker leads.
 */

import type { CoordinatorLog } from './coordinatorLog.ts';
import type { ClassicGroup } from './group.ts';
import type { GroupConfigs } from './groupConfigs.ts';
import type { GroupEvent } from './groupEvents.ts';
import type { GroupTimers } from './groupTimers.ts';
import type { OffsetStore } from './offsetStore.ts';

/** What the coordinator must know of topics; ids are in Kafka's printed form. */
export interface TopicDirectory {
  topicName(topicId: string): string | undefined;
  topicId(name: string): string | undefined;
  hasPartition(name: string, partition: number): boolean;
}

export interface ShardState {
  readonly configs: GroupConfigs;
  readonly groups: Map<string, ClassicGroup>;
  readonly offsets: OffsetStore;
  readonly log: CoordinatorLog;
  readonly timers: GroupTimers;
  readonly topics: TopicDirectory;
  /** A new, unique member id that starts with the prefix (a client id or an instance id). */
  readonly newMemberId: (prefix: string) => string;
  readonly onEvent: (event: GroupEvent) => void;
  /** What to do about a member that was not heard of in time: `sessionExpiry.ts`, which the timers do not know. */
  readonly onSessionTimeout: (group: ClassicGroup, memberId: string) => void;
}

/** What the coordinator must know of who sent a request. */
export interface RequestContext {
  readonly apiVersion: number;
  readonly clientId: string;
  /** As DescribeGroups shall show it; Kafka writes `/127.0.0.1`. */
  readonly clientHost: string;
}

/** Whether this very group object is still the group of its id. */
export function isCurrent(shard: ShardState, group: ClassicGroup): boolean {
  return shard.groups.get(group.groupId) === group;
}
