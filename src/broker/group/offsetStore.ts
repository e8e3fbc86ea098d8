/**
 * The committed offsets of a shard's groups, changed by committed records and by nothing else; and which partitions
 * have a commit on its way to the log, so that nobody deletes a group or an offset under it.
 */

export interface CommittedOffset {
  readonly offset: number;
  /** -1 when the client did not say. */
  readonly leaderEpoch: number;
  readonly metadata: string;
  readonly commitTimestamp: number;
  /** Milliseconds; -1 unless the commit itself asked for a retention time (versions 2 to 4). */
  readonly expireTimestamp: number;
  /** The topic's id at the time of the commit; the zero uuid when the record does not say. */
  readonly topicId: string;
}

/** topic → partition → T */
type ByPartition<T> = Map<string, Map<number, T>>;

export class OffsetStore {
  readonly #committed = new Map<string, ByPartition<CommittedOffset>>();
  /** How many commits of a partition are under way. */
  readonly #pending = new Map<string, ByPartition<number>>();

  get(groupId: string, topic: string, partition: number): CommittedOffset | undefined {
    return this.#committed.get(groupId)?.get(topic)?.get(partition);
  }

  /** All committed offsets of a group, topic by topic; empty when it has none. */
  ofGroup(groupId: string): ReadonlyMap<string, ReadonlyMap<number, CommittedOffset>> {
    return this.#committed.get(groupId) ?? new Map();
  }

  set(groupId: string, topic: string, partition: number, offset: CommittedOffset): void {
    setIn(this.#committed, groupId, topic, partition, offset);
  }

  delete(groupId: string, topic: string, partition: number): void {
    deleteIn(this.#committed, groupId, topic, partition);
  }

  /** A commit is handed to the log. */
  began(groupId: string, topic: string, partition: number): void {
    setIn(this.#pending, groupId, topic, partition, this.#pendingCount(groupId, topic, partition) + 1);
  }

  /** A commit that began is committed or has failed. */
  ended(groupId: string, topic: string, partition: number): void {
    const count = this.#pendingCount(groupId, topic, partition) - 1;
    if (count > 0) setIn(this.#pending, groupId, topic, partition, count);
    else deleteIn(this.#pending, groupId, topic, partition);
  }

  isPending(groupId: string, topic: string, partition: number): boolean {
    return this.#pendingCount(groupId, topic, partition) > 0;
  }

  hasPending(groupId: string): boolean {
    return this.#pending.has(groupId);
  }

  /** Every partition for which the log says something or is about to. */
  *partitions(groupId: string): Generator<{ readonly topic: string; readonly partition: number }> {
    for (const [topic, partitions] of this.#committed.get(groupId) ?? []) {
      for (const partition of partitions.keys()) yield { topic, partition };
    }
    for (const [topic, partitions] of this.#pending.get(groupId) ?? []) {
      for (const partition of partitions.keys()) {
        if (this.get(groupId, topic, partition) === undefined) yield { topic, partition };
      }
    }
  }

  /** The groups that have committed something. */
  groupIds(): IterableIterator<string> {
    return this.#committed.keys();
  }

  #pendingCount(groupId: string, topic: string, partition: number): number {
    return this.#pending.get(groupId)?.get(topic)?.get(partition) ?? 0;
  }
}

function setIn<T>(
  map: Map<string, ByPartition<T>>,
  groupId: string,
  topic: string,
  partition: number,
  value: T,
): void {
  let topics = map.get(groupId);
  if (topics === undefined) {
    topics = new Map();
    map.set(groupId, topics);
  }
  const partitions = topics.get(topic);
  if (partitions === undefined) topics.set(topic, new Map([[partition, value]]));
  else partitions.set(partition, value);
}

function deleteIn<T>(
  map: Map<string, ByPartition<T>>,
  groupId: string,
  topic: string,
  partition: number,
): void {
  const topics = map.get(groupId);
  const partitions = topics?.get(topic);
  partitions?.delete(partition);
  if (partitions?.size === 0) topics?.delete(topic);
  if (topics?.size === 0) map.delete(groupId);
}
