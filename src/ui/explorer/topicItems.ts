/** Rows of topics and partitions: leaders, replicas in sync, offsets, and the name's mark. Pure. */
import type { PartitionInfo, PartitionOffsets, TopicInfo } from '../../client/model.ts';
import type { TreeNode } from './tree.ts';
import { joined, list, type Words } from './words.ts';

/** What the linter has to say about a name, in the user's language. */
export interface NamingMark {
  /** One or two words for the row, e.g. `naming`. */
  readonly word: string;
  readonly explanation: string;
  readonly suggestion?: string;
}

export interface TopicsInput {
  readonly topics: readonly TopicInfo[];
  readonly offsets: readonly PartitionOffsets[];
  readonly showInternal: boolean;
  /** undefined = nothing to say about this name. */
  mark(topic: string): NamingMark | undefined;
}

export function topicsNode(input: TopicsInput, words: Words): TreeNode {
  const shown = input.topics.filter((topic) => input.showInternal || !topic.internal);
  const offsets = new Map(input.offsets.map((item) => [`${item.topic}/${item.partition}`, item]));
  const children = shown.map((topic) => topicNode(topic, offsets, input.mark(topic.name), words));
  const label = words.t('Topics');
  return {
    id: 'topics',
    target: {},
    view: {
      label,
      description: words.count(shown.length),
      icon: 'list-tree',
      context: 'topics',
      collapsible: 'expanded',
      spoken: joined([label, words.count(shown.length)]),
    },
    children,
  };
}

type Offsets = ReadonlyMap<string, PartitionOffsets>;

function topicNode(topic: TopicInfo, offsets: Offsets, mark: NamingMark | undefined, words: Words): TreeNode {
  const { name, partitions } = topic;
  const ranges = partitions.map(({ partition }) => offsets.get(`${name}/${partition}`));
  const known = ranges.filter((range) => range !== undefined);
  const records = known.reduce((sum, range) => sum + range.high - range.low, 0);
  const health = healthOf(partitions, words);
  const naming = topic.internal ? undefined : mark;
  const described = [
    topic.internal ? words.t('internal') : undefined,
    naming?.word,
    health?.word,
    partitions.length === 1
      ? words.t('1 partition')
      : words.t('{0} partitions', words.count(partitions.length)),
    known.length === 0 ? undefined : recordsText(records, words),
  ];
  return {
    id: `topic ${name}`,
    target: { topic: name },
    view: {
      label: name,
      description: joined(described),
      tooltip: topicTooltip(topic, naming, health, words),
      ...topicIcon(topic, naming, health),
      context: topic.internal ? 'topic.internal' : 'topic.user',
      collapsible: 'collapsed',
      spoken: joined([name, ...described]),
    },
    children: partitions.map((partition, index) => partitionNode(name, partition, ranges[index], words)),
  };
}

function topicTooltip(
  topic: TopicInfo,
  mark: NamingMark | undefined,
  health: Health | undefined,
  words: Words,
): string {
  const replicas = topic.partitions[0]?.replicas.length ?? 0;
  return [
    topic.name,
    words.t('Replicas per partition: {0}', words.count(replicas)),
    ...(health === undefined ? [] : [health.explanation]),
    ...(mark === undefined ? [] : [`${mark.word}: ${mark.explanation}`]),
    ...(mark?.suggestion === undefined ? [] : [words.t('Suggested: {0}', mark.suggestion)]),
  ].join('\n');
}

function topicIcon(
  topic: TopicInfo,
  mark: NamingMark | undefined,
  health: Health | undefined,
): { readonly icon: string; readonly color?: string } {
  if (health !== undefined) {
    return { icon: health.icon, color: health.color };
  }
  if (mark !== undefined) {
    return { icon: 'warning', color: 'list.warningForeground' };
  }
  return { icon: topic.internal ? 'gear' : 'layers' };
}

function partitionNode(
  topic: string,
  partition: PartitionInfo,
  range: PartitionOffsets | undefined,
  words: Words,
): TreeNode {
  const health = healthOf([partition], words);
  const leader = partition.leader < 0 ? words.t('no leader') : words.t('leader {0}', partition.leader);
  const isr = partition.isr.toSorted((a, b) => a - b);
  const inSync = words.t('ISR {0}', list(isr));
  const offsets =
    range === undefined ? undefined : words.t('offsets {0} to {1}', String(range.low), String(range.high));
  const records = range === undefined ? undefined : recordsText(range.high - range.low, words);
  const label = words.t('Partition {0}', partition.partition);
  const word = health?.word === leader ? undefined : health?.word;
  return {
    id: `partition ${topic}/${partition.partition}`,
    target: { topic, partition: partition.partition },
    view: {
      label,
      description: joined([word, leader, inSync, offsets, records]),
      tooltip: [
        `${topic}, ${label}`,
        words.t('Replicas: {0} (the first is the preferred leader)', list(partition.replicas)),
        words.t('In sync: {0}', list(isr)),
        words.t('Leader epoch: {0}', partition.leaderEpoch),
        ...(health === undefined ? [] : [health.explanation]),
        ...(partition.error === undefined ? [] : [partition.error]),
      ].join('\n'),
      icon: health?.icon ?? 'list-ordered',
      ...(health === undefined ? {} : { color: health.color }),
      context: 'partition',
      collapsible: 'none',
      spoken: joined([label, word, leader, inSync, offsets, records]),
    },
    children: [],
  };
}

interface Health {
  readonly word: string;
  readonly explanation: string;
  readonly icon: string;
  readonly color: string;
}

/** undefined = every partition has a leader and all its replicas in sync. */
function healthOf(partitions: readonly PartitionInfo[], words: Words): Health | undefined {
  if (partitions.some((partition) => partition.leader < 0)) {
    return {
      word: words.t('no leader'),
      explanation: words.t('Without a leader a partition can neither be written nor read.'),
      icon: 'error',
      color: 'list.errorForeground',
    };
  }
  if (partitions.some((partition) => partition.isr.length < partition.replicas.length)) {
    return {
      word: words.t('under-replicated'),
      explanation: words.t('Not every replica is in sync: a broker is down or behind.'),
      icon: 'issues',
      color: 'list.warningForeground',
    };
  }
  return undefined;
}

function recordsText(records: number, words: Words): string {
  return records === 1 ? words.t('1 record') : words.t('{0} records', words.count(records));
}
