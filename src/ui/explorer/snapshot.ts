/**
 * Everything the tree shows, as read at one moment, and how it is read. No VS Code, no drawing.
 */
import type { ClusterService } from '../../client/clusterService.ts';
import type { ClusterInfo, GroupDetail, PartitionOffsets, TopicInfo } from '../../client/model.ts';

export interface ClusterReading {
  readonly cluster: ClusterInfo;
  readonly offsets: readonly PartitionOffsets[];
  readonly groups: readonly KnownGroup[];
}

export interface KnownGroup extends GroupDetail {
  /** It is as it was read earlier: whether it is still there nobody can say until its coordinator answers. */
  readonly lastKnown?: boolean;
}

/** Groups asked for by name in one reading; the others keep until the next. */
const mostAsked = 20;

/**
 * Metadata first: offsets and groups are asked of the brokers it names. Topics are counted only when they are
 * shown: there may be ten thousand. @param before the groups of the last reading of the same cluster
 * @throws {KafkaError} when the cluster cannot be read
 */
export async function readCluster(
  service: ClusterService,
  isShown: (topics: readonly TopicInfo[]) => readonly TopicInfo[],
  before: readonly KnownGroup[],
): Promise<ClusterReading> {
  const cluster = await service.metadata();
  const topics = isShown(cluster.topics).map((topic) => topic.name);
  const [offsets, groups] = await Promise.all([
    topics.length === 0 ? [] : service.offsets(topics),
    readGroups(service, before),
  ]);
  return { cluster, offsets, groups };
}

/**
 * A group is listed by its coordinator, and by nobody while that moves to another broker: one that is missing is gone only
 * when its coordinator says so.
 */
async function readGroups(
  service: ClusterService,
  before: readonly KnownGroup[],
): Promise<readonly KnownGroup[]> {
  const listed = await service.describeGroups();
  const names = new Set(listed.map(({ groupId }) => groupId));
  const missing = before.filter(({ groupId }) => !names.has(groupId));
  const answers = await Promise.all(
    missing.map((group, index) => (index < mostAsked ? askFor(service, group) : asLastKnown(group))),
  );
  const others = answers.filter(({ state }) => state !== 'Dead');
  return [...listed, ...others].toSorted((one, other) => (one.groupId < other.groupId ? -1 : 1));
}

async function askFor(service: ClusterService, group: KnownGroup): Promise<KnownGroup> {
  try {
    return await service.describeGroup(group.groupId);
  } catch {
    return asLastKnown(group);
  }
}

function asLastKnown(group: KnownGroup): KnownGroup {
  return { ...group, lastKnown: true };
}
