/**
 * What can be said about the topic and the key in the form before anything is sent. Pure.
 */
import type { ClusterInfo } from '../../client/model.ts';
import { partitionForKey } from '../../client/partitioner.ts';
import type { DraftFacts, NameFinding } from './messages.ts';

/** The shape of a topic created from the form, where the cluster has brokers enough. */
const topicDefaults = { partitions: 3, replicas: 3 } as const;

export type CheckName = (name: string, existing: readonly string[]) => NameFinding | null;

export function factsAbout(
  name: string,
  key: string,
  cluster: ClusterInfo,
  checkName: CheckName,
): DraftFacts {
  const topic = cluster.topics.find((one) => one.name === name);
  const shape = newTopicShape(cluster);
  const partitions = topic?.partitions.length ?? shape.partitions;
  const keyed = name !== '' && key !== '' && partitions > 0;
  return {
    topic: name,
    key,
    exists: topic !== undefined,
    partitions,
    replicas: topic?.partitions[0]?.replicas.length ?? shape.replicas,
    keyPartition: keyed ? partitionForKey(Buffer.from(key, 'utf8'), partitions) : null,
    finding: name === '' ? null : checkName(name, topicNames(cluster)),
  };
}

export function newTopicShape(cluster: ClusterInfo | undefined): {
  readonly partitions: number;
  readonly replicas: number;
} {
  const brokers = cluster?.brokers.length ?? topicDefaults.replicas;
  return { partitions: topicDefaults.partitions, replicas: Math.min(topicDefaults.replicas, brokers) };
}

export function topicNames(cluster: ClusterInfo | undefined): readonly string[] {
  return cluster?.topics.map((topic) => topic.name) ?? [];
}
