/**
 * OffsetFetch, versions 1 to 10: what a group has committed, for some partitions or for all. From v8 one request asks
 * for several groups, which may live in several shards: each shard answers for its own. From v10 topics come by id.
 */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { noCommittedOffset } from './errorResponses.ts';
import type {
  OffsetFetchedGroup,
  OffsetFetchedTopic,
  OffsetFetchGroup,
  OffsetFetchRequest,
  OffsetFetchResponse,
  Respond,
} from './messageTypes.ts';
import type { CommittedOffset } from './offsetStore.ts';
import type { ShardState } from './shardState.ts';

export interface OffsetFetchOptions {
  readonly apiVersion: number;
  /** Wait for the commits under way instead of answering what was true before them (KIP-447). */
  readonly requireStable: boolean;
}

/** The groups of a request in the form of v8, whatever its version. */
export function offsetFetchGroups(
  request: OffsetFetchRequest,
  apiVersion: number,
): readonly OffsetFetchGroup[] {
  if (apiVersion >= 8) return request.groups;
  const topics = request.topics?.map((topic) => ({ ...topic, topicId: zeroUuid })) ?? null;
  return [{ groupId: request.groupId, memberId: null, memberEpoch: -1, topics }];
}

/** The response of a version from the answers for its groups: one group before v8. */
export function offsetFetchResponse(
  groups: readonly OffsetFetchedGroup[],
  apiVersion: number,
): OffsetFetchResponse {
  if (apiVersion >= 8) return { throttleTimeMs: 0, topics: [], errorCode: errorCodes.NONE, groups };
  const [group] = groups;
  return {
    throttleTimeMs: 0,
    topics: group?.topics.map(({ name, partitions }) => ({ name, partitions })) ?? [],
    errorCode: group?.errorCode ?? errorCodes.NONE,
    groups: [],
  };
}

/** Offset -1 stands for a partition without a commit, and for every partition of a group that is not there. */
export function fetchOffsets(
  shard: ShardState,
  group: OffsetFetchGroup,
  { apiVersion, requireStable }: OffsetFetchOptions,
  respond: Respond<OffsetFetchedGroup>,
): void {
  const { groupId, topics } = group;
  const read = (): void =>
    respond({
      groupId,
      errorCode: errorCodes.NONE,
      topics:
        topics === null
          ? allTopics(shard, groupId, apiVersion)
          : topics.map((topic) => requestedTopic(shard, groupId, topic, apiVersion)),
    });
  if (requireStable) shard.log.whenSettled(read);
  else read();
}

type RequestedTopic = NonNullable<OffsetFetchGroup['topics']>[number];

function requestedTopic(
  shard: ShardState,
  groupId: string,
  { name, topicId, partitionIndexes }: RequestedTopic,
  apiVersion: number,
): OffsetFetchedTopic {
  const topicName = apiVersion >= 10 ? shard.topics.topicName(topicId) : name;
  const partitions = partitionIndexes.map((partition) => {
    if (topicName === undefined) return noCommittedOffset(partition, errorCodes.UNKNOWN_TOPIC_ID);
    const committed = shard.offsets.get(groupId, topicName, partition);
    return committed === undefined || isOfAnotherTopic(committed, topicId)
      ? noCommittedOffset(partition)
      : committedPartition(partition, committed);
  });
  return { name: topicName ?? name, topicId, partitions };
}

/** A topic that was deleted and created again under its name has no offsets of its predecessor. */
function isOfAnotherTopic(committed: CommittedOffset, topicId: string): boolean {
  return topicId !== zeroUuid && committed.topicId !== zeroUuid && committed.topicId !== topicId;
}

/** From v10 topics that no longer exist have no id to be named by, and are left out. */
function allTopics(shard: ShardState, groupId: string, apiVersion: number): OffsetFetchedTopic[] {
  const topics: OffsetFetchedTopic[] = [];
  for (const [name, offsets] of shard.offsets.ofGroup(groupId)) {
    const topicId = apiVersion >= 10 ? shard.topics.topicId(name) : zeroUuid;
    if (topicId === undefined) continue;
    const partitions = [...offsets].map(([partition, committed]) => committedPartition(partition, committed));
    topics.push({ name, topicId, partitions });
  }
  return topics;
}

function committedPartition(
  partitionIndex: number,
  { offset, leaderEpoch, metadata }: CommittedOffset,
): OffsetFetchedTopic['partitions'][number] {
  return {
    partitionIndex,
    committedOffset: offset,
    committedLeaderEpoch: leaderEpoch,
    metadata,
    errorCode: errorCodes.NONE,
  };
}
