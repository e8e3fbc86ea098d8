/**
 * Metadata: the brokers, the topics and who leads what, from this node's image. Asking for a topic that does
 * not exist creates it when auto.create.topics.enable says so and the client allows it; the client asks again.
 * v0 an empty list means all topics, v1 null does; v10 topic ids, v12 lookup by id.
 */

import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { metadataApi } from '../../protocol/messages/metadata.ts';
import type { Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import type { PartitionRegistration, TopicImage } from '../controller/metadataImage.ts';
import { illegalTopicNameReason } from '../controller/topicName.ts';
import { isInternalTopic } from '../internalTopics.ts';
import { activeBrokers } from './brokerList.ts';
import { handler } from './handler.ts';

type TopicResponse = Encodable<typeof metadataApi.response>['topics'][number];

export const metadata = handler(metadataApi, (broker, request, context, respond) => {
  const { image } = broker;
  const all = request.topics === null || (context.apiVersion === 0 && request.topics.length === 0);
  const asked = request.topics ?? [];
  const topics = all
    ? [...image.topicsByName.values()].map((topic) => described(broker, topic))
    : asked.map(({ name, topicId }) =>
        name === null ? byId(broker, topicId) : byName(broker, name, request.allowAutoTopicCreation),
      );
  respond({
    throttleTimeMs: 0,
    brokers: activeBrokers(image),
    clusterId: broker.clusterId,
    controllerId: broker.quorum.leaderId,
    topics,
    errorCode: errorCodes.NONE,
  });
});

function byName(broker: Broker, name: string, mayCreate: boolean): TopicResponse {
  const topic = broker.image.topicsByName.get(name);
  if (topic !== undefined) return described(broker, topic);
  if (illegalTopicNameReason(name) !== undefined) {
    return failed(name, zeroUuid, errorCodes.INVALID_TOPIC_EXCEPTION);
  }
  if (mayCreate && broker.autoTopics.allows(name)) broker.autoTopics.create(name);
  return failed(name, zeroUuid, errorCodes.UNKNOWN_TOPIC_OR_PARTITION);
}

function byId(broker: Broker, topicId: string): TopicResponse {
  const topic = broker.image.topicsById.get(topicId);
  return topic === undefined ? failed(null, topicId, errorCodes.UNKNOWN_TOPIC_ID) : described(broker, topic);
}

function described(broker: Broker, topic: TopicImage): TopicResponse {
  return {
    errorCode: errorCodes.NONE,
    name: topic.name,
    topicId: topic.id,
    isInternal: isInternalTopic(topic.name),
    partitions: topic.partitions.map((partition, index) => describedPartition(broker, partition, index)),
  };
}

function describedPartition(
  broker: Broker,
  partition: PartitionRegistration,
  partitionIndex: number,
): TopicResponse['partitions'][number] {
  return {
    errorCode: partition.leader === -1 ? errorCodes.LEADER_NOT_AVAILABLE : errorCodes.NONE,
    partitionIndex,
    leaderId: partition.leader,
    leaderEpoch: partition.leaderEpoch,
    replicaNodes: partition.replicas,
    isrNodes: partition.isr,
    offlineReplicas: partition.replicas.filter((replica) => !broker.image.isActive(replica)),
  };
}

function failed(name: string | null, topicId: string, errorCode: number): TopicResponse {
  return {
    errorCode,
    name,
    topicId,
    isInternal: name !== null && isInternalTopic(name),
    partitions: [],
  };
}
