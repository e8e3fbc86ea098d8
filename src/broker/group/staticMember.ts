/**
 * A static member that is back without its member id (KIP-345): its process restarted within the session timeout.
 * It takes over its old place, without a rebalance when nothing else changes.
 */
import { isWritten } from './coordinatorLog.ts';
import { coordinatorError, joinGroupError, noMemberId } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import type { RebalanceReason } from './groupEvents.ts';
import { joinedResponse } from './joinedResponse.ts';
import type { Joining } from './joinGroup.ts';
import type { Member, MemberTerms } from './member.ts';
import { completeJoinPhaseWhenReady, prepareRebalance } from './rebalance.ts';
import { groupMetadataRecord } from './records.ts';
import { expectHeartbeat, forgetHeartbeat } from './session.ts';
import { isCurrent, type ShardState } from './shardState.ts';

/** Replaces the member of `groupInstanceId`; whoever still uses the old id is fenced. */
export function replaceStaticMember(
  shard: ShardState,
  group: ClassicGroup,
  groupInstanceId: string,
  newMemberId: string,
  joining: Joining,
): void {
  const oldMemberId = group.staticMemberId(groupInstanceId) ?? noMemberId;
  const oldLeaderId = group.leaderId;
  const member = group.replaceStaticMember(groupInstanceId, newMemberId);
  forgetHeartbeat(shard, group, oldMemberId);
  group.pendingSync.delete(oldMemberId);
  const oldTerms = member.terms;
  member.terms = joining.terms;
  member.awaitJoin(joining.respond);
  // By the new session timeout; Kafka 4.4 still counts this first interval by the old one.
  expectHeartbeat(shard, group, member);
  const reason: RebalanceReason = {
    type: 'staticMemberReplaced',
    memberId: newMemberId,
    groupInstanceId,
    clientReason: joining.request.reason,
  };
  if (group.state === 'Stable' && group.selectProtocol() === group.protocolName) {
    storeNewId(shard, group, { member, oldMemberId, oldLeaderId, oldTerms }, joining);
  } else if (group.canRebalance) {
    // In CompletingRebalance too: the leader's assignment names the old id, and nothing would be left for the new one.
    prepareRebalance(shard, group, reason);
  } else {
    completeJoinPhaseWhenReady(shard, group);
  }
}

interface Replacement {
  readonly member: Member;
  readonly oldMemberId: string;
  readonly oldLeaderId: string | null;
  readonly oldTerms: MemberTerms;
}

/** No rebalance: only the new id must survive this coordinator. Should it not be written, the old id stays valid. */
function storeNewId(
  shard: ShardState,
  group: ClassicGroup,
  replacement: Replacement,
  joining: Joining,
): void {
  const { member, oldMemberId, oldLeaderId, oldTerms } = replacement;
  const { groupInstanceId } = member.identity;
  const assignments = new Map([...group.members.values()].map(({ id, assignment }) => [id, assignment]));
  shard.log.append([groupMetadataRecord(group, assignments)], (error) => {
    const isLeader = group.leaderId === member.id;
    if (error === 0) {
      // Before v9 a leader cannot be told to keep the assignment: it is told that another member leads (KIP-814).
      const exceptions =
        joining.context.apiVersion >= 9
          ? { skipAssignment: isLeader }
          : { leaderId: oldLeaderId, withMembers: false };
      if (member.isAwaitingJoin && group.state === 'Stable')
        member.answerJoin(joinedResponse(group, member, exceptions));
      return;
    }
    member.answerJoin(joinGroupError(coordinatorError(error), noMemberId));
    if (isWritten(error) || !isCurrent(shard, group) || groupInstanceId === null) return;
    if (group.staticMemberId(groupInstanceId) !== member.id) return;
    const old = group.replaceStaticMember(groupInstanceId, oldMemberId);
    old.terms = oldTerms;
    forgetHeartbeat(shard, group, member.id);
    expectHeartbeat(shard, group, old);
  });
}
