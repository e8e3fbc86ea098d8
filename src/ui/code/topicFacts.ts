/** What the cluster knows of a topic that a source file names, and how it is said in one line. Pure. */
import { type GroupOfTopic, groupsByTopic } from '../../client/groupsOfTopic.ts';
import type { ClusterReading } from '../explorer/snapshot.ts';
import { recordsByTopic } from '../explorer/topicItems.ts';
import { joined, lagText, partitionsText, recordsText, type Words } from '../explorer/words.ts';

export interface TopicFacts {
  readonly partitions: number;
  /** undefined while no partition can say. */
  readonly records: number | undefined;
  /** The groups that read it, in the order of their ids. */
  readonly groups: readonly GroupOfTopic[];
}

/** A line has room for so many groups. */
const mostGroups = 3;

/** By name, every topic of the cluster; records of those whose offsets were read. */
export function factsOf({ cluster, offsets, groups }: ClusterReading): ReadonlyMap<string, TopicFacts> {
  const readers = groupsByTopic(groups);
  const records = recordsByTopic(offsets);
  return new Map(
    cluster.topics.map(({ name, partitions }) => [
      name,
      { partitions: partitions.length, records: records.get(name), groups: readers.get(name) ?? [] },
    ]),
  );
}

/** `billing: lag 12 · shipping: lag 0`. */
export function readersText({ groups }: TopicFacts, words: Words): string {
  if (groups.length === 0) return words.t('no consumer group');
  const left = groups.length - mostGroups;
  return joined([
    ...groups
      .slice(0, mostGroups)
      .map((one) => words.t('{0}: {1}', one.group.groupId, lagText(one.lag, words))),
    left <= 0
      ? undefined
      : left === 1
        ? words.t('1 more group')
        : words.t('{0} more groups', words.count(left)),
  ]);
}

/** `3 partitions · 120 records`. */
export function sizeText({ partitions, records }: TopicFacts, words: Words): string {
  return joined([
    partitionsText(partitions, words),
    records === undefined ? undefined : recordsText(records, words),
  ]);
}
