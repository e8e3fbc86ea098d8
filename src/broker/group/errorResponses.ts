/**
 * Responses that carry one error and nothing else, in the shape each API and version wants. For the coordinator's own
 * refusals and for its owner's: not the coordinator, still loading, the log refused the records.
 */
import { errorCodes } from '../../protocol/errors.ts';
import type {
  DeletedGroup,
  DescribedGroup,
  HeartbeatResponse,
  JoinGroupResponse,
  LeaveGroupResponse,
  OffsetCommitRequest,
  OffsetCommitResponse,
  OffsetDeleteResponse,
  OffsetFetchedGroup,
  OffsetFetchGroup,
  SyncGroupResponse,
} from './messageTypes.ts';

/** The member id of one that has none yet. */
export const noMemberId = '';

/** What DescribeGroups answers when authorized operations were not asked for. */
export const noAuthorizedOperations = -(2 ** 31);

export function joinGroupError(errorCode: number, memberId: string): JoinGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    generationId: -1,
    protocolType: null,
    protocolName: '',
    leader: '',
    skipAssignment: false,
    memberId,
    members: [],
  };
}

export function syncGroupError(errorCode: number): SyncGroupResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    protocolType: null,
    protocolName: null,
    assignment: Buffer.alloc(0),
  };
}

export function heartbeatResponse(errorCode: number): HeartbeatResponse {
  return { throttleTimeMs: 0, errorCode };
}

export function leaveGroupError(errorCode: number): LeaveGroupResponse {
  return { throttleTimeMs: 0, errorCode, members: [] };
}

/** The same error for every partition of a commit. */
export function offsetCommitError(errorCode: number, request: OffsetCommitRequest): OffsetCommitResponse {
  return {
    throttleTimeMs: 0,
    topics: request.topics.map(({ name, topicId, partitions }) => ({
      name,
      topicId,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
    })),
  };
}

export function offsetDeleteError(errorCode: number): OffsetDeleteResponse {
  return { errorCode, throttleTimeMs: 0, topics: [] };
}

/** One group's error in an OffsetFetch. Versions 0 and 1 can only say it partition by partition. */
export function offsetFetchError(
  errorCode: number,
  group: OffsetFetchGroup,
  apiVersion: number,
): OffsetFetchedGroup {
  if (apiVersion >= 2) return { groupId: group.groupId, topics: [], errorCode };
  return {
    groupId: group.groupId,
    errorCode,
    topics: (group.topics ?? []).map(({ name, topicId, partitionIndexes }) => ({
      name,
      topicId,
      partitions: partitionIndexes.map((partitionIndex) => noCommittedOffset(partitionIndex, errorCode)),
    })),
  };
}

/** A partition for which the group has committed nothing, or may not see what it has. */
export function noCommittedOffset(
  partitionIndex: number,
  errorCode: number = errorCodes.NONE,
): OffsetFetchedGroup['topics'][number]['partitions'][number] {
  return { partitionIndex, committedOffset: -1, committedLeaderEpoch: -1, metadata: '', errorCode };
}

export function describedGroupError(
  errorCode: number,
  groupId: string,
  errorMessage: string | null = null,
): DescribedGroup {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    protocolType: '',
    protocolData: '',
    members: [],
    authorizedOperations: noAuthorizedOperations,
  };
}

export function deletedGroup(groupId: string, errorCode: number): DeletedGroup {
  return { groupId, errorCode, errorMessage: null };
}

/**
 * What a client is told when the log refused the coordinator's records: Kafka never shows it a produce error,
 * it tells it to find the coordinator again.
 */
export function coordinatorError(appendError: number): number {
  switch (appendError) {
    case errorCodes.UNKNOWN_TOPIC_OR_PARTITION:
    case errorCodes.NOT_ENOUGH_REPLICAS:
    case errorCodes.NOT_ENOUGH_REPLICAS_AFTER_APPEND:
    case errorCodes.REQUEST_TIMED_OUT:
      return errorCodes.COORDINATOR_NOT_AVAILABLE;
    case errorCodes.NOT_LEADER_OR_FOLLOWER:
    case errorCodes.KAFKA_STORAGE_ERROR:
      return errorCodes.NOT_COORDINATOR;
    case errorCodes.MESSAGE_TOO_LARGE:
    case errorCodes.RECORD_LIST_TOO_LARGE:
    case errorCodes.INVALID_FETCH_SIZE:
      return errorCodes.UNKNOWN_SERVER_ERROR;
    default:
      return appendError;
  }
}
