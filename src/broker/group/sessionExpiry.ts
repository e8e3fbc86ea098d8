/**
 * A member that was not heard of within its session timeout leaves the group, and the others share its work.
 */
import type { ClassicGroup } from './group.ts';
import { completeJoinPhase, rebalanceOrCompleteJoin } from './rebalance.ts';
import { removeMember } from './session.ts';
import { isCurrent, type ShardState } from './shardState.ts';

/** Runs when a member's clock has run out. One that waits for the coordinator is spared: the silence is not its own. */
export function expireSession(shard: ShardState, group: ClassicGroup, memberId: string): void {
  if (!isCurrent(shard, group)) return;
  const member = group.members.get(memberId);
  if (member?.hasSatisfiedHeartbeat === true) return;
  if (member !== undefined) removeMember(shard, group, member);
  else if (!group.pendingJoin.delete(memberId)) return;
  if (group.state === 'PreparingRebalance') {
    if (group.hasAllMembersJoined) completeJoinPhase(shard, group);
  } else if (member !== undefined) {
    rebalanceOrCompleteJoin(shard, group, { type: 'sessionTimeout', memberId });
  }
}
