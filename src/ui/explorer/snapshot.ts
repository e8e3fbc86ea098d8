/**
 * Everything the tree shows, as read at one moment, and how it is read. No VS Code, no drawing.
 */
import type { ClusterService } from '../../client/clusterService.ts';
import type { ClusterInfo, GroupDetail, PartitionOffsets, TopicInfo } from '../../client/model.ts';

export interface ClusterReading {
  readonly cluster: ClusterInfo;
  readonly offsets: readonly PartitionOffsets[];
  readonly groups: readonly GroupDetail[];
}

/**
 * Metadata first: offsets and groups are asked of the brokers it names. Topics are counted only when they are
 * shown: there may be ten thousand.
 * @throws {KafkaError} when the cluster cannot be read
 */
export async function readCluster(
  service: ClusterService,
  isShown: (topics: readonly TopicInfo[]) => readonly TopicInfo[],
): Promise<ClusterReading> {
  const cluster = await service.metadata();
  const topics = isShown(cluster.topics).map((topic) => topic.name);
  const [offsets, groups] = await Promise.all([
    topics.length === 0 ? [] : service.offsets(topics),
    service.describeGroups(),
  ]);
  return { cluster, offsets, groups };
}
