/**
 * DescribeGroups (versions 0 to 6) and ListGroups (0 to 5): what administrators see of a shard's groups. Reads only.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { describedGroupError, noAuthorizedOperations } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import type { Member } from './member.ts';
import type { DescribedGroup, ListedGroup } from './messageTypes.ts';
import type { ShardState } from './shardState.ts';

/** READ, DELETE, DESCRIBE, DESCRIBE_CONFIGS and ALTER_CONFIGS as a bit field: all that Kafka knows for a group. */
const allGroupOperations = (1 << 3) | (1 << 6) | (1 << 8) | (1 << 10) | (1 << 11);

export interface DescribeGroupsOptions {
  readonly apiVersion: number;
  /** From v3; nobody is forbidden anything here. */
  readonly includeAuthorizedOperations: boolean;
}

/** A group that is not there is described as `Dead`; from v6 with GROUP_ID_NOT_FOUND beside it (KIP-1043). */
export function describeGroups(
  shard: ShardState,
  groupIds: readonly string[],
  { apiVersion, includeAuthorizedOperations }: DescribeGroupsOptions,
): DescribedGroup[] {
  const authorizedOperations = includeAuthorizedOperations ? allGroupOperations : noAuthorizedOperations;
  return groupIds.map((groupId) => {
    const group = shard.groups.get(groupId);
    return {
      ...(group === undefined ? missing(groupId, apiVersion) : describe(group)),
      authorizedOperations,
    };
  });
}

export interface ListGroupsFilter {
  /** Names of states in any case; none means all. */
  readonly states: readonly string[];
  /** Group types in any case; none means all. */
  readonly types: readonly string[];
}

/** A filter that matches nothing lists nothing: an unknown state is no error. */
export function listGroups(shard: ShardState, { states, types }: ListGroupsFilter): ListedGroup[] {
  const wantedStates = new Set(states.map((state) => state.trim().toLowerCase()));
  const wantsClassic = types.length === 0 || types.some((type) => type.trim().toLowerCase() === 'classic');
  if (!wantsClassic) return [];
  return [...shard.groups.values()]
    .filter(({ state }) => wantedStates.size === 0 || wantedStates.has(state.toLowerCase()))
    .map(({ groupId, protocolType, state }) => ({
      groupId,
      protocolType: protocolType ?? '',
      groupState: state,
      groupType: 'classic',
    }));
}

function missing(groupId: string, apiVersion: number): DescribedGroup {
  const described =
    apiVersion >= 6
      ? describedGroupError(errorCodes.GROUP_ID_NOT_FOUND, groupId, `Group ${groupId} not found.`)
      : describedGroupError(errorCodes.NONE, groupId);
  return { ...described, groupState: 'Dead' };
}

/** Protocol and subscriptions are told of a stable group only: during a rebalance they are not settled. */
function describe(group: ClassicGroup): DescribedGroup {
  const protocolName = group.state === 'Stable' ? (group.protocolName ?? '') : '';
  return {
    errorCode: errorCodes.NONE,
    errorMessage: null,
    groupId: group.groupId,
    groupState: group.state,
    protocolType: group.protocolType ?? '',
    protocolData: protocolName,
    members: [...group.members.values()].map((member) => describeMember(member, protocolName)),
    authorizedOperations: noAuthorizedOperations,
  };
}

function describeMember(member: Member, protocolName: string): DescribedGroup['members'][number] {
  const { memberId, groupInstanceId, clientId, clientHost } = member.identity;
  return {
    memberId,
    groupInstanceId,
    clientId,
    clientHost,
    memberMetadata: member.metadata(protocolName) ?? Buffer.alloc(0),
    memberAssignment: member.assignment,
  };
}
