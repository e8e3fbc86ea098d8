/**
 * What the group tests ask about a group: its state as the coordinator describes it, and its assignment
 * decoded from the members' own bytes.
 */
import kafkajs, { type Admin, type Consumer } from 'kafkajs';
import { eventually } from '../support.ts';

export interface MemberAssignment {
  readonly memberId: string;
  readonly clientId: string;
  readonly partitions: readonly number[];
}

/** Resolves once the group is Stable with `members` members; each with its partitions of `topic`, sorted. */
export async function stableGroup(
  admin: Admin,
  groupId: string,
  topic: string,
  members: number,
): Promise<readonly MemberAssignment[]> {
  return eventually(
    `${groupId} stable with ${members} members`,
    async () => {
      const { groups } = await admin.describeGroups([groupId]);
      const group = groups[0];
      if (group?.state !== 'Stable' || group.members.length !== members) {
        return undefined;
      }
      return group.members.map((member) => ({
        memberId: member.memberId,
        clientId: member.clientId,
        partitions: assigned(member.memberAssignment, topic),
      }));
    },
    45_000,
  );
}

/** How many partitions each member has, largest first. */
export function shares(assignments: readonly MemberAssignment[]): readonly number[] {
  return assignments.map(({ partitions }) => partitions.length).sort((left, right) => right - left);
}

/** Every partition that some member has, sorted: a partition with two owners stands there twice. */
export function owned(assignments: readonly MemberAssignment[]): readonly number[] {
  return assignments.flatMap(({ partitions }) => partitions).sort((left, right) => left - right);
}

/** The partitions each consumer was told it has at its latest join; undefined before the first. */
export function trackAssignment(consumer: Consumer, topic: string): () => readonly number[] | undefined {
  let latest: readonly number[] | undefined;
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    latest = [...(payload.memberAssignment[topic] ?? [])].sort((left, right) => left - right);
  });
  return () => latest;
}

function assigned(bytes: Buffer, topic: string): readonly number[] {
  const decoded = kafkajs.AssignerProtocol.MemberAssignment.decode(bytes);
  return [...(decoded?.assignment[topic] ?? [])].sort((left, right) => left - right);
}
