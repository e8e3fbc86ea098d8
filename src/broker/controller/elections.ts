/**
 * Who leads a partition, and what changes when a broker comes or goes. Pure decisions over one partition's
 * registration; the answer is a PartitionChangeRecord or nothing (Kafka's PartitionChangeBuilder).
 */
import { zeroUuid } from '../../protocol/bytes.ts';
import type { ControllerState } from './controller.ts';
import { noLeaderChange, type PartitionRegistration, topicResource } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';

export type PartitionChange = Extract<MetadataRecord, { type: 'PartitionChange' }>['value'];

/** LeaderRecoveryState: set by an unclean election until the new leader says it has recovered. */
export const recovered = 0;
export const recovering = 1;

export interface PartitionId {
  readonly topicId: string;
  readonly partitionId: number;
}

export interface ElectionRules {
  /** Whether a replica may lead: registered, not fenced, not shutting down. */
  readonly mayLead: (brokerId: number) => boolean;
  /** `unclean.leader.election.enable` of the topic. */
  readonly unclean: boolean;
}

/** A change that names nothing yet. */
export function emptyChange(id: PartitionId): PartitionChange {
  return {
    partitionId: id.partitionId,
    topicId: id.topicId,
    isr: null,
    leader: noLeaderChange,
    replicas: null,
    removingReplicas: null,
    addingReplicas: null,
    leaderRecoveryState: -1,
    directories: null,
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
  };
}

/**
 * The change after `leaving` brokers may no longer be in sync, or after others came back. A leader that may
 * still lead stays; else the first in-sync replica in assignment order takes over; else, if the topic allows
 * it, any replica that lives (losing what only the others had); else the partition goes offline. The last
 * in-sync replica is never removed: only it is known to hold every committed record.
 * @returns undefined when nothing changes
 */
export function electLeader(
  id: PartitionId,
  before: PartitionRegistration,
  rules: ElectionRules,
  leaving: ReadonlySet<number> = noBroker,
): PartitionChange | undefined {
  const staying = before.isr.filter((replica) => !leaving.has(replica));
  const isr = staying.length > 0 ? staying : before.isr.slice(0, 1);
  const mayLead = (replica: number): boolean => !leaving.has(replica) && rules.mayLead(replica);
  const elected = choose(before, isr, mayLead, rules.unclean);
  const isrAfter = elected.unclean ? [elected.leader] : isr;
  const sameIsr = isrAfter.length === before.isr.length && isrAfter.every((id) => before.isr.includes(id));
  if (elected.leader === before.leader && sameIsr) return undefined;
  return {
    ...emptyChange(id),
    isr: sameIsr ? null : isrAfter,
    leader: elected.leader === before.leader ? noLeaderChange : elected.leader,
    leaderRecoveryState: elected.unclean ? recovering : -1,
  };
}

/** The records that give partitions without a leader one, where their topics allow what may lose records. */
export function electUncleanLeaders({ image, configs }: ControllerState): MetadataRecord[] {
  const mayLead = (brokerId: number): boolean => image.mayLead(brokerId);
  const records: MetadataRecord[] = [];
  for (const topic of image.topicsById.values()) {
    const overrides = image.configsOf(topicResource, topic.name);
    if (!configs.topicBoolean(overrides, 'unclean.leader.election.enable')) continue;
    topic.partitions.forEach((partition, partitionId) => {
      if (partition.leader !== -1) return;
      const id = { topicId: topic.id, partitionId };
      const change = electLeader(id, partition, { mayLead, unclean: true });
      if (change !== undefined) records.push({ type: 'PartitionChange', value: change });
    });
  }
  return records;
}

/** The registration of a partition that is new: every replica in sync, the first one leads. */
export function newPartition(
  id: PartitionId,
  replicas: readonly number[],
  mayLead: (brokerId: number) => boolean,
): Extract<MetadataRecord, { type: 'Partition' }>['value'] {
  const alive = replicas.filter(mayLead);
  const isr = alive.length > 0 ? alive : replicas.slice(0, 1);
  return {
    partitionId: id.partitionId,
    topicId: id.topicId,
    replicas,
    isr,
    removingReplicas: [],
    addingReplicas: [],
    leader: alive[0] ?? -1,
    leaderRecoveryState: recovered,
    leaderEpoch: 0,
    partitionEpoch: 0,
    directories: replicas.map(() => zeroUuid),
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
  };
}

function choose(
  before: PartitionRegistration,
  isr: readonly number[],
  mayLead: (replica: number) => boolean,
  unclean: boolean,
): { readonly leader: number; readonly unclean: boolean } {
  if (before.leader !== -1 && isr.includes(before.leader) && mayLead(before.leader)) {
    return { leader: before.leader, unclean: false };
  }
  const clean = before.replicas.find((replica) => isr.includes(replica) && mayLead(replica));
  if (clean !== undefined) return { leader: clean, unclean: false };
  const survivor = unclean ? before.replicas.find(mayLead) : undefined;
  return survivor === undefined ? { leader: -1, unclean: false } : { leader: survivor, unclean: true };
}

const noBroker: ReadonlySet<number> = new Set();
