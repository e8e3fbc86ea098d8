/**
 * Everything the tree shows, as read at one moment, and how it is read. No VS Code, no drawing.
 */
import type { ClusterService } from '../../client/clusterService.ts';
import type { ClusterInfo, GroupDetail, PartitionOffsets } from '../../client/model.ts';

export interface ClusterReading {
  readonly cluster: ClusterInfo;
  readonly offsets: readonly PartitionOffsets[];
  readonly groups: readonly GroupDetail[];
}

/**
 * Metadata first: offsets and groups are asked of the brokers it names. Internal topics are counted only
 * when they are shown, since they have many partitions.
 * @throws {KafkaError} when the cluster cannot be read
 */
export async function readCluster(service: ClusterService, showInternal: boolean): Promise<ClusterReading> {
  const cluster = await service.metadata();
  const topics = cluster.topics.filter((topic) => showInternal || !topic.internal).map((topic) => topic.name);
  const [offsets, groups] = await Promise.all([
    topics.length === 0 ? [] : service.offsets(topics),
    service.describeGroups(),
  ]);
  return { cluster, offsets, groups };
}
