/**
 * JoinGroup of a member that the group knows: whether its return changes anything, and so needs a rebalance.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { joinGroupError } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import type { RebalanceReason } from './groupEvents.ts';
import { joinedResponse } from './joinedResponse.ts';
import type { Joining } from './joinGroup.ts';
import type { Member } from './member.ts';
import { rebalanceOrCompleteJoin } from './rebalance.ts';
import type { ShardState } from './shardState.ts';

/** Answers at once when the current generation still serves, else when the next one is there. */
export function rejoinGroup(shard: ShardState, group: ClassicGroup, joining: Joining): void {
  const { request, terms, respond } = joining;
  const error = group.memberError(request.memberId, request.groupInstanceId);
  const member = group.members.get(request.memberId);
  if (error !== errorCodes.NONE || member === undefined) {
    respond(joinGroupError(error, request.memberId));
    return;
  }
  const reason = rebalanceReason(group, member, joining);
  if (reason === undefined) {
    respond(joinedResponse(group, member));
    return;
  }
  member.terms = terms;
  member.awaitJoin(respond);
  rebalanceOrCompleteJoin(shard, group, reason);
}

/**
 * Undefined when nothing changes: the client lost the answer to its former join. A leader that joins a stable group
 * wants to assign anew, even with the same subscription: it may have seen new partitions.
 */
function rebalanceReason(
  group: ClassicGroup,
  member: Member,
  { request, terms }: Joining,
): RebalanceReason | undefined {
  const clientReason = request.reason;
  if (group.state === 'Stable' && group.leaderId === member.id) {
    return { type: 'leaderRejoined', memberId: member.id, clientReason };
  }
  if (group.state === 'PreparingRebalance' || !member.matches(terms.protocols)) {
    return { type: 'metadataChanged', memberId: member.id, clientReason };
  }
  return undefined;
}
