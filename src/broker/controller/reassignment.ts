/**
 * A partition on its way from some replicas to others (Kafka's PartitionReassignmentReplicas and
 * PartitionReassignmentRevert): what stands in `replicas` meanwhile, when it has arrived, and the way back. Pure lists.
 */
import type { PartitionRegistration } from './metadataImage.ts';

type Assignment = Pick<PartitionRegistration, 'replicas' | 'removingReplicas' | 'addingReplicas' | 'isr'>;

/** A way back out of a reassignment. */
export interface Reverted {
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  /** Nobody who stays is in sync: going back may lose records. */
  readonly unclean: boolean;
}

export function isReassigning({
  removingReplicas,
  addingReplicas,
}: Pick<Assignment, 'removingReplicas' | 'addingReplicas'>): boolean {
  return removingReplicas.length > 0 || addingReplicas.length > 0;
}

/** What is written down when a reassignment begins: old and new replicas together, the wanted ones first. */
export function reassignmentTo(
  current: readonly number[],
  target: readonly number[],
): Pick<Assignment, 'replicas' | 'removingReplicas' | 'addingReplicas'> {
  const missing = (from: readonly number[], others: readonly number[]): number[] =>
    from.filter((replica) => !others.includes(replica)).sort((a, b) => a - b);
  const removingReplicas = missing(current, target);
  return {
    replicas: [...target, ...removingReplicas],
    removingReplicas,
    addingReplicas: missing(target, current),
  };
}

/** Drops the replicas that leave once every other one is in sync; else the assignment as it is. */
export function completeReassignment(assignment: Assignment): Assignment {
  if (!isReassigning(assignment)) return assignment;
  const stays = (replica: number): boolean => !assignment.removingReplicas.includes(replica);
  const isr = assignment.isr.filter(stays);
  const replicas = assignment.replicas.filter(stays);
  const arrived = isr.length > 0 && replicas.every((replica) => isr.includes(replica));
  return arrived ? { replicas, isr, removingReplicas: [], addingReplicas: [] } : assignment;
}

/** The replicas from before the reassignment, with those in sync that are among them. */
export function revertReassignment({ replicas, addingReplicas, isr }: Assignment): Reverted {
  const original = replicas.filter((replica) => !addingReplicas.includes(replica));
  const remaining = isr.filter((replica) => !addingReplicas.includes(replica));
  return remaining.length > 0
    ? { replicas: original, isr: remaining, unclean: false }
    : { replicas: original, isr: original.slice(0, 1), unclean: true };
}
