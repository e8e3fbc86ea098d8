/**
 * AlterPartitionReassignments and ListPartitionReassignments: partitions move to other brokers while they serve
 * (KIP-455). Here a move begins or is called off; it is the last AlterPartition of the leader that completes it.
 */
import { errorByCode, errorCodes } from '../../protocol/errors.ts';
import type { alterPartitionReassignmentsApi } from '../../protocol/messages/alterPartitionReassignments.ts';
import type { listPartitionReassignmentsApi } from '../../protocol/messages/listPartitionReassignments.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { ControllerResult, ControllerState } from './controller.ts';
import { checkReplicas } from './createTopics.ts';
import { allowsUncleanElection, electionRules } from './elections.ts';
import type { PartitionRegistration, TopicImage } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { changePartition, type PartitionChange } from './partitionChange.ts';
import { isReassigning, reassignmentTo, revertReassignment } from './reassignment.ts';
import { Refusal } from './refusal.ts';

type AlterRequest = Decoded<typeof alterPartitionReassignmentsApi.request>;
type AlterResponse = Encodable<typeof alterPartitionReassignmentsApi.response>;
type ListRequest = Decoded<typeof listPartitionReassignmentsApi.request>;
type ListResponse = Encodable<typeof listPartitionReassignmentsApi.response>;

export function alterReassignments(
  state: ControllerState,
  { topics, allowReplicationFactorChange }: AlterRequest,
): ControllerResult<AlterResponse> {
  const records: MetadataRecord[] = [];
  const responses = topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, replicas }) => {
      try {
        const topic = state.image.topicsByName.get(name);
        if (topic === undefined) throw unknown(`Unable to find a topic named ${name}.`);
        const partition = topic.partitions[partitionIndex];
        if (partition === undefined) throw unknown(`Unable to find partition ${name}:${partitionIndex}.`);
        const value =
          replicas === null
            ? callOff(state, topic, partitionIndex, partition)
            : begin(state, topic, partitionIndex, partition, replicas, allowReplicationFactorChange);
        if (value !== undefined) records.push({ type: 'PartitionChange', value });
        return { partitionIndex, errorCode: errorCodes.NONE, errorMessage: null };
      } catch (error) {
        const { code, message } = Refusal.from(error);
        return { partitionIndex, errorCode: code, errorMessage: message };
      }
    }),
  }));
  const response = {
    allowReplicationFactorChange,
    errorCode: errorCodes.NONE,
    errorMessage: null,
    responses,
  };
  return { records, response };
}

export function listReassignments(
  { image }: ControllerState,
  { topics }: ListRequest,
): ControllerResult<ListResponse> {
  const all = [...image.topicsByName.values()].map(({ name, partitions }) => ({
    name,
    partitionIndexes: [...partitions.keys()],
  }));
  const listed = (topics ?? all).map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.flatMap((partitionIndex) => {
      const partition = image.topicsByName.get(name)?.partitions[partitionIndex];
      if (partition === undefined || !isReassigning(partition)) return [];
      const { replicas, addingReplicas, removingReplicas } = partition;
      return [{ partitionIndex, replicas, addingReplicas, removingReplicas }];
    }),
  }));
  const moving = listed.filter(({ partitions }) => partitions.length > 0);
  return { records: [], response: { errorCode: errorCodes.NONE, errorMessage: null, topics: moving } };
}

/** @returns undefined when the partition is there already */
function begin(
  state: ControllerState,
  topic: TopicImage,
  partitionId: number,
  partition: PartitionRegistration,
  replicas: readonly number[],
  mayChangeFactor: boolean,
): PartitionChange | undefined {
  checkReplicas(state, replicas);
  const factor = replicationFactor(partition);
  if (!mayChangeFactor && factor !== replicas.length) {
    const why = `The replication factor is changed from ${factor} to ${replicas.length}`;
    throw new Refusal(errorCodes.INVALID_REPLICATION_FACTOR, why);
  }
  const { removingReplicas, addingReplicas, ...wanted } = reassignmentTo(partition.replicas, replicas);
  const rules = { ...electionRules(state, topic), election: 'online' } as const;
  return changePartition({ topicId: topic.id, partitionId }, partition, rules, {
    ...wanted,
    ...(removingReplicas.length > 0 ? { removingReplicas } : {}),
    ...(addingReplicas.length > 0 ? { addingReplicas } : {}),
  });
}

function callOff(
  state: ControllerState,
  topic: TopicImage,
  partitionId: number,
  partition: PartitionRegistration,
): PartitionChange | undefined {
  if (!isReassigning(partition)) {
    const code = errorCodes.NO_REASSIGNMENT_IN_PROGRESS;
    throw new Refusal(code, errorByCode(code).message);
  }
  const { replicas, isr, unclean } = revertReassignment(partition);
  if (unclean && !allowsUncleanElection(state, topic)) {
    throw new Refusal(
      errorCodes.INVALID_REPLICA_ASSIGNMENT,
      `Unable to revert partition assignment for ${topic.name}:${partitionId} because it would require an ` +
        'unclean leader election.',
    );
  }
  const target = { replicas, isr, removingReplicas: [], addingReplicas: [] };
  return changePartition({ topicId: topic.id, partitionId }, partition, electionRules(state, topic), target);
}

/** What a move that is under way comes to. */
function replicationFactor({ replicas, removingReplicas }: PartitionRegistration): number {
  return replicas.filter((replica) => !removingReplicas.includes(replica)).length;
}

function unknown(why: string): Refusal {
  return new Refusal(errorCodes.UNKNOWN_TOPIC_OR_PARTITION, why);
}
