/**
 * Kafka's Metadata answer as our model. A topic that cannot be described is not an error of the whole:
 * its error stands beside the cluster.
 */
import type { KafkaError } from './errors.ts';
import type { BrokerInfo, ClusterInfo, PartitionInfo, TopicInfo } from './model.ts';
import type { ApiResponse, Wire } from './wire.ts';

export interface Described {
  readonly cluster: ClusterInfo;
  /** By topic name: those that were asked for and cannot be described now. */
  readonly errors: ReadonlyMap<string, KafkaError>;
}

/**
 * Asks any broker. `topics` null = all.
 * @throws {KafkaError} when no broker answers
 */
export async function describeCluster(
  wire: Wire,
  topics: readonly string[] | null,
  allowAutoCreation = false,
): Promise<Described> {
  const response = await wire.request('Metadata', 'any', topics && [...topics], allowAutoCreation, false);
  const errors = new Map<string, KafkaError>();
  const described: TopicInfo[] = [];
  for (const topic of response.topics) {
    const error = wire.error(topic.errorCode);
    if (topic.name === null || topic.name === undefined) {
      continue;
    }
    if (error === undefined) {
      described.push(topicInfo(wire, topic.name, topic));
    } else {
      errors.set(topic.name, error);
    }
  }
  const topicsByName = described.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return { cluster: clusterInfo(response, topicsByName), errors };
}

/** @param topics sorted by name */
export function clusterInfo(response: ApiResponse<'Metadata'>, topics: readonly TopicInfo[]): ClusterInfo {
  return {
    clusterId: response.clusterId ?? '',
    controllerId: response.controllerId,
    brokers: response.brokers.map(brokerInfo).toSorted((a, b) => a.id - b.id),
    topics,
  };
}

/** The broker that leads a partition, when the cluster lists both. */
export function leaderOf(cluster: ClusterInfo, topic: string, partition: number): BrokerInfo | undefined {
  const leader = partitionInfo(cluster, topic, partition)?.leader;
  return cluster.brokers.find((broker) => broker.id === leader);
}

export function partitionInfo(
  cluster: ClusterInfo,
  topic: string,
  partition: number,
): PartitionInfo | undefined {
  const partitions = topicInfoOf(cluster, topic)?.partitions;
  const likely = partitions?.[partition];
  return likely?.partition === partition
    ? likely
    : partitions?.find((candidate) => candidate.partition === partition);
}

const topicsByName = new WeakMap<ClusterInfo, ReadonlyMap<string, TopicInfo>>();

/** A topic of the cluster by name, in constant time after the first question: clusters have 10,000 topics. */
export function topicInfoOf(cluster: ClusterInfo, topic: string): TopicInfo | undefined {
  let byName = topicsByName.get(cluster);
  if (byName === undefined) {
    byName = new Map(cluster.topics.map((info) => [info.name, info]));
    topicsByName.set(cluster, byName);
  }
  return byName.get(topic);
}

/** A key for maps; topic names cannot contain a slash. */
export function partitionKey(topic: string, partition: number): string {
  return `${topic}/${partition}`;
}

/** Groups `items` by the broker `leader` names; items without one are dropped. */
export function byBroker<Item>(
  items: Iterable<Item>,
  leader: (item: Item) => BrokerInfo | undefined,
): readonly { readonly broker: BrokerInfo; readonly items: readonly Item[] }[] {
  const groups = new Map<number, { readonly broker: BrokerInfo; readonly items: Item[] }>();
  for (const item of items) {
    const broker = leader(item);
    if (broker !== undefined) {
      const group = groups.get(broker.id) ?? { broker, items: [] };
      groups.set(broker.id, group);
      group.items.push(item);
    }
  }
  return [...groups.values()];
}

/** Groups partitions (or what carries one) by topic, as Kafka's requests list them. */
export function byTopic<Item extends { readonly topic: string }>(
  items: Iterable<Item>,
): readonly { readonly topic: string; readonly items: readonly Item[] }[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.topic) ?? [];
    groups.set(item.topic, group);
    group.push(item);
  }
  return [...groups].map(([topic, grouped]) => ({ topic, items: grouped }));
}

type MetadataResponse = ApiResponse<'Metadata'>;

function brokerInfo(broker: MetadataResponse['brokers'][number]): BrokerInfo {
  return { id: broker.nodeId, host: broker.host, port: broker.port, rack: broker.rack ?? undefined };
}

/** What both Metadata and DescribeTopicPartitions tell of a topic. */
interface DescribedTopic {
  readonly topicId: string;
  readonly isInternal: boolean;
  readonly partitions: readonly {
    readonly errorCode: number;
    readonly partitionIndex: number;
    readonly leaderId: number;
    readonly leaderEpoch: number;
    readonly replicaNodes: readonly number[];
    readonly isrNodes: readonly number[];
    readonly offlineReplicas: readonly number[];
  }[];
}

export function topicInfo(wire: Wire, name: string, topic: DescribedTopic): TopicInfo {
  const partitions = topic.partitions.map((partition) => ({
    partition: partition.partitionIndex,
    leader: partition.leaderId,
    leaderEpoch: partition.leaderEpoch,
    replicas: partition.replicaNodes,
    isr: partition.isrNodes,
    offlineReplicas: partition.offlineReplicas,
    error: wire.error(partition.errorCode)?.name,
  }));
  return {
    name,
    id: topic.topicId,
    internal: topic.isInternal,
    partitions: partitions.toSorted((a, b) => a.partition - b.partition),
  };
}
