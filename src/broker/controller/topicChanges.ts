/** What the controller does with topics that exist: DeleteTopics and CreatePartitions. */

import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import type { createPartitionsApi } from '../../protocol/messages/createPartitions.ts';
import type { deleteTopicsApi } from '../../protocol/messages/deleteTopics.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { checkAssignment, place } from './createTopics.ts';
import type { TopicImage } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { newPartition } from './partitionChange.ts';
import { Refusal } from './refusal.ts';

type DeleteRequest = Decoded<typeof deleteTopicsApi.request>;
type DeleteResult = Encodable<typeof deleteTopicsApi.response>['responses'][number];
type PartitionsTopic = Decoded<typeof createPartitionsApi.request>['topics'][number];
type PartitionsResult = Encodable<typeof createPartitionsApi.response>['results'][number];

export function deleteTopics(
  state: ControllerState,
  request: DeleteRequest,
): ControllerResult<Encodable<typeof deleteTopicsApi.response>> {
  const asked = [
    ...request.topicNames.map((name) => ({ name, topicId: zeroUuid })),
    ...request.topics.map(({ name, topicId }) => ({ name, topicId })),
  ];
  const records: MetadataRecord[] = [];
  const removed = new Set<string>();
  const responses = asked.map(({ name, topicId }): DeleteResult => {
    try {
      const topic = findTopic(state, name, topicId);
      if (removed.has(topic.id)) {
        throw new Refusal(errorCodes.INVALID_REQUEST, 'The topic was given more than once.');
      }
      removed.add(topic.id);
      records.push({ type: 'RemoveTopic', value: { topicId: topic.id } });
      return { name: topic.name, topicId: topic.id, errorCode: errorCodes.NONE };
    } catch (error) {
      const { code, message } = Refusal.from(error);
      return { name, topicId, errorCode: code, errorMessage: message };
    }
  });
  return { records, response: { throttleTimeMs: 0, responses } };
}

export function createPartitions(
  state: ControllerState,
  request: Decoded<typeof createPartitionsApi.request>,
): ControllerResult<Encodable<typeof createPartitionsApi.response>> {
  const records: MetadataRecord[] = [];
  const results = request.topics.map((topic): PartitionsResult => {
    try {
      const added = addPartitions(state, topic);
      if (!request.validateOnly) records.push(...added);
      return { name: topic.name, errorCode: errorCodes.NONE };
    } catch (error) {
      const { code, message } = Refusal.from(error);
      return { name: topic.name, errorCode: code, errorMessage: message };
    }
  });
  return { records, response: { throttleTimeMs: 0, results } };
}

function addPartitions(state: ControllerState, request: PartitionsTopic): MetadataRecord[] {
  const topic = findTopic(state, request.name, zeroUuid);
  const before = topic.partitions.length;
  if (request.count <= before) {
    const same = request.count === before;
    const why = same
      ? `Topic already has ${before} partition(s).`
      : `The topic ${topic.name} currently has ${before} partition(s); ${request.count} would not be an increase.`;
    throw new Refusal(errorCodes.INVALID_PARTITIONS, why);
  }
  const count = request.count - before;
  const placed = assignmentsOf(state, topic, request, count);
  const mayLead = (brokerId: number): boolean => state.image.mayLead(brokerId);
  return placed.map((replicas, index): MetadataRecord => {
    const id = { topicId: topic.id, partitionId: before + index };
    return { type: 'Partition', value: newPartition(id, replicas, mayLead) };
  });
}

function assignmentsOf(
  state: ControllerState,
  topic: TopicImage,
  request: PartitionsTopic,
  count: number,
): readonly (readonly number[])[] {
  const factor = topic.partitions[0]?.replicas.length ?? 1;
  if (request.assignments === null) return place(state, topic.partitions.length, count, factor);
  if (request.assignments.length !== count) {
    throw new Refusal(
      errorCodes.INVALID_REPLICA_ASSIGNMENT,
      `Attempted to add ${count} additional partition(s), but only ${request.assignments.length} ` +
        'assignment(s) were specified.',
    );
  }
  return request.assignments.map(({ brokerIds }) => {
    checkAssignment(state, brokerIds);
    return brokerIds;
  });
}

function findTopic(state: ControllerState, name: string | null, topicId: string): TopicImage {
  const byId = topicId !== zeroUuid;
  if (byId && name !== null) {
    throw new Refusal(errorCodes.INVALID_REQUEST, 'You may not specify both topic name and topic id.');
  }
  if (!byId && name === null) {
    throw new Refusal(errorCodes.INVALID_REQUEST, 'Neither topic name nor id were specified.');
  }
  const topic = byId ? state.image.topicsById.get(topicId) : state.image.topicsByName.get(name ?? '');
  if (topic !== undefined) return topic;
  throw byId
    ? new Refusal(errorCodes.UNKNOWN_TOPIC_ID, 'This server does not host this topic ID.')
    : new Refusal(errorCodes.UNKNOWN_TOPIC_OR_PARTITION, 'This server does not host this topic-partition.');
}
