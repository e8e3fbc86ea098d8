/**
 * OffsetCommit, versions 2 to 10: who may commit for a group, and the records that say how far it has come.
 * An offset counts, and the answer goes out, once its record is committed to the log. From v10 topics come by id.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { isWritten } from './coordinatorLog.ts';
import { coordinatorError } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import { applyOffset } from './loading.ts';
import type { OffsetCommitRequest, OffsetCommitResponse, Respond } from './messageTypes.ts';
import type { CommittedOffset } from './offsetStore.ts';
import { offsetCommitRecord } from './records.ts';
import { expectHeartbeat } from './session.ts';
import type { RequestContext, ShardState } from './shardState.ts';

type RequestedTopic = OffsetCommitRequest['topics'][number];
type RequestedPartition = RequestedTopic['partitions'][number];

interface CheckedTopic {
  readonly name: string;
  readonly topicId: string;
  readonly partitions: readonly { readonly requested: RequestedPartition; readonly errorCode: number }[];
}

interface Commit {
  readonly topic: string;
  readonly partition: number;
  readonly offset: CommittedOffset;
}

/**
 * Answers for each partition with NONE, UNKNOWN_TOPIC_ID, UNKNOWN_TOPIC_OR_PARTITION or OFFSET_METADATA_TOO_LARGE, or
 * for all with what is wrong with the member: UNKNOWN_MEMBER_ID, FENCED_INSTANCE_ID, ILLEGAL_GENERATION,
 * REBALANCE_IN_PROGRESS, GROUP_ID_NOT_FOUND.
 */
export function commitOffsets(
  shard: ShardState,
  request: OffsetCommitRequest,
  context: RequestContext,
  respond: Respond<OffsetCommitResponse>,
): void {
  const topics = request.topics.map((topic) => checkTopic(shard, topic, context));
  const commits = commitsOf(shard, request, topics);
  const nothingToDo = topics.every(({ partitions }) => partitions.every(({ errorCode }) => errorCode !== 0));
  const group = shard.groups.get(request.groupId);
  const error = nothingToDo ? errorCodes.NONE : memberError(group, request, context);
  if (error === errorCodes.NONE) keepSession(shard, group, request.memberId);
  if (error !== errorCodes.NONE || commits.length === 0) {
    respond(answer(topics, error));
    return;
  }
  const { groupId } = request;
  for (const { topic, partition } of commits) shard.offsets.began(groupId, topic, partition);
  const records = commits.map(({ topic, partition, offset }) =>
    offsetCommitRecord(groupId, topic, partition, offset),
  );
  shard.log.append(records, (appendError) => {
    for (const { topic, partition, offset } of commits) {
      shard.offsets.ended(groupId, topic, partition);
      if (isWritten(appendError)) applyOffset(shard, groupId, topic, partition, offset);
    }
    respond(answer(topics, coordinatorError(appendError)));
  });
}

function checkTopic(shard: ShardState, topic: RequestedTopic, { apiVersion }: RequestContext): CheckedTopic {
  const name = apiVersion >= 10 ? shard.topics.topicName(topic.topicId) : topic.name;
  const topicId = apiVersion >= 10 ? topic.topicId : shard.topics.topicId(topic.name);
  const { offsetMetadataMaxSize } = shard.configs;
  const errorOf = ({ partitionIndex, committedMetadata }: RequestedPartition): number => {
    if (name === undefined) return errorCodes.UNKNOWN_TOPIC_ID;
    if (!shard.topics.hasPartition(name, partitionIndex)) return errorCodes.UNKNOWN_TOPIC_OR_PARTITION;
    const isTooLong = (committedMetadata?.length ?? 0) > offsetMetadataMaxSize;
    return isTooLong ? errorCodes.OFFSET_METADATA_TOO_LARGE : errorCodes.NONE;
  };
  return {
    name: name ?? topic.name,
    topicId: topicId ?? topic.topicId,
    partitions: topic.partitions.map((requested) => ({ requested, errorCode: errorOf(requested) })),
  };
}

function commitsOf(
  shard: ShardState,
  { retentionTimeMs }: OffsetCommitRequest,
  topics: readonly CheckedTopic[],
): Commit[] {
  const { now } = shard.timers;
  return topics.flatMap(({ name, topicId, partitions }) =>
    partitions
      .filter(({ errorCode }) => errorCode === errorCodes.NONE)
      .map(({ requested }) => ({
        topic: name,
        partition: requested.partitionIndex,
        offset: {
          offset: requested.committedOffset,
          leaderEpoch: requested.committedLeaderEpoch,
          metadata: requested.committedMetadata ?? '',
          commitTimestamp: now,
          expireTimestamp: retentionTimeMs === -1 ? -1 : now + retentionTimeMs,
          topicId,
        },
      })),
  );
}

/**
 * Without a generation the commit comes from an administrator or from a consumer that assigns itself its partitions:
 * allowed while the group has no members. With one, the member must be of this very generation.
 */
function memberError(
  group: ClassicGroup | undefined,
  request: OffsetCommitRequest,
  { apiVersion }: RequestContext,
): number {
  const { memberId, groupInstanceId, generationIdOrMemberEpoch: generation } = request;
  if (group === undefined) {
    if (generation < 0) return errorCodes.NONE;
    return apiVersion >= 9 ? errorCodes.GROUP_ID_NOT_FOUND : errorCodes.ILLEGAL_GENERATION;
  }
  if (generation < 0) {
    if (group.state === 'Empty') return errorCodes.NONE;
    if (memberId === '' && groupInstanceId === null) return errorCodes.UNKNOWN_MEMBER_ID;
  }
  const error = group.memberError(memberId, groupInstanceId);
  if (error !== errorCodes.NONE) return error;
  if (generation !== group.generation) return errorCodes.ILLEGAL_GENERATION;
  // The member has seen the new generation and not its assignment: it must not commit on the strength of the old one.
  return group.state === 'CompletingRebalance' ? errorCodes.REBALANCE_IN_PROGRESS : errorCodes.NONE;
}

/** A commit is a sign of life, as a heartbeat is. */
function keepSession(shard: ShardState, group: ClassicGroup | undefined, memberId: string): void {
  const member = group?.members.get(memberId);
  if (group !== undefined && member !== undefined) expectHeartbeat(shard, group, member);
}

/** @param error holds for every partition that was fine until then */
function answer(topics: readonly CheckedTopic[], error: number): OffsetCommitResponse {
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name, topicId, partitions }) => ({
      name,
      topicId,
      partitions: partitions.map(({ requested, errorCode }) => ({
        partitionIndex: requested.partitionIndex,
        errorCode: errorCode === errorCodes.NONE ? error : errorCode,
      })),
    })),
  };
}
