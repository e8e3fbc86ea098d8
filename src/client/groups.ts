/**
 * Consumer groups as the cluster sees them: who is a member, who owns what, what is committed. Each group is
 * asked from its coordinator, which is the broker that lists it; end offsets come from the caller.
 */
import type { KafkaError } from './errors.ts';
import { partitionKey } from './metadata.ts';
import type {
  BrokerInfo,
  GroupDetail,
  GroupMember,
  GroupPartition,
  GroupSummary,
  PartitionOffsets,
  TopicPartition,
} from './model.ts';
import type { ApiResponse, BrokerAddress, Wire } from './wire.ts';

/** A group before the ends of its partitions are known. */
export type GroupState = Omit<GroupDetail, 'partitions'> & {
  readonly committed: readonly (TopicPartition & { readonly offset: number })[];
};

interface ListedGroup extends GroupSummary {
  readonly coordinator: BrokerInfo;
  /** `classic`, `consumer` (KIP-848), `share`; empty from brokers before 3.8. */
  readonly type: string;
}

/** @throws {KafkaError} only when no broker answered */
export async function listGroups(
  wire: Wire,
  brokers: readonly BrokerInfo[],
): Promise<readonly ListedGroup[]> {
  const settled = await Promise.allSettled(brokers.map((broker) => groupsOf(wire, broker)));
  const lists = settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failure = settled.find((answer) => answer.status === 'rejected');
  if (lists.length === 0 && failure !== undefined) {
    throw failure.reason;
  }
  return lists.flat().toSorted((a, b) => (a.groupId < b.groupId ? -1 : 1));
}

/** Groups that vanish or move while they are asked are left out. */
export async function describeListed(
  wire: Wire,
  listed: readonly ListedGroup[],
): Promise<readonly GroupState[]> {
  const byCoordinator = new Map<number, ListedGroup[]>();
  for (const group of listed) {
    byCoordinator.set(group.coordinator.id, [...(byCoordinator.get(group.coordinator.id) ?? []), group]);
  }
  const asked = [...byCoordinator].map(async ([id, groups]) => {
    const broker = (groups[0] as ListedGroup).coordinator;
    const consumer = groups.filter((group) => group.type === 'consumer').map((group) => group.groupId);
    const classic = groups.filter((group) => group.type !== 'consumer').map((group) => group.groupId);
    return await describeAt(wire, broker, id, classic, consumer);
  });
  const settled = await Promise.allSettled(asked);
  return settled.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
}

/**
 * Describes groups at their coordinator; `consumer` are those of the KIP-848 protocol. Those that the broker may not speak for
 * are left out and their errors told; a group that is gone is left out, too, and is no error.
 */
export async function describeAt(
  wire: Wire,
  broker: BrokerAddress,
  coordinator: number,
  classic: readonly string[],
  consumer: readonly string[],
  onError: (error: KafkaError) => void = () => undefined,
): Promise<readonly GroupState[]> {
  const serves = ({ errorCode }: { readonly errorCode: number }): boolean => {
    const error = wire.error(errorCode);
    if (error !== undefined && error.name !== 'GROUP_ID_NOT_FOUND') onError(error);
    return error === undefined;
  };
  const [classicGroups, consumerGroups, committed] = await Promise.all([
    classic.length === 0 ? [] : describeClassic(wire, broker, coordinator, classic, serves),
    consumer.length === 0 ? [] : describeConsumer(wire, broker, coordinator, consumer, serves),
    fetchCommitted(wire, broker, [...classic, ...consumer], serves),
  ]);
  return [...classicGroups, ...consumerGroups].map((group) => ({
    ...group,
    committed: committed.get(group.groupId) ?? [],
  }));
}

/** The partitions a group has to do with: owned, or committed once. */
export function partitionsOf(group: GroupState): readonly TopicPartition[] {
  const found = new Map<string, TopicPartition>();
  for (const { topic, partition } of group.committed) {
    found.set(partitionKey(topic, partition), { topic, partition });
  }
  for (const { topic, partitions } of group.members.flatMap((member) => member.assignment)) {
    for (const partition of partitions) {
      found.set(partitionKey(topic, partition), { topic, partition });
    }
  }
  return [...found.values()].toSorted((a, b) =>
    a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1,
  );
}

/** Joins what the coordinator knows with the ends that the leaders know. */
export function withLag(group: GroupState, ends: readonly PartitionOffsets[]): GroupDetail {
  const { committed, ...rest } = group;
  const endOf = new Map(ends.map((end) => [partitionKey(end.topic, end.partition), end.high]));
  const committedOf = new Map(
    committed.map((item) => [partitionKey(item.topic, item.partition), item.offset]),
  );
  const ownerOf = new Map<string, string>();
  for (const { memberId, assignment } of group.members) {
    for (const { topic, partitions } of assignment) {
      for (const partition of partitions) ownerOf.set(partitionKey(topic, partition), memberId);
    }
  }
  const partitions = partitionsOf(group).map(({ topic, partition }): GroupPartition => {
    const key = partitionKey(topic, partition);
    const end = endOf.get(key);
    const offset = committedOf.get(key);
    const lag = end === undefined || offset === undefined ? undefined : Math.max(0, end - offset);
    return { topic, partition, end, committed: offset, lag, memberId: ownerOf.get(key) };
  });
  return { ...rest, partitions };
}

