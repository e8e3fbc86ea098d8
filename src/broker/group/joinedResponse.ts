/**
 * The answer to a successful JoinGroup: the generation, and for the leader everybody's subscriptions, from which it
 * computes the assignment.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { assert } from '../assert.ts';
import type { ClassicGroup } from './group.ts';
import type { Member } from './member.ts';
import type { JoinGroupResponse } from './messageTypes.ts';

/** Where the answer to a static member that is back without a rebalance differs from the usual. */
export interface JoinedExceptions {
  /** Tells the leader not to assign anew (KIP-814). */
  readonly skipAssignment?: boolean;
  /** Whom the answer calls the leader. */
  readonly leaderId?: string | null;
  readonly withMembers?: boolean;
}

/** The current generation, as a member that has joined it is told. */
export function joinedResponse(
  group: ClassicGroup,
  member: Member,
  exceptions: JoinedExceptions = {},
): JoinGroupResponse {
  const withMembers = exceptions.withMembers ?? group.leaderId === member.id;
  return {
    throttleTimeMs: 0,
    errorCode: errorCodes.NONE,
    generationId: group.generation,
    protocolType: group.protocolType,
    protocolName: group.protocolName ?? '',
    leader: (exceptions.leaderId === undefined ? group.leaderId : exceptions.leaderId) ?? '',
    skipAssignment: exceptions.skipAssignment ?? false,
    memberId: member.id,
    members: withMembers ? allMembers(group) : [],
  };
}

function allMembers(group: ClassicGroup): JoinGroupResponse['members'] {
  return [...group.members.values()].map((member) => {
    const metadata = member.metadata(group.protocolName ?? '');
    assert(metadata !== undefined, `member ${member.id} speaks the protocol of its group`);
    return { memberId: member.id, groupInstanceId: member.identity.groupInstanceId, metadata };
  });
}
