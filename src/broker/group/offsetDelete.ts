/**
 * Offsets that go: at an administrator's wish (OffsetDelete, KIP-496), and with the topic they belong to.
 */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { isWritten } from './coordinatorLog.ts';
import { coordinatorError, offsetDeleteError } from './errorResponses.ts';
import type { ClassicGroup } from './group.ts';
import { applyOffset } from './loading.ts';
import type { OffsetDeleteRequest, OffsetDeleteResponse, Respond } from './messageTypes.ts';
import { offsetTombstone } from './records.ts';
import type { ShardState } from './shardState.ts';

interface Place {
  readonly groupId: string;
  readonly topic: string;
  readonly partition: number;
}

/**
 * Answers with INVALID_GROUP_ID, GROUP_ID_NOT_FOUND or NON_EMPTY_GROUP (a group with members that are not consumers), or
 * for each partition NONE, UNKNOWN_TOPIC_OR_PARTITION or GROUP_SUBSCRIBED_TO_TOPIC.
 */
export function deleteOffsets(
  shard: ShardState,
  request: OffsetDeleteRequest,
  respond: Respond<OffsetDeleteResponse>,
): void {
  const { groupId } = request;
  const group = shard.groups.get(groupId);
  const error = groupError(group, groupId);
  if (error !== errorCodes.NONE || group === undefined) {
    respond(offsetDeleteError(error));
    return;
  }
  const errorOf = (topic: string, partition: number): number => {
    if (!shard.topics.hasPartition(topic, partition)) return errorCodes.UNKNOWN_TOPIC_OR_PARTITION;
    return group.isSubscribedTo(topic) ? errorCodes.GROUP_SUBSCRIBED_TO_TOPIC : errorCodes.NONE;
  };
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex }) => ({
      partitionIndex,
      errorCode: errorOf(name, partitionIndex),
    })),
  }));
  const places = topics.flatMap(({ name, partitions }) =>
    partitions
      .filter(({ errorCode }) => errorCode === errorCodes.NONE)
      .map(({ partitionIndex }) => ({ groupId, topic: name, partition: partitionIndex }))
      .filter(({ topic, partition }) => isKnown(shard, groupId, topic, partition)),
  );
  removeOffsets(shard, places, (appendError) =>
    respond(
      appendError === 0
        ? { errorCode: errorCodes.NONE, throttleTimeMs: 0, topics }
        : offsetDeleteError(coordinatorError(appendError)),
    ),
  );
}

/** Forgets what was committed for a topic that is deleted, and keeps what belongs to a later topic of that name. */
export function deleteOffsetsOfTopic(shard: ShardState, name: string, topicId: string): void {
  const places: Place[] = [];
  for (const groupId of shard.offsets.groupIds()) {
    for (const [partition, committed] of shard.offsets.ofGroup(groupId).get(name) ?? []) {
      if (committed.topicId !== zeroUuid && committed.topicId !== topicId) continue;
      places.push({ groupId, topic: name, partition });
    }
  }
  removeOffsets(shard, places, () => {});
}

function groupError(group: ClassicGroup | undefined, groupId: string): number {
  if (groupId === '') return errorCodes.INVALID_GROUP_ID;
  if (group === undefined) return errorCodes.GROUP_ID_NOT_FOUND;
  return group.state !== 'Empty' && !group.usesConsumerProtocol
    ? errorCodes.NON_EMPTY_GROUP
    : errorCodes.NONE;
}

function isKnown(shard: ShardState, groupId: string, topic: string, partition: number): boolean {
  return (
    shard.offsets.get(groupId, topic, partition) !== undefined ||
    shard.offsets.isPending(groupId, topic, partition)
  );
}

function removeOffsets(shard: ShardState, places: readonly Place[], done: (error: number) => void): void {
  const records = places.map(({ groupId, topic, partition }) => offsetTombstone(groupId, topic, partition));
  shard.log.append(records, (error) => {
    if (isWritten(error)) {
      for (const { groupId, topic, partition } of places) applyOffset(shard, groupId, topic, partition, null);
    }
    done(error);
  });
}
