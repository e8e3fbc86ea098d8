/**
 * The clocks of members: when each is expected to be heard from again; and how a member is taken out of its group.
 * What a missed deadline means for the group is `sessionExpiry.ts`.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { joinGroupError, noMemberId, syncGroupError } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import type { Member } from './member.ts';
import type { ShardState } from './shardState.ts';

/** Expects the member within `timeoutMs` from now, its session timeout unless said otherwise. */
export function expectHeartbeat(
  shard: ShardState,
  group: ClassicGroup,
  member: Member,
  timeoutMs: number = member.terms.sessionTimeoutMs,
): void {
  schedule(shard, group, member.id, timeoutMs);
}

/** Expects a member that was only given an id to join with it. */
export function expectPendingMember(
  shard: ShardState,
  group: ClassicGroup,
  memberId: string,
  timeoutMs: number,
): void {
  group.pendingJoin.add(memberId);
  schedule(shard, group, memberId, timeoutMs);
}

export function forgetHeartbeat(shard: ShardState, group: ClassicGroup, memberId: string): void {
  shard.timers.cancel(group.groupId, heartbeatTimer(memberId));
}

/**
 * Takes a member out of the group. What it still waits for is answered with UNKNOWN_MEMBER_ID, so that a client that
 * lives starts anew. The caller goes on with the rebalance.
 */
export function removeMember(shard: ShardState, group: ClassicGroup, member: Member): void {
  forgetHeartbeat(shard, group, member.id);
  group.remove(member.id);
  member.answerJoin(joinGroupError(errorCodes.UNKNOWN_MEMBER_ID, noMemberId));
  member.answerSync(syncGroupError(errorCodes.UNKNOWN_MEMBER_ID));
}

function schedule(shard: ShardState, group: ClassicGroup, memberId: string, timeoutMs: number): void {
  shard.timers.schedule(group.groupId, heartbeatTimer(memberId), timeoutMs, () =>
    shard.onSessionTimeout(group, memberId),
  );
}

function heartbeatTimer(memberId: string): string {
  return `heartbeat ${memberId}`;
}
