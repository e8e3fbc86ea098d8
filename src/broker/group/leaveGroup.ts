/**
 * LeaveGroup, versions 0 to 5: members that go of their own will, or are sent away by an administrator who knows only
 * their `group.instance.id`. Up to v2 one member by its id, from v3 a batch (KIP-345).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { leaveGroupError, noMemberId } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import type { LeaveGroupRequest, LeaveGroupResponse } from './messageTypes.ts';
import { completeJoinPhaseWhenReady, rebalanceOrCompleteJoin } from './rebalance.ts';
import { forgetHeartbeat, removeMember } from './session.ts';
import type { RequestContext, ShardState } from './shardState.ts';

type Leaving = Pick<LeaveGroupRequest['members'][number], 'memberId' | 'groupInstanceId' | 'reason'>;

/** The answer says for each member NONE, UNKNOWN_MEMBER_ID or FENCED_INSTANCE_ID; those with NONE are gone. */
export function leaveGroup(
  shard: ShardState,
  request: LeaveGroupRequest,
  { apiVersion }: RequestContext,
): LeaveGroupResponse {
  if (request.groupId === '') return leaveGroupError(errorCodes.INVALID_GROUP_ID);
  const leaving: readonly Leaving[] =
    apiVersion >= 3 ? request.members : [{ memberId: request.memberId, groupInstanceId: null, reason: null }];
  const group = shard.groups.get(request.groupId);
  const members = leaving.map((member) => ({
    memberId: member.memberId,
    groupInstanceId: member.groupInstanceId,
    errorCode: group === undefined ? errorCodes.UNKNOWN_MEMBER_ID : remove(shard, group, member),
  }));
  const gone = leaving.filter((_, index) => members[index]?.errorCode === errorCodes.NONE);
  if (group !== undefined && gone.length > 0) goOnWithout(shard, group, gone);
  if (apiVersion < 3) return leaveGroupError(members[0]?.errorCode ?? errorCodes.NONE);
  return { throttleTimeMs: 0, errorCode: errorCodes.NONE, members };
}

function remove(shard: ShardState, group: ClassicGroup, { memberId, groupInstanceId }: Leaving): number {
  if (memberId !== noMemberId && group.pendingJoin.delete(memberId)) {
    forgetHeartbeat(shard, group, memberId);
    return errorCodes.NONE;
  }
  // An administrator removes a static member without knowing its member id.
  const currentId =
    memberId === noMemberId && groupInstanceId !== null ? group.staticMemberId(groupInstanceId) : memberId;
  const error = group.memberError(currentId ?? noMemberId, groupInstanceId);
  const member = group.members.get(currentId ?? noMemberId);
  if (error === errorCodes.NONE && member !== undefined) removeMember(shard, group, member);
  return error;
}

function goOnWithout(shard: ShardState, group: ClassicGroup, gone: readonly Leaving[]): void {
  switch (group.state) {
    case 'Stable':
    case 'CompletingRebalance':
      rebalanceOrCompleteJoin(shard, group, {
        type: 'memberLeft',
        memberIds: gone.map(
          ({ memberId, groupInstanceId }) => (memberId === noMemberId ? groupInstanceId : memberId) ?? '',
        ),
        clientReason: gone.find(({ reason }) => reason !== null)?.reason ?? null,
      });
      break;
    case 'PreparingRebalance':
      completeJoinPhaseWhenReady(shard, group);
      break;
    case 'Empty':
      break;
  }
}
