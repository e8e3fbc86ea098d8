/** What the panel's frame says of the cluster: its name, brokers, and the names to choose from. */
import type { ClusterInfo, GroupSummary, TopicInfo } from '../../client/model.ts';
import type { ClusterSummary } from './messages.ts';

interface KnownCluster {
  readonly name: string;
  readonly cluster: ClusterInfo;
  readonly groups: readonly GroupSummary[];
}

/** undefined = no cluster runs. */
export function summaryOf(known: KnownCluster | undefined): ClusterSummary {
  if (known === undefined) {
    return { status: 'stopped', name: '', brokers: 0, expectedBrokers: 0, topics: [], groups: [] };
  }
  const { cluster, groups } = known;
  const replicas = cluster.topics.flatMap((topic) => topic.partitions.flatMap((one) => one.replicas));
  return {
    status: 'running',
    name: known.name,
    brokers: cluster.brokers.length,
    expectedBrokers: new Set([...replicas, ...cluster.brokers.map((broker) => broker.id)]).size,
    topics: visibleTopics(cluster).map((one) => ({ name: one.name, partitions: one.partitions.length })),
    groups: groups.map((group) => group.groupId).sort(),
  };
}

/** Topics of the user, in order of name; Kafka's own are nothing to publish to or to watch. */
function visibleTopics(cluster: ClusterInfo): readonly TopicInfo[] {
  return cluster.topics
    .filter((topic) => !topic.internal && !topic.name.startsWith('__'))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}
