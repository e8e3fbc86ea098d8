/** The cluster's brokers as cards that compare as columns: the same rows for each, whether it runs or not. Pure. */
import type { QuorumInfo } from '../../../client/adminService.ts';
import type { ClusterInfo, PartitionInfo } from '../../../client/model.ts';
import type { Fault, NodeStatus } from '../../../server/control.ts';
import type { BrokerCard, ClusterView, ReplicaRole, TopicChips } from './clusterMessages.ts';

/** A topic with more has counts in place of chips. */
const mostChips = 12;
const mostTopics = 200;

/** What only the embedded cluster tells. */
export interface OwnFacts {
  readonly nodes: readonly NodeStatus[];
  /** Requests a second by the order of the nodes; undefined while nobody can say. */
  requestsPerSecond(index: number): number | undefined;
  /** A fault in words. */
  faultWords(fault: Fault): string;
}

/** @param own undefined for any cluster but the embedded one */
export function clusterView(
  cluster: ClusterInfo,
  quorum: QuorumInfo | undefined,
  own: OwnFacts | undefined,
): ClusterView {
  const nodes = own?.nodes;
  const partitions = cluster.topics.flatMap((topic) => topic.partitions);
  const alive = new Set(cluster.brokers.map(({ id }) => id));
  return {
    embedded: nodes !== undefined,
    leader: quorum?.leader ?? cluster.controllerId,
    epoch: quorum?.epoch ?? -1,
    voters: quorum?.voters.map(({ id }) => id) ?? [],
    brokers: idsOf(cluster, partitions, nodes).map((id) => cardOf(id, cluster, quorum, own)),
    underReplicated: partitions.filter(({ replicas, isr }) =>
      replicas.some((id) => alive.has(id) && !isr.includes(id)),
    ).length,
    withoutLeader: partitions.filter(({ leader }) => leader < 0).length,
  };
}

/** Those that are down are known by their replicas, or by the cluster that is ours. */
function idsOf(
  cluster: ClusterInfo,
  partitions: readonly PartitionInfo[],
  nodes: readonly NodeStatus[] | undefined,
): readonly number[] {
  const ids = new Set([
    ...cluster.brokers.map(({ id }) => id),
    ...partitions.flatMap(({ replicas }) => replicas),
    ...(nodes ?? []).map(({ nodeId }) => nodeId),
  ]);
  return [...ids].sort((one, other) => one - other);
}

function cardOf(
  id: number,
  cluster: ClusterInfo,
  quorum: QuorumInfo | undefined,
  own: OwnFacts | undefined,
): BrokerCard {
  const broker = cluster.brokers.find((one) => one.id === id);
  const index = own?.nodes.findIndex(({ nodeId }) => nodeId === id) ?? -1;
  const node = own?.nodes[index];
  const state = node?.state ?? (broker === undefined ? 'unreachable' : 'running');
  // Kafka's own topics come last: they are not what one looks for.
  const topics = cluster.topics
    .toSorted((one, other) => Number(one.internal) - Number(other.internal))
    .map((topic) => chipsOf(topic.name, topic.internal, topic.partitions, id, state === 'running'))
    .filter((chips) => chips !== undefined)
    .slice(0, mostTopics);
  const sum = (count: (chips: TopicChips) => number): number =>
    topics.reduce((total, chips) => total + count(chips), 0);
  const leads = sum(({ counts }) => counts.leads);
  const follows = sum(({ counts }) => counts.follows);
  return {
    id,
    address: broker === undefined ? addressOf(node) : `${broker.host}:${broker.port}`,
    state,
    controller: state === 'running' && (quorum?.leader ?? cluster.controllerId) === id,
    drill: node?.drill ?? null,
    faults: node?.faults?.map((fault) => own?.faultWords(fault) ?? fault.api) ?? [],
    requestsPerSecond: own?.requestsPerSecond(index) ?? null,
    quorumLag: quorum?.voters.find((voter) => voter.id === id)?.lag ?? null,
    replicas: leads + follows + sum(({ counts }) => counts.out),
    leads,
    inSync: leads + follows,
    topics,
  };
}

function addressOf(node: NodeStatus | undefined): string {
  return node === undefined ? '' : `127.0.0.1:${node.port}`;
}

function chipsOf(
  name: string,
  internal: boolean,
  partitions: readonly PartitionInfo[],
  id: number,
  runs: boolean,
): TopicChips | undefined {
  const here = partitions
    .filter(({ replicas }) => replicas.includes(id))
    .map((info) => ({ partition: info.partition, role: roleOf(info, id, runs) }));
  if (here.length === 0) return undefined;
  const count = (...roles: readonly ReplicaRole[]): number =>
    here.filter(({ role }) => roles.includes(role)).length;
  return {
    name,
    partitions: internal || here.length > mostChips ? [] : here,
    counts: { leads: count('leads'), follows: count('follows'), out: count('out', 'off') },
  };
}

function roleOf({ leader, isr }: PartitionInfo, id: number, runs: boolean): ReplicaRole {
  if (!runs) return 'off';
  if (leader === id) return 'leads';
  return isr.includes(id) ? 'follows' : 'out';
}
