/**
 * Kafka's `range` assignor, the one every client knows: per topic, members in order of their ids get
 * consecutive partitions, the first ones one more when it does not divide evenly. Pure.
 */
import type { TopicPartition } from './model.ts';

export interface Subscription {
  readonly memberId: string;
  readonly topics: readonly string[];
}

/** Every member is in the answer, with nothing when there are more members than partitions. */
export function rangeAssign(
  members: readonly Subscription[],
  partitionCounts: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly TopicPartition[]> {
  const assignment = new Map<string, TopicPartition[]>(members.map((member) => [member.memberId, []]));
  const topics = [...new Set(members.flatMap((member) => member.topics))].toSorted();
  for (const topic of topics) {
    const subscribed = members
      .filter((member) => member.topics.includes(topic))
      .toSorted((a, b) => (a.memberId < b.memberId ? -1 : 1));
    const count = partitionCounts.get(topic) ?? 0;
    let next = 0;
    for (const [index, member] of subscribed.entries()) {
      const share = Math.floor(count / subscribed.length) + (index < count % subscribed.length ? 1 : 0);
      for (let taken = 0; taken < share; taken++) {
        assignment.get(member.memberId)?.push({ topic, partition: next++ });
      }
    }
  }
  return assignment;
}
