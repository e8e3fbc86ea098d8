/** Which groups have to do with a topic, from what is known of the groups already. Pure: it asks nobody. */
import { byTopic } from './metadata.ts';
import type { GroupDetail, GroupPartition } from './model.ts';

export interface GroupOfTopic {
  readonly group: GroupDetail;
  /** The group's partitions of this topic: committed once, or owned now. */
  readonly partitions: readonly GroupPartition[];
  /** Sum over the partitions whose lag is known; undefined when none is. */
  readonly lag: number | undefined;
  /** Members that own a partition of it. */
  readonly members: number;
}

/** By topic name, groups in the order given; one pass over all, for clusters with many topics. */
export function groupsByTopic(groups: readonly GroupDetail[]): ReadonlyMap<string, readonly GroupOfTopic[]> {
  const found = new Map<string, GroupOfTopic[]>();
  for (const group of groups) {
    for (const { topic, items } of byTopic(group.partitions)) {
      const list = found.get(topic) ?? [];
      found.set(topic, list);
      list.push(groupOfTopic(group, items));
    }
  }
  return found;
}

function groupOfTopic(group: GroupDetail, partitions: readonly GroupPartition[]): GroupOfTopic {
  const lags = partitions.flatMap(({ lag }) => (lag === undefined ? [] : [lag]));
  const owners = new Set(partitions.flatMap(({ memberId }) => (memberId === undefined ? [] : [memberId])));
  return {
    group,
    partitions,
    lag: lags.length === 0 ? undefined : lags.reduce((sum, lag) => sum + lag, 0),
    members: owners.size,
  };
}
