/**
 * One change of one partition: from what it is and what is wanted of it to a PartitionChangeRecord, by the rules of
 * Kafka's PartitionChangeBuilder with eligible leader replicas (KIP-966). Pure: it knows neither brokers nor topics.
 *
 * An eligible leader replica (ELR) left the in-sync replicas while fewer than min.insync.replicas were left: nothing
 * was committed without it since, so it may lead. So the ISR may become empty and nothing is lost.
 */
import { zeroUuid } from '../../protocol/bytes.ts';
import { noLeaderChange, type PartitionRegistration } from './metadataImage.ts';
import type { MetadataRecord } from './metadataRecord.ts';
import { completeReassignment } from './reassignment.ts';

export type PartitionChange = Extract<MetadataRecord, { type: 'PartitionChange' }>['value'];

/** LeaderRecoveryState: set by an unclean election until the new leader says it has recovered (KIP-704). */
export const recovered = 0;
export const recovering = 1;

export const noLeader = -1;

export interface PartitionId {
  readonly topicId: string;
  readonly partitionId: number;
}

/**
 * `online` leaves a leader that may stay and else elects one that has every committed record; `preferred` would rather
 * have the first replica of the assignment; `unclean` takes whoever lives before it takes nobody.
 */
export type Election = 'online' | 'preferred' | 'unclean';

export interface ElectionRules {
  /** Whether a replica may lead: registered, not fenced, not shutting down. */
  readonly mayLead: (brokerId: number) => boolean;
  readonly election: Election;
  /** `min.insync.replicas`, and no more than there are replicas. */
  readonly minIsr: number;
}

/** What is wanted of a partition; the rest stays as it is. */
export interface PartitionTarget {
  readonly isr?: readonly number[];
  readonly replicas?: readonly number[];
  readonly removingReplicas?: readonly number[];
  readonly addingReplicas?: readonly number[];
  readonly leaderRecoveryState?: number;
  /** A replica that came back without what it had: whatever it was, it is not eligible now. */
  readonly uncleanShutdown?: number;
}

interface Elected {
  readonly leader: number;
  readonly unclean: boolean;
}

/** Where the change leads, before it is written as what differs. */
interface Wanted extends Pick<PartitionRegistration, 'replicas' | 'removingReplicas' | 'addingReplicas'> {
  readonly isr: readonly number[];
  readonly elr: readonly number[];
}

/** @returns undefined when nothing changes */
export function changePartition(
  id: PartitionId,
  before: PartitionRegistration,
  rules: ElectionRules,
  target: PartitionTarget = {},
): PartitionChange | undefined {
  const asked = completeReassignment({
    replicas: target.replicas ?? before.replicas,
    removingReplicas: target.removingReplicas ?? before.removingReplicas,
    addingReplicas: target.addingReplicas ?? before.addingReplicas,
    isr: target.isr ?? before.isr,
  });
  const wanted = { ...asked, elr: eligibleLeaders(before, asked, rules.minIsr, target.uncleanShutdown) };
  const elected = elect(before, wanted, rules);
  const after = afterElection(before, wanted, elected);
  const replicaLeaves = before.replicas.some((replica) => !wanted.replicas.includes(replica));
  const sameReplicas = same(wanted.replicas, before.replicas);
  const change: PartitionChange = {
    partitionId: id.partitionId,
    topicId: id.topicId,
    isr: changed(after.isr, before.isr),
    // A replica that leaves must not go on fetching: only a new leader epoch keeps it out.
    leader: elected.leader !== before.leader || replicaLeaves ? elected.leader : noLeaderChange,
    replicas: changed(wanted.replicas, before.replicas),
    removingReplicas: changed(wanted.removingReplicas, before.removingReplicas),
    addingReplicas: changed(wanted.addingReplicas, before.addingReplicas),
    leaderRecoveryState: recoveryStateAfter(before, elected, target.leaderRecoveryState),
    directories: sameReplicas ? null : wanted.replicas.map(() => zeroUuid),
    eligibleLeaderReplicas: changed(after.elr, before.elr),
    lastKnownElr: changed(lastKnownLeader(before, after.isr, elected.leader), before.lastKnownElr),
  };
  return isEmpty(change) ? undefined : change;
}

