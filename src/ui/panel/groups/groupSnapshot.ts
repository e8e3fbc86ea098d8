/**
 * One group on one topic as the panel shows it, out of what the cluster answered and what was sampled before.
 * Pure: rows keep the order of partition numbers and of names, so that a rebalance moves nothing but links.
 */
import type { GroupDetail, GroupMember, TopicInfo } from '../../../client/model.ts';
import type { ConsumerRow, GroupEvent, GroupSnapshot, PartitionRow } from '../messages.ts';
import { behind, type LagHistory, lagOf, type Sample, totalLag } from './lagHistory.ts';
import { type PartitionRates, partitionRates, pointsAfter, sumRates, trendOf } from './rates.ts';
import { readingOf } from './reading.ts';

export interface SnapshotInput {
  readonly detail: GroupDetail;
  readonly topic: TopicInfo;
  readonly history: LagHistory;
  readonly events: readonly GroupEvent[];
  readonly generation: number | null;
  readonly rebalancingSince: number | null;
  /** The practice consumers of this group by client id, killed ones too. */
  readonly practice: ReadonlyMap<string, PracticeFacts>;
  /** Points after this moment are sent; −Infinity for all. */
  readonly since: number;
}

export interface PracticeFacts {
  readonly messagesPerSecond: number;
  readonly killed: boolean;
}

/** The offsets in a group's description as one sample, indexed by partition number. */
export function sampleOf(
  detail: GroupDetail,
  topic: TopicInfo,
  ends: ReadonlyMap<number, number>,
  at: number,
): Sample {
  const byPartition = new Map(
    detail.partitions.filter((one) => one.topic === topic.name).map((one) => [one.partition, one]),
  );
  const numbers = partitionNumbers(topic);
  return {
    at,
    ends: numbers.map((partition) => byPartition.get(partition)?.end ?? ends.get(partition)),
    committed: numbers.map((partition) => byPartition.get(partition)?.committed),
  };
}

export function snapshotOf(input: SnapshotInput): GroupSnapshot {
  const { detail, topic, history, practice, since } = input;
  const samples = history.samples;
  const now = samples.at(-1) ?? { at: 0, ends: [], committed: [] };
  const names = memberNames(detail.members);
  const numbers = partitionNumbers(topic);
  const rates = numbers.map((partition) => partitionRates(samples, partition));
  const owners = ownersOf(detail.members, topic.name, names);
  const partitions = numbers.map((partition, index) =>
    partitionRow(topic, samples, partition, rates[index] ?? noRates, owners.get(partition)),
  );
  const consumers = consumerRows(detail.members, topic.name, names, rates, practice);
  const lag = totalLag(now);
  return {
    group: detail.groupId,
    topic: topic.name,
    topics: topicsOf(detail),
    state: detail.state,
    coordinator: detail.coordinator,
    assignor: detail.protocol,
    generation: input.generation,
    rebalancingSince: input.rebalancingSince,
    at: now.at,
    partitions,
    consumers,
    lag: lag ?? null,
    trend: trendOf(sumRates(rates), lag),
    reading: readingOf({
      state: detail.state,
      members: detail.members.length,
      idleConsumers: consumers.filter((one) => one.partitions.length + one.elsewhere === 0).length,
      partitions: numbers.map((partition, index) => ({
        partition,
        lag: lagOf(now, partition),
        consumer: owners.get(partition),
        ...(rates[index] ?? noRates),
      })),
    }),
    reset: since === Number.NEGATIVE_INFINITY,
    points: pointsAfter(samples, since),
    events: input.events,
  };
}

/** Topics the group has an assignment or a commit on, in order of name. */
export function topicsOf(detail: GroupDetail): readonly string[] {
  const assigned = detail.members.flatMap((member) => member.assignment.map((one) => one.topic));
  return [...new Set([...assigned, ...detail.partitions.map((one) => one.topic)])].sort();
}

/**
 * What to call each member, by member id: its client id, with a number where several share one. Numbers
 * follow the member ids, so a member keeps its number while the others stay.
 */
export function memberNames(members: readonly GroupMember[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  const inOrder = [...members].sort((one, other) => (one.memberId < other.memberId ? -1 : 1));
  for (const member of inOrder) {
    const same = inOrder.filter((other) => other.clientId === member.clientId);
    const clientId = member.clientId === '' ? member.memberId : member.clientId;
    names.set(member.memberId, same.length === 1 ? clientId : `${clientId} #${same.indexOf(member) + 1}`);
  }
  return names;
}

/** Who came and who went between two polls. */
export function membershipEvents(
  before: readonly GroupMember[],
  after: readonly GroupMember[],
  at: number,
): readonly GroupEvent[] {
  const gone = before.filter((member) => !after.some((other) => other.memberId === member.memberId));
  const come = after.filter((member) => !before.some((other) => other.memberId === member.memberId));
  const events: GroupEvent[] = [];
  if (come.length > 0) {
    events.push({ at, kind: 'joined', names: come.map((member) => member.clientId).sort() });
  }
  if (gone.length > 0) {
    events.push({ at, kind: 'left', names: gone.map((member) => member.clientId).sort() });
  }
  return events;
}

const noRates: PartitionRates = { arriving: undefined, handled: undefined, watched: 0 };

function partitionNumbers(topic: TopicInfo): readonly number[] {
  return topic.partitions.map((partition) => partition.partition).sort((one, other) => one - other);
}

function ownersOf(
  members: readonly GroupMember[],
  topic: string,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<number, string> {
  const owners = new Map<number, string>();
  for (const member of members) {
    for (const partition of partitionsOf(member, topic)) {
      owners.set(partition, names.get(member.memberId) ?? member.clientId);
    }
  }
  return owners;
}

function partitionsOf(member: GroupMember, topic: string): readonly number[] {
  return member.assignment
    .filter((one) => one.topic === topic)
    .flatMap((one) => one.partitions)
    .sort((one, other) => one - other);
}

function partitionRow(
  topic: TopicInfo,
  samples: readonly Sample[],
  partition: number,
  rates: PartitionRates,
  consumer: string | undefined,
): PartitionRow {
  const now = samples.at(-1);
  const lag = now === undefined ? undefined : lagOf(now, partition);
  return {
    partition,
    leader: topic.partitions.find((one) => one.partition === partition)?.leader ?? -1,
    end: now?.ends[partition] ?? null,
    committed: now?.committed[partition] ?? null,
    lag: lag ?? null,
    behind: behind(samples, partition) ?? null,
    trend: trendOf(rates, lag),
    consumer: consumer ?? null,
  };
}

function consumerRows(
  members: readonly GroupMember[],
  topic: string,
  names: ReadonlyMap<string, string>,
  rates: readonly PartitionRates[],
  practice: ReadonlyMap<string, PracticeFacts>,
): readonly ConsumerRow[] {
  const rows = members.map((member): ConsumerRow => {
    const partitions = partitionsOf(member, topic);
    const handled = sumRates(partitions.map((partition) => rates[partition] ?? noRates)).handled;
    return {
      name: names.get(member.memberId) ?? member.clientId,
      practice: practice.has(member.clientId),
      host: member.host.replace(/^\//, ''),
      partitions,
      perSecond: partitions.length === 0 ? 0 : (handled ?? null),
      elsewhere: member.assignment.reduce((sum, one) => sum + one.partitions.length, 0) - partitions.length,
      messagesPerSecond: practice.get(member.clientId)?.messagesPerSecond ?? null,
      killed: practice.get(member.clientId)?.killed ?? false,
    };
  });
  return rows.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
}
