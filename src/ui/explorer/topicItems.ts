/** Rows of topics and partitions: leaders, replicas in sync, offsets, the groups that read them, and the name's mark. Pure. */
import type { ConfigEntry } from '../../client/adminService.ts';
import { type GroupOfTopic, groupsByTopic } from '../../client/groupsOfTopic.ts';
import type { GroupDetail, PartitionInfo, PartitionOffsets, TopicInfo } from '../../client/model.ts';
import { type Arrangement, arrangeTopics } from './arrangement.ts';
import { configsNode } from './configItems.ts';
import type { TreeNode } from './tree.ts';
import { joined, lagText, list, membersText, partitionsText, recordsText, type Words } from './words.ts';

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
  readonly groups: readonly GroupDetail[];
  readonly showInternal: boolean;
  readonly arrangement: Arrangement;
  /** Of topics whose configs were looked at. */
  configs(topic: string): readonly ConfigEntry[] | undefined;
  /** undefined = nothing to say about this name. */
  mark(topic: string): NamingMark | undefined;
}

export function topicsNode(input: TopicsInput, words: Words): TreeNode {
  const offsets = new Map(input.offsets.map((item) => [`${item.topic}/${item.partition}`, item]));
  const records = recordsByTopic(input.offsets);
  const wanted = input.topics.filter((topic) => input.showInternal || !topic.internal);
  const { shown, left, all } = arrangeTopics(wanted, input.arrangement, (name) => records.get(name));
  const groups = groupsByTopic(input.groups);
  const children = shown.map((topic) => topicNode(topic, { ...input, offsets, groups }, words));
  const label = words.t('Topics');
  const matching = shown.length + left;
  const description =
    matching === all
      ? words.count(all)
      : words.t('{0} of {1}, filtered', words.count(matching), words.count(all));
  return {
    id: 'topics',
    target: {},
    view: {
      label,
      description,
      icon: 'list-tree',
      context: 'topics',
      collapsible: 'expanded',
      spoken: joined([label, description]),
    },
    children: left === 0 ? children : [...children, moreNode(left, words)],
  };
}

/** How many records each topic has, as far as its offsets were read. */
export function recordsByTopic(offsets: readonly PartitionOffsets[]): ReadonlyMap<string, number> {
  const records = new Map<string, number>();
  for (const { topic, low, high } of offsets) records.set(topic, (records.get(topic) ?? 0) + high - low);
  return records;
}

/** VS Code draws every row of a folder that opens: the rest comes when it is asked for. */
function moreNode(left: number, words: Words): TreeNode {
  const label = words.t('{0} more topics', words.count(left));
  const description = words.t('select to show more, or filter');
  return {
    id: 'topics more',
    target: {},
    view: {
      label,
      description,
      icon: 'ellipsis',
      context: 'more',
      collapsible: 'none',
      spoken: joined([label, description]),
      command: 'eddy.explorer.showMore',
    },
    children: [],
  };
}

interface Surroundings extends Pick<TopicsInput, 'arrangement' | 'configs' | 'mark'> {
  readonly offsets: ReadonlyMap<string, PartitionOffsets>;
  readonly groups: ReadonlyMap<string, readonly GroupOfTopic[]>;
}

function topicNode(topic: TopicInfo, input: Surroundings, words: Words): TreeNode {
  const { name, partitions } = topic;
  const { offsets } = input;
  const mark = input.mark(name);
  const isPinned = input.arrangement.pinned.has(name);
  const groups = input.groups.get(name) ?? [];
  const ranges = partitions.map(({ partition }) => offsets.get(`${name}/${partition}`));
  const known = ranges.filter((range) => range !== undefined);
  const records = known.reduce((sum, range) => sum + range.high - range.low, 0);
  const health = healthOf(partitions, words);
  const naming = topic.internal ? undefined : mark;
  const described = [
    isPinned ? words.t('pinned') : undefined,
    topic.internal ? words.t('internal') : undefined,
    naming?.word,
    health?.word,
    partitionsText(partitions.length, words),
    known.length === 0 ? undefined : recordsText(records, words),
  ];
  return {
    id: `topic ${name}`,
    target: { topic: name },
    view: {
      label: name,
      description: joined(described),
      tooltip: topicTooltip(topic, naming, health, words),
      ...topicIcon(topic, naming, health, isPinned),
      context: topic.internal ? 'topic.internal' : isPinned ? 'topic.user.pinned' : 'topic.user',
      collapsible: 'collapsed',
      spoken: joined([name, ...described]),
    },
    children: [
      ...partitions.map((partition, index) => partitionNode(name, partition, ranges[index], words)),
      ...groups.map((group) => readerNode(name, group, words)),
      configsNode(name, input.configs(name), words),
    ],
  };
}

/** A group beside the topic that it reads. */
function readerNode(topic: string, reader: GroupOfTopic, words: Words): TreeNode {
  const { group } = reader;
  const description = readerText(reader, words);
  return {
    id: `reader ${topic} ${group.groupId}`,
    target: { topic, group: group.groupId },
    view: {
      label: group.groupId,
      description,
      icon: 'organization',
      context: 'group',
      collapsible: 'none',
      spoken: joined([words.t('read by {0}', group.groupId), description]),
    },
    children: [],
  };
}

/** `Stable · 2 members · lag 12`. */
export function readerText({ group, lag, members }: GroupOfTopic, words: Words): string {
  return joined([group.state, membersText(members, words), lagText(lag, words)]);
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
  isPinned: boolean,
): { readonly icon: string; readonly color?: string } {
  if (health !== undefined) {
    return { icon: health.icon, color: health.color };
  }
  if (mark !== undefined) {
    return { icon: 'warning', color: 'list.warningForeground' };
  }
  return { icon: topic.internal ? 'gear' : isPinned ? 'pinned' : 'layers' };
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
