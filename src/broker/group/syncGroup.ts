/**
 * SyncGroup, versions 0 to 5: the leader brings the assignment, everybody fetches its own part. The assignment counts
 * once it is committed to the log; until then all wait.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { coordinatorError, syncGroupError } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import { type Member, noAssignment } from './member.ts';
import type { Respond, SyncGroupRequest, SyncGroupResponse } from './messageTypes.ts';
import { noteSync, rebalanceOrCompleteJoin, withdrawAssignments } from './rebalance.ts';
import { groupMetadataRecord } from './records.ts';
import { expectHeartbeat } from './session.ts';
import { isCurrent, type RequestContext, type ShardState } from './shardState.ts';

/**
 * Answers with the member's assignment, or with INVALID_GROUP_ID, UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID,
 * ILLEGAL_GENERATION, INCONSISTENT_GROUP_PROTOCOL or REBALANCE_IN_PROGRESS.
 */
export function syncGroup(
  shard: ShardState,
  request: SyncGroupRequest,
  context: RequestContext,
  respond: Respond<SyncGroupResponse>,
): void {
  const group = shard.groups.get(request.groupId);
  const member = group?.members.get(request.memberId);
  const error = syncError(group, request, context);
  if (error !== errorCodes.NONE || group === undefined || member === undefined) {
    respond(syncGroupError(error));
    return;
  }
  noteSync(shard, group, member);
  if (group.state === 'Stable') {
    respond(assignmentResponse(group, member));
    return;
  }
  member.awaitSync(respond);
  if (group.leaderId === member.id) storeAssignment(shard, group, request);
}

function syncError(
  group: ClassicGroup | undefined,
  request: SyncGroupRequest,
  { apiVersion }: RequestContext,
): number {
  const { groupId, memberId, groupInstanceId, generationId, protocolType, protocolName } = request;
  // From v5 a member must say which protocol it speaks (KIP-559).
  if (apiVersion >= 5 && (protocolType === null || protocolName === null)) {
    return errorCodes.INCONSISTENT_GROUP_PROTOCOL;
  }
  if (groupId === '') return errorCodes.INVALID_GROUP_ID;
  if (group === undefined) return errorCodes.UNKNOWN_MEMBER_ID;
  const memberError = group.memberError(memberId, groupInstanceId);
  if (memberError !== errorCodes.NONE) return memberError;
  if (generationId !== group.generation) return errorCodes.ILLEGAL_GENERATION;
  if (differs(protocolType, group.protocolType) || differs(protocolName, group.protocolName)) {
    return errorCodes.INCONSISTENT_GROUP_PROTOCOL;
  }
  return group.state === 'PreparingRebalance' ? errorCodes.REBALANCE_IN_PROGRESS : errorCodes.NONE;
}

function differs(requested: string | null, actual: string | null): boolean {
  return requested !== null && actual !== null && requested !== actual;
}

/** Members that the leader forgot get an empty assignment. */
function storeAssignment(shard: ShardState, group: ClassicGroup, request: SyncGroupRequest): void {
  const given = new Map(request.assignments.map(({ memberId, assignment }) => [memberId, assignment]));
  const assignments = new Map(
    [...group.members.keys()].map((memberId) => [memberId, Buffer.from(given.get(memberId) ?? noAssignment)]),
  );
  const { generation } = group;
  shard.log.append([groupMetadataRecord(group, assignments)], (error) => {
    // Members may have come or gone while the record was on its way: then the next generation is under way already.
    if (!isCurrent(shard, group) || group.state !== 'CompletingRebalance') return;
    if (group.generation !== generation) return;
    if (error !== 0) {
      const code = coordinatorError(error);
      withdrawAssignments(shard, group, code);
      rebalanceOrCompleteJoin(shard, group, { type: 'assignmentNotStored', error: code });
      return;
    }
    handOut(shard, group, assignments);
  });
}

function handOut(shard: ShardState, group: ClassicGroup, assignments: ReadonlyMap<string, Buffer>): void {
  const at = shard.timers.now;
  group.transitionTo('Stable', at);
  for (const member of [...group.members.values()]) {
    member.assignment = assignments.get(member.id) ?? noAssignment;
    if (member.answerSync(assignmentResponse(group, member))) expectHeartbeat(shard, group, member);
  }
  shard.onEvent({ type: 'stable', at, groupId: group.groupId, generation: group.generation });
}

function assignmentResponse(group: ClassicGroup, member: Member): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode: errorCodes.NONE,
    protocolType: group.protocolType,
    protocolName: group.protocolName,
    assignment: member.assignment,
  };
}
