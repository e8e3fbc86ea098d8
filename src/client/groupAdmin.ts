/**
 * What changes groups from outside: their offsets, their members, their existence. It acts as nobody's member.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MemberIdentity, PartitionParts } from './adminService.ts';
import { Coordinator, coordinatorErrors } from './coordinator.ts';
import { KafkaError, toKafkaError } from './errors.ts';
import { partitionParts } from './leaders.ts';
import { byTopic } from './metadata.ts';
import type { PartitionOffset, TopicPartition } from './model.ts';
import type { Wire } from './wire.ts';

const attempts = 8;
/** Milliseconds. */
const retryDelay = 300;

/** Of somebody who is no member: Kafka then wants the group to have none at all. */
const noGeneration = -1;
const noMember = '';
const unknownEpoch = -1;

export async function alterGroupOffsets(
  wire: Wire,
  groupId: string,
  offsets: readonly PartitionOffset[],
): Promise<PartitionParts<TopicPartition>> {
  const topics = byTopic(offsets).map(({ topic, items }) => ({
    name: topic,
    partitions: items.map(({ partition, offset }) => ({
      partitionIndex: partition,
      committedOffset: BigInt(offset),
      committedLeaderEpoch: unknownEpoch,
      committedMetadata: '',
    })),
  }));
  const { items, failures } = await atCoordinator(wire, groupId, async (coordinator) => {
    const response = await coordinator.request('OffsetCommit', groupId, noGeneration, noMember, null, topics);
    const parts = partitionParts(wire, response.topics, () => ({}));
    // The coordinator answers for the whole group: where it has moved, every partition says so.
    const moved = parts.failures.find(({ error }) => coordinatorErrors.has(error.name));
    if (moved !== undefined) throw moved.error;
    return parts;
  });
  return { items, failures: failures.map(({ error, ...item }) => ({ ...item, error: inWords(error) })) };
}

export async function deleteGroupOffsets(
  wire: Wire,
  groupId: string,
  partitions: readonly TopicPartition[],
): Promise<PartitionParts<TopicPartition>> {
  const topics = byTopic(partitions).map(({ topic, items }) => ({
    name: topic,
    partitions: items.map(({ partition }) => ({ partitionIndex: partition })),
  }));
  return await atCoordinator(wire, groupId, async (coordinator) => {
    const response = await coordinator.request('OffsetDelete', groupId, topics);
    coordinator.check(response.errorCode);
    return partitionParts(wire, response.topics, () => ({}));
  });
}

/** Groups are deleted one by one: each has a coordinator of its own. */
export async function deleteGroups(
  wire: Wire,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, KafkaError>> {
  const errors = new Map<string, KafkaError>();
  const remove = async (groupId: string): Promise<void> => {
    await atCoordinator(wire, groupId, async (coordinator) => {
      const response = await coordinator.request('DeleteGroups', [groupId]);
      coordinator.check(response.results[0]?.errorCode ?? -1);
    }).catch((error: unknown) => errors.set(groupId, toKafkaError(error)));
  };
  await Promise.all(groupIds.map(remove));
  return errors;
}

export async function removeMembers(
  wire: Wire,
  groupId: string,
  members: readonly MemberIdentity[],
  reason = '',
): Promise<readonly (MemberIdentity & { readonly error: KafkaError })[]> {
  const leaving = members.map(({ memberId, groupInstanceId }) => ({
    memberId: groupInstanceId === undefined ? (memberId ?? '') : '',
    groupInstanceId: groupInstanceId ?? null,
    reason: reason || null,
  }));
  const answers = await atCoordinator(wire, groupId, async (coordinator) => {
    const response = await coordinator.request('LeaveGroup', groupId, leaving);
    coordinator.check(response.errorCode);
    return response.members;
  });
  return members.flatMap((member, index) => {
    const error = wire.error(answers[index]?.errorCode ?? -1);
    return error === undefined ? [] : [{ ...member, error }];
  });
}

/** Asks again while the coordinator moves, loads, or comes into being. */
async function atCoordinator<Answer>(
  wire: Wire,
  groupId: string,
  ask: (coordinator: Coordinator) => Promise<Answer>,
): Promise<Answer> {
  const coordinator = new Coordinator(wire, groupId);
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask(coordinator);
    } catch (reason) {
      const error = toKafkaError(reason);
      const moved = coordinatorErrors.has(error.name) || error.name === 'NETWORK';
      if (!moved || attempt >= attempts) throw error;
      await sleep(retryDelay);
    }
  }
}

/** Kafka speaks of a member id that nobody gave: it means that the group is in use. */
function inWords(error: KafkaError): KafkaError {
  if (error.name !== 'UNKNOWN_MEMBER_ID') return error;
  const message =
    'The group has members, and only they may commit. Stop its consumers, or remove its members, then try again.';
  return new KafkaError({ code: error.code, name: error.name, retriable: false, message }, error);
}
