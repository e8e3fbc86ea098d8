/** Rows of consumer groups: their members, who owns what, and how far behind. Pure. */
import type { GroupDetail, GroupMember, GroupPartition } from '../../client/model.ts';
import type { KnownGroup } from './snapshot.ts';
import type { TreeNode } from './tree.ts';
import { joined, lagText, list, membersText, type Words } from './words.ts';

export function groupsNode(groups: readonly KnownGroup[], words: Words): TreeNode {
  const label = words.t('Consumer Groups');
  return {
    id: 'groups',
    target: {},
    view: {
      label,
      description: words.count(groups.length),
      icon: 'organization',
      context: 'groups',
      collapsible: 'expanded',
      spoken: joined([label, words.count(groups.length)]),
    },
    children: groups.map((group) => groupNode(group, words)),
  };
}

function groupNode(group: KnownGroup, words: Words): TreeNode {
  const { groupId, members } = group;
  const lags = group.partitions.map((partition) => partition.lag).filter((lag) => lag !== undefined);
  const total = lags.reduce((sum, lag) => sum + lag, 0);
  const idle = members.filter((member) => isIdle(group, member)).length;
  const isLastKnown = group.lastKnown === true;
  const described = [
    isLastKnown ? words.t('last known: {0}', group.state) : group.state,
    membersText(members.length, words),
    idle === 0 ? undefined : words.t('{0} idle', words.count(idle)),
    lags.length === 0 ? undefined : lagText(total, words),
  ];
  const unowned = group.partitions.filter((partition) => partition.memberId === undefined);
  return {
    id: `group ${groupId}`,
    target: { group: groupId },
    view: {
      label: groupId,
      description: joined(described),
      tooltip: groupTooltip(group, idle, words),
      icon: isLastKnown ? 'history' : stateIcon(group.state),
      context: 'group',
      collapsible: 'collapsed',
      spoken: joined([words.t('group {0}', groupId), ...described]),
    },
    children: [
      ...members.toSorted(byName).map((member) => memberNode(group, member, words)),
      ...unowned.map((partition) => lagNode(groupId, partition, words)),
    ],
  };
}

function groupTooltip(group: KnownGroup, idle: number, words: Words): string {
  return [
    words.t('Group {0}: {1}', group.groupId, group.state),
    ...(group.lastKnown === true
      ? [words.t('Its coordinator does not answer at the moment: this is what was last known.')]
      : []),
    words.t('Coordinator: broker {0}', group.coordinator),
    ...(group.protocol === '' ? [] : [words.t('Assignor: {0}', group.protocol)]),
    ...(group.members.length === 0 ? [words.t('Nobody reads.')] : []),
    ...(idle === 0 ? [] : [words.t('Idle members: {0}. There are more consumers than partitions.', idle)]),
  ].join('\n');
}

function stateIcon(state: string): string {
  switch (state) {
    case 'Stable':
      return 'pass';
    case 'Empty':
    case 'Dead':
      return 'circle-slash';
    default:
      return 'sync';
  }
}

/** While a group rebalances nobody owns anything: only a stable group shows who is left over. */
function isIdle(group: GroupDetail, member: GroupMember): boolean {
  return group.state === 'Stable' && member.assignment.length === 0;
}

function byName(a: GroupMember, b: GroupMember): number {
  return a.clientId === b.clientId ? (a.memberId < b.memberId ? -1 : 1) : a.clientId < b.clientId ? -1 : 1;
}

function memberNode(group: GroupDetail, member: GroupMember, words: Words): TreeNode {
  const owned = group.partitions.filter((partition) => partition.memberId === member.memberId);
  const idle = isIdle(group, member);
  const described = memberWords(owned, idle, words);
  return {
    id: `member ${group.groupId} ${member.memberId}`,
    target: { group: group.groupId, member: member.memberId },
    view: {
      label: member.clientId,
      description: joined(described),
      tooltip: [member.memberId, words.t('Client {0} at {1}', member.clientId, member.host)].join('\n'),
      icon: idle ? 'debug-pause' : owned.length === 0 ? 'sync' : 'person',
      context: 'member',
      collapsible: owned.length === 0 ? 'none' : 'collapsed',
      spoken: joined([words.t('consumer {0}', member.clientId), ...described]),
    },
    children: owned.map((partition) => lagNode(group.groupId, partition, words)),
  };
}

function memberWords(owned: readonly GroupPartition[], idle: boolean, words: Words): readonly string[] {
  const [first, ...others] = owned;
  if (first === undefined) {
    return [idle ? words.t('idle: no partition is left for it') : words.t('waits for partitions')];
  }
  const lag = owned.reduce((sum, partition) => sum + (partition.lag ?? 0), 0);
  const partitions =
    others.length === 0
      ? words.t('partition {0}', first.partition)
      : words.t('partitions {0}', list(owned.map((partition) => partition.partition)));
  return [partitions, lagText(lag, words)];
}

function lagNode(group: string, partition: GroupPartition, words: Words): TreeNode {
  const { topic, end, committed, lag } = partition;
  const described = [
    lagText(lag, words),
    committed === undefined ? words.t('nothing committed') : words.t('committed {0}', String(committed)),
    end === undefined ? words.t('no leader') : words.t('end {0}', String(end)),
    partition.memberId === undefined ? words.t('nobody reads') : undefined,
  ];
  const label = words.t('Partition {0}', partition.partition);
  return {
    id: `lag ${group} ${topic}/${partition.partition}`,
    target: { group, topic, partition: partition.partition },
    view: {
      label,
      description: joined([...described, topic]),
      tooltip: [`${topic}, ${label}`, ...described.filter((text) => text !== undefined)].join('\n'),
      icon: 'list-ordered',
      context: 'groupPartition',
      collapsible: 'none',
      spoken: joined([label, ...described, topic]),
    },
    children: [],
  };
}
