/**
 * DescribeTopicPartitions: topics page by page, by name, with the replicas that may lead without being in sync
 * (KIP-966). A page holds as many partitions as the client asks for, up to max.request.partition.size.limit.
 */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { describeTopicPartitionsApi } from '../../protocol/messages/describeTopicPartitions.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import type { TopicImage } from '../controller/metadataImage.ts';
import { illegalTopicNameReason } from '../controller/topicName.ts';
import { isInternalTopic } from '../internalTopics.ts';
import { handler } from './handler.ts';

type Request = Decoded<typeof describeTopicPartitionsApi.request>;
type Response = Encodable<typeof describeTopicPartitionsApi.response>;
type TopicResponse = Response['topics'][number];

/** A bit per operation that there is on a topic: without an authorizer everybody may do everything. */
const everyTopicOperation = 0b1101_1111_1000;
const noOperationTold = -0x8000_0000;

export const describeTopicPartitions = handler(
  describeTopicPartitionsApi,
  (broker, request, _context, respond) => {
    respond(isLegal(request) ? page(broker, request) : refused(request));
  },
);

/** The page goes on inside the topics that are asked for. */
function isLegal({ topics, cursor }: Request): boolean {
  if (cursor === null) return true;
  const named = topics.length === 0 || topics.some(({ name }) => name === cursor.topicName);
  return named && cursor.partitionIndex >= 0;
}

function refused({ topics }: Request): Response {
  const answer = { errorCode: errorCodes.INVALID_REQUEST, topicAuthorizedOperations: noOperationTold };
  return { topics: topics.map(({ name }) => ({ ...unknownTopic(name), ...answer, isInternal: false })) };
}

function page(broker: Broker, { topics, cursor, responsePartitionLimit }: Request): Response {
  const { topicsByName } = broker.image;
  const asked = topics.length === 0 ? topicsByName.keys() : topics.map(({ name }) => name);
  const names = [...new Set(asked)].filter((name) => name >= (cursor?.topicName ?? '')).sort();
  const limit = broker.configs.number('max.request.partition.size.limit');
  let room = Math.max(1, Math.min(limit, responsePartitionLimit));
  const described: TopicResponse[] = [];
  for (const name of names) {
    if (room === 0) return { topics: described, nextCursor: { topicName: name, partitionIndex: 0 } };
    const topic = topicsByName.get(name);
    if (topic === undefined) {
      described.push(unknownTopic(name));
      continue;
    }
    const first = name === cursor?.topicName ? cursor.partitionIndex : 0;
    const end = Math.min(topic.partitions.length, first + room);
    described.push(describe(broker, topic, first, end));
    if (end < topic.partitions.length) {
      return { topics: described, nextCursor: { topicName: name, partitionIndex: end } };
    }
    room -= Math.max(0, end - first);
  }
  return { topics: described };
}

function describe({ image }: Broker, topic: TopicImage, first: number, end: number): TopicResponse {
  return {
    errorCode: errorCodes.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: isInternalTopic(topic.name),
    topicAuthorizedOperations: everyTopicOperation,
    partitions: topic.partitions.slice(first, end).map((partition, index) => ({
      errorCode: errorCodes.NONE,
      partitionIndex: first + index,
      leaderId: partition.leader,
      leaderEpoch: partition.leaderEpoch,
      replicaNodes: partition.replicas,
      isrNodes: partition.isr,
      eligibleLeaderReplicas: partition.elr,
      lastKnownElr: partition.lastKnownElr,
      offlineReplicas: partition.replicas.filter((replica) => !image.isActive(replica)),
    })),
  };
}

function unknownTopic(name: string): TopicResponse {
  return {
    errorCode:
      illegalTopicNameReason(name) === undefined
        ? errorCodes.UNKNOWN_TOPIC_OR_PARTITION
        : errorCodes.INVALID_TOPIC_EXCEPTION,
    name,
    topicId: zeroUuid,
    isInternal: isInternalTopic(name),
    partitions: [],
    topicAuthorizedOperations: everyTopicOperation,
  };
}