type Described = Omit<GroupState, 'committed'>;

/** Whether a broker answers for a group. A group that is gone is described as `Dead` by some versions and by an error in others. */
type Serves = (group: { readonly errorCode: number }) => boolean;

async function groupsOf(wire: Wire, broker: BrokerInfo): Promise<readonly ListedGroup[]> {
  const response = await wire.request('ListGroups', broker, [], []);
  wire.check(response.errorCode);
  return response.groups.map((group) => ({
    groupId: group.groupId,
    state: group.groupState,
    protocolType: group.protocolType,
    coordinator: broker,
    type: (group.groupType ?? '').toLowerCase(),
  }));
}

async function describeClassic(
  wire: Wire,
  broker: BrokerAddress,
  coordinator: number,
  groupIds: readonly string[],
  serves: Serves,
): Promise<readonly Described[]> {
  const response = await wire.request('DescribeGroups', broker, [...groupIds], false);
  return response.groups.filter(serves).map((group) => ({
    groupId: group.groupId,
    state: group.groupState,
    protocolType: group.protocolType,
    protocol: group.protocolData,
    coordinator,
    type: 'classic',
    members: group.members.map((member) => classicMember(wire, group.protocolType, member)),
  }));
}

type ClassicMember = ApiResponse<'DescribeGroups'>['groups'][number]['members'][number];

function classicMember(wire: Wire, protocolType: string, member: ClassicMember): GroupMember {
  const readable = protocolType === 'consumer';
  return {
    memberId: member.memberId,
    clientId: member.clientId,
    host: plainHost(member.clientHost),
    assignment: readable ? decodeAssignment(wire, member.memberAssignment) : [],
    groupInstanceId: member.groupInstanceId ?? undefined,
    subscribedTopics: readable ? decodeSubscription(wire, member.memberMetadata) : undefined,
  };
}

type ConsumerGroup = ApiResponse<'ConsumerGroupDescribe'>['groups'][number];

async function describeConsumer(
  wire: Wire,
  broker: BrokerAddress,
  coordinator: number,
  groupIds: readonly string[],
  serves: Serves,
): Promise<readonly Described[]> {
  const response = await wire.request('ConsumerGroupDescribe', broker, [...groupIds], false);
  return response.groups.filter(serves).map((group) => ({
    groupId: group.groupId,
    state: group.groupState,
    protocolType: 'consumer',
    protocol: group.assignorName,
    coordinator,
    type: 'consumer',
    epoch: group.groupEpoch,
    members: group.members.map((member) => consumerMember(member)),
  }));
}

function consumerMember(member: ConsumerGroup['members'][number]): GroupMember {
  return {
    memberId: member.memberId,
    clientId: member.clientId,
    host: plainHost(member.clientHost),
    assignment: member.assignment.topicPartitions.map((item) => ({
      topic: item.topicName,
      partitions: item.partitions,
    })),
    groupInstanceId: member.instanceId ?? undefined,
    subscribedTopics: member.subscribedTopicNames,
    rackId: member.rackId ?? undefined,
    epoch: member.memberEpoch,
  };
}

function decodeAssignment(wire: Wire, bytes: Buffer): GroupMember['assignment'] {
  if (bytes.length === 0) {
    return [];
  }
  try {
    return wire.library.decodeConsumerProtocolAssignment(bytes).assignedPartitions;
  } catch {
    // The bytes are the clients' own affair; a group of a foreign protocol is shown without assignments.
    return [];
  }
}

function decodeSubscription(wire: Wire, bytes: Buffer): readonly string[] | undefined {
  try {
    return bytes.length === 0
      ? undefined
      : wire.library.decodeConsumerProtocolSubscription(bytes).topics.toSorted();
  } catch {
    // Written by a client in a way of its own: what it asked for stays unknown.
    return undefined;
  }
}

/** Brokers print Java's `/127.0.0.1`. */
function plainHost(host: string): string {
  return host.startsWith('/') ? host.slice(1) : host;
}

async function fetchCommitted(
  wire: Wire,
  broker: BrokerAddress,
  groupIds: readonly string[],
  serves: Serves,
): Promise<ReadonlyMap<string, GroupState['committed']>> {
  const groups = groupIds.map((groupId) => ({ groupId, memberId: null, memberEpoch: -1, topics: null }));
  const response = await wire.request('OffsetFetch', broker, groups, false);
  return new Map(
    response.groups.filter(serves).map((group) => [
      group.groupId,
      group.topics.flatMap((topic) =>
        topic.partitions
          .filter((partition) => partition.errorCode === 0 && partition.committedOffset >= 0n)
          .map((partition) => ({
            topic: topic.name,
            partition: partition.partitionIndex,
            offset: Number(partition.committedOffset),
          })),
      ),
    ]),
  );
}
