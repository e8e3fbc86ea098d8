/**
 * Consumer groups: in one generation a partition has one owner, a member's generations only grow, and committed
 * offsets never go back, neither in the log nor in what the present coordinator tells.
 */
import { decodeRecord } from '../../../src/broker/group/records.ts';
import { type ClusterEye, recordsIn } from './clusterEye.ts';
import { check } from './violation.ts';

export class GroupChecker {
  readonly #eye: ClusterEye;
  /** By `group generation partition`. */
  readonly #owners = new Map<string, string>();
  readonly #generations = new Map<string, number>();
  /** The largest offset whose commit was acknowledged, by `group topic-partition`. */
  readonly #committed = new Map<string, number>();
  /** Values that members have processed, by group. */
  readonly #processed = new Map<string, Set<string>>();

  constructor(eye: ClusterEye) {
    this.#eye = eye;
  }

  get generations(): number {
    return new Set([...this.#owners.keys()].map((key) => key.split(' ').slice(0, 2).join(' '))).size;
  }

  /**
   * A member was given its partitions. Only such generations count: one that was announced and not yet stored is
   * announced again by the next coordinator, in Kafka too.
   */
  assigned(group: string, memberId: string, generation: number, partitions: readonly string[]): void {
    const before = this.#generations.get(`${group} ${memberId}`) ?? -1;
    check(generation >= before, `${memberId} of ${group} is in generation ${before}, then ${generation}`);
    this.#generations.set(`${group} ${memberId}`, generation);
    for (const partition of partitions) {
      const key = `${group} ${generation} ${partition}`;
      const other = this.#owners.get(key);
      check(other === undefined || other === memberId, `${key} belongs to ${other} and ${memberId}`);
      this.#owners.set(key, memberId);
    }
  }

  committed(group: string, partition: string, offset: number): void {
    const key = `${group} ${partition}`;
    this.#committed.set(key, Math.max(offset, this.#committed.get(key) ?? -1));
  }

  /** What was acknowledged when a request is sent is what its answer may not fall short of. */
  committedSoFar(group: string, partition: string): number {
    return this.#committed.get(`${group} ${partition}`) ?? -1;
  }

  /**
   * A coordinator told a committed offset.
   * @param atLeast `committedSoFar` when it was asked
   */
  fetched(group: string, partition: string, offset: number, atLeast: number): void {
    const key = `${group} ${partition}`;
    check(offset >= atLeast, `${key}: ${offset} is committed, after ${atLeast}`);
    // What was told must not go back either, acknowledged or not.
    if (offset >= 0) this.committed(group, partition, offset);
  }

  processed(group: string, value: string): void {
    const values = this.#processed.get(group) ?? new Set();
    this.#processed.set(group, values);
    values.add(value);
  }

  hasProcessed(group: string, value: string): boolean {
    return this.#processed.get(group)?.has(value) === true;
  }

  /** Once all is quiet: every commit in the log of __consumer_offsets, in its order. */
  endsWell(): void {
    const topic = this.#eye.image?.topicsByName.get('__consumer_offsets');
    const last = new Map<string, number>();
    topic?.partitions.forEach(({ leader }, index) => {
      const log = this.#eye.log(leader, topic.name, index);
      if (log === undefined) return;
      for (const { key, value } of recordsIn([this.#eye.bytesBefore(log, log.logEndOffset)])) {
        if (key === null) continue;
        const record = decodeRecord(key, value);
        if (record.type !== 'offset' || record.offset === null) continue;
        const name = `${record.groupId} ${record.topic}-${record.partition}`;
        const before = last.get(name) ?? -1;
        check(
          record.offset.offset >= before,
          `${name}: ${record.offset.offset} is committed after ${before}`,
        );
        last.set(name, record.offset.offset);
      }
    });
    for (const [name, offset] of this.#committed) {
      check(
        (last.get(name) ?? -1) >= offset,
        `${name}: the log has ${last.get(name)}, acknowledged ${offset}`,
      );
    }
  }
}
