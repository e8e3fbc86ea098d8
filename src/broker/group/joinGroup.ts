/**
 * JoinGroup, versions 0 to 9: who may join, under which id, and as what. A member without an id is dealt with here,
 * one that is known in `rejoinGroup.ts`. The answer waits for the end of the join phase.
 *
 * v0 has no rebalance timeout (the session timeout serves); from v4 a dynamic member is first given an id and joins
 * with it (MEMBER_ID_REQUIRED, KIP-394); v5 static members (KIP-345); v9 skips an assignment (KIP-814).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { isWritten } from './coordinatorLog.ts';
import { coordinatorError, joinGroupError, noMemberId } from './errorResponses.ts';
import { type ClassicGroup, newGroup } from './group.ts';
import { newMemberJoinTimeoutMs } from './groupConfigs.ts';
import { Member, type MemberTerms } from './member.ts';
import type { JoinGroupRequest, JoinGroupResponse, Respond } from './messageTypes.ts';
import { rebalanceOrCompleteJoin } from './rebalance.ts';
import { emptyGroupRecord } from './records.ts';
import { rejoinGroup } from './rejoinGroup.ts';
import { expectHeartbeat, expectPendingMember } from './session.ts';
import { isCurrent, type RequestContext, type ShardState } from './shardState.ts';
import { replaceStaticMember } from './staticMember.ts';

/** Ids that a group hands out without seeing them used; Kafka has no limit, and no memory of clients that never return. */
const maxPendingMembers = 10_000;

/** A JoinGroup on its way through the coordinator. */
export interface Joining {
  readonly request: JoinGroupRequest;
  readonly context: RequestContext;
  readonly terms: MemberTerms;
  readonly respond: Respond<JoinGroupResponse>;
}

/**
 * Answers with the generation once the join phase ends, or at once with INVALID_GROUP_ID, INVALID_SESSION_TIMEOUT,
 * UNKNOWN_MEMBER_ID, MEMBER_ID_REQUIRED, FENCED_INSTANCE_ID, INCONSISTENT_GROUP_PROTOCOL or GROUP_MAX_SIZE_REACHED.
 */
export function joinGroup(
  shard: ShardState,
  request: JoinGroupRequest,
  context: RequestContext,
  respond: Respond<JoinGroupResponse>,
): void {
  const { groupId, memberId } = request;
  const refusal = requestError(shard, request);
  if (refusal !== errorCodes.NONE) {
    respond(joinGroupError(refusal, memberId));
    return;
  }
  const known = shard.groups.get(groupId);
  if (known === undefined && memberId !== noMemberId) {
    respond(joinGroupError(errorCodes.UNKNOWN_MEMBER_ID, memberId));
    return;
  }
  const group = known ?? newGroup(groupId, shard.timers.now);
  shard.groups.set(groupId, group);
  admit(shard, group, { request, context, terms: termsOf(request, context), respond });
  if (known === undefined) storeNewGroup(shard, group);
}

function admit(shard: ShardState, group: ClassicGroup, joining: Joining): void {
  const { request, respond } = joining;
  const { memberId, groupInstanceId } = request;
  if (!hasRoomFor(shard, group, memberId)) {
    group.remove(memberId);
    respond(joinGroupError(errorCodes.GROUP_MAX_SIZE_REACHED, noMemberId));
  } else if (!group.supportsProtocols(request.protocolType, joining.terms.protocols)) {
    respond(joinGroupError(errorCodes.INCONSISTENT_GROUP_PROTOCOL, memberId));
  } else if (memberId === noMemberId) {
    joinWithoutId(shard, group, joining);
  } else if (group.pendingJoin.has(memberId)) {
    // Only dynamic members are given an id in advance; a client that mixes the two is broken, as Kafka sees it too.
    if (groupInstanceId === null) addMember(shard, group, memberId, joining);
    else respond(joinGroupError(errorCodes.UNKNOWN_SERVER_ERROR, memberId));
  } else {
    rejoinGroup(shard, group, joining);
  }
}