/** The registration of a partition that is new: every replica that lives is in sync, the first of them leads. */
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
    leader: alive[0] ?? noLeader,
    leaderRecoveryState: recovered,
    leaderEpoch: 0,
    partitionEpoch: 0,
    directories: replicas.map(() => zeroUuid),
    eligibleLeaderReplicas: null,
    lastKnownElr: null,
  };
}

/**
 * Those that were in sync or eligible and are not in sync now, as long as too few are in sync to commit anything. Kafka
 * also keeps replicas that a reassignment has taken away: a partition that loses all others then waits for them for ever.
 */
function eligibleLeaders(
  before: PartitionRegistration,
  { isr, replicas }: Pick<PartitionRegistration, 'isr' | 'replicas'>,
  minIsr: number,
  uncleanShutdown: number | undefined,
): readonly number[] {
  if (isr.length >= minIsr) return [];
  return [...new Set([...before.elr, ...before.isr])]
    .filter((replica) => replicas.includes(replica) && !isr.includes(replica) && replica !== uncleanShutdown)
    .sort((a, b) => a - b);
}

function elect(before: PartitionRegistration, wanted: Wanted, rules: ElectionRules): Elected {
  const { isr, elr, replicas } = wanted;
  const isValid = (replica: number): boolean =>
    (isr.includes(replica) || (isr.length === 0 && elr.includes(replica))) && rules.mayLead(replica);
  const clean = (leader: number): Elected => ({ leader, unclean: false });
  const [preferred = noLeader] = replicas;
  if (rules.election === 'preferred' && isValid(preferred)) return clean(preferred);
  if (isValid(before.leader)) return clean(before.leader);
  const next = replicas.find(isValid);
  if (next !== undefined) return clean(next);
  // Nobody is known to have everything. Who led last has as much as anybody: it is waited for.
  const [last] = before.lastKnownElr;
  if (isr.length === 0 && elr.length === 0 && last !== undefined && rules.mayLead(last)) {
    return { leader: last, unclean: true };
  }
  const survivor = rules.election === 'unclean' ? replicas.find(rules.mayLead) : undefined;
  return survivor === undefined ? clean(noLeader) : { leader: survivor, unclean: true };
}

/** Whoever leads is in sync with itself; after an unclean election nobody else is, and nobody else is eligible. */
function afterElection(
  before: PartitionRegistration,
  { isr, elr }: Wanted,
  { leader, unclean }: Elected,
): Pick<Wanted, 'isr' | 'elr'> {
  if (leader === before.leader) return { isr, elr };
  if (unclean) return { isr: [leader], elr: [] };
  return elr.includes(leader)
    ? { isr: [leader], elr: elr.filter((replica) => replica !== leader) }
    : { isr, elr };
}

/** In `lastKnownElr`: who led when the last replica left the ISR, until somebody leads again. */
function lastKnownLeader(
  before: PartitionRegistration,
  isr: readonly number[],
  leader: number,
): readonly number[] {
  if (leader !== noLeader) return [];
  const leaves = isr.length === 0 && before.isr.length > 0 && before.leader !== noLeader;
  return leaves ? [before.leader] : before.lastKnownElr;
}

/** @returns -1 when it stays */
function recoveryStateAfter(
  before: PartitionRegistration,
  elected: Elected,
  wanted = before.leaderRecoveryState,
): number {
  if (wanted !== before.leaderRecoveryState) return wanted;
  const lost = elected.unclean && elected.leader !== before.leader;
  return lost && before.leaderRecoveryState !== recovering ? recovering : -1;
}

/** null stands for what stays. */
function changed(after: readonly number[], before: readonly number[]): readonly number[] | null {
  return same(after, before) ? null : after;
}

function same(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((value, index) => value === right[index]);
}

function isEmpty(change: PartitionChange): boolean {
  const { partitionId, topicId, leader, leaderRecoveryState, ...lists } = change;
  const stays = leader === noLeaderChange && leaderRecoveryState === -1;
  return stays && Object.values(lists).every((list) => list === null);
}