function requestError(shard: ShardState, { groupId, sessionTimeoutMs }: JoinGroupRequest): number {
  const { minSessionTimeoutMs, maxSessionTimeoutMs } = shard.configs;
  if (groupId === '') return errorCodes.INVALID_GROUP_ID;
  if (sessionTimeoutMs < minSessionTimeoutMs || sessionTimeoutMs > maxSessionTimeoutMs) {
    return errorCodes.INVALID_SESSION_TIMEOUT;
  }
  return errorCodes.NONE;
}

/** Copies the subscriptions: decoded bytes are views of a network buffer, and these outlive it. */
function termsOf(request: JoinGroupRequest, { apiVersion }: RequestContext): MemberTerms {
  const { sessionTimeoutMs, rebalanceTimeoutMs } = request;
  return {
    sessionTimeoutMs,
    rebalanceTimeoutMs: apiVersion === 0 ? sessionTimeoutMs : rebalanceTimeoutMs,
    protocols: request.protocols.map(({ name, metadata }) => ({ name, metadata: Buffer.from(metadata) })),
  };
}

/** A new group is written while it is still empty: that is what the next coordinator would find it as. */
function storeNewGroup(shard: ShardState, group: ClassicGroup): void {
  shard.log.append([emptyGroupRecord(group)], (error) => {
    if (isWritten(error) || !isCurrent(shard, group) || group.generation > 0) return;
    for (const member of group.members.values()) {
      member.answerJoin(joinGroupError(coordinatorError(error), member.id));
    }
    shard.timers.cancelGroup(group.groupId);
    shard.groups.delete(group.groupId);
  });
}

/**
 * `group.max.size`. During a join phase those who wait are counted, not the members: the last to come back are the
 * ones to go when the limit was lowered.
 */
function hasRoomFor(shard: ShardState, group: ClassicGroup, memberId: string): boolean {
  const { maxSize } = shard.configs;
  switch (group.state) {
    case 'Empty':
      return true;
    case 'PreparingRebalance':
      return group.members.get(memberId)?.isAwaitingJoin === true || group.joinedCount < maxSize;
    case 'CompletingRebalance':
    case 'Stable':
      return group.members.has(memberId) || group.members.size < maxSize;
  }
}

function joinWithoutId(shard: ShardState, group: ClassicGroup, joining: Joining): void {
  const { request, context, respond } = joining;
  const memberId = shard.newMemberId(request.groupInstanceId ?? context.clientId);
  if (request.groupInstanceId !== null) {
    if (group.staticMemberId(request.groupInstanceId) === undefined)
      addMember(shard, group, memberId, joining);
    else replaceStaticMember(shard, group, request.groupInstanceId, memberId, joining);
  } else if (context.apiVersion >= 4) {
    if (group.pendingJoin.size >= maxPendingMembers) {
      respond(joinGroupError(errorCodes.GROUP_MAX_SIZE_REACHED, noMemberId));
      return;
    }
    expectPendingMember(shard, group, memberId, request.sessionTimeoutMs);
    respond(joinGroupError(errorCodes.MEMBER_ID_REQUIRED, memberId));
  } else {
    addMember(shard, group, memberId, joining);
  }
}

function addMember(shard: ShardState, group: ClassicGroup, memberId: string, joining: Joining): void {
  const { request, context, terms, respond } = joining;
  const { groupInstanceId, protocolType, reason } = request;
  const { clientId, clientHost } = context;
  const member = new Member({ memberId, groupInstanceId, clientId, clientHost, protocolType }, terms);
  member.isNew = true;
  if (group.isInitialRebalance) group.newMemberAdded = true;
  group.add(member);
  member.awaitJoin(respond);
  expectHeartbeat(shard, group, member, newMemberJoinTimeoutMs);
  rebalanceOrCompleteJoin(shard, group, {
    type: 'memberJoined',
    memberId,
    groupInstanceId,
    clientReason: reason,
  });
}
