/**
 * What checkers must know of power cuts. A node that lost what it had not synced stands in the metadata as it was until it
 * registers again: up to then nothing is promised of it, and from then on all that is promised of any other. And records that a
 * replica has lost were there when they were acknowledged, which clients may hear only later.
 */
import type { Cluster } from '../../../src/broker/cluster.ts';
import type { MetadataImage } from '../../../src/broker/controller/metadataImage.ts';
import type { Disk } from '../../../src/broker/disk.ts';
import type { Log } from '../../../src/broker/log/log.ts';
import { batchPositions, readLastOffset } from '../../../src/protocol/recordBatch.ts';
import { check } from './violation.ts';

interface LostRange {
  readonly from: number;
  readonly to: number;
}

export class PowerCuts {
  readonly #cluster: Cluster;
  readonly #image: () => MetadataImage | undefined;
  #unregistered: number | undefined;
  #atStake: number | undefined;
  #count = 0;
  /** By node, topic id and partition. */
  readonly #lost = new Map<string, LostRange[]>();

  /** @param image the newest that any node has replayed */
  constructor(cluster: Cluster, image: () => MetadataImage | undefined) {
    this.#cluster = cluster;
    this.#image = image;
  }

  get count(): number {
    return this.#count;
  }

  /** The node whose power was cut and that has not registered since. */
  get unregistered(): number | undefined {
    if (this.#unregistered !== undefined && this.#isRegistered(this.#unregistered))
      this.#unregistered = undefined;
    return this.#unregistered;
  }

  /**
   * The node that lost something and would lead if others crashed now: until it has registered, and after that where it led
   * last and nobody leads yet (`lastKnownElr`). Kafka, too, loses records then.
   */
  get atStake(): number | undefined {
    const nodeId = this.#atStake;
    if (nodeId !== undefined && this.unregistered === undefined && !this.#ledLast(nodeId))
      this.#atStake = undefined;
    return this.#atStake;
  }

  /**
   * Whether replication covers what a node might lose: nobody else is at stake, and wherever the node is in sync there are
   * others that are, all of them up and believed. A crash before made those that are not themselves incredible.
   */
  isCovered(nodeId: number): boolean {
    if (this.atStake !== undefined || !this.#isRegistered(nodeId)) return false;
    for (const { partitions } of this.#image()?.topicsById.values() ?? []) {
      for (const { isr, replicas } of partitions) {
        if (!replicas.includes(nodeId)) continue;
        const others = isr.filter((replica) => replica !== nodeId);
        if (others.length === 0 || !others.every((replica) => this.#isRegistered(replica))) return false;
      }
    }
    return true;
  }

  /** The power of a node is cut. */
  cut(nodeId: number): void {
    this.#unregistered = nodeId;
    this.#atStake = nodeId;
    this.#count += 1;
  }

  /** A node starts with what its disk has; a crash of its process alone loses nothing. @param before what that had */
  reopened(nodeId: number, before: Disk, after: Disk): void {
    for (const topic of this.#image()?.topicsById.values() ?? []) {
      for (const index of topic.partitions.keys()) {
        const from = after.log(topic.id, index)?.logEndOffset ?? 0;
        const to = endOfRecords(before.log(topic.id, index), from);
        if (from >= to) continue;
        check(
          nodeId === this.unregistered,
          `${topic.name}-${index} on ${nodeId} ends at ${from}, not at ${to}`,
        );
        const key = keyOf(nodeId, topic.id, index);
        this.#lost.set(key, [...(this.#lost.get(key) ?? []), { from, to }]);
      }
    }
  }

  /** Whether a node once had something at this offset, and lost it. */
  hasLost(nodeId: number, topicId: string, partition: number, offset: number): boolean {
    const ranges = this.#lost.get(keyOf(nodeId, topicId, partition));
    return ranges?.some(({ from, to }) => offset >= from && offset < to) === true;
  }

  /** Whether a partition without a leader had this one last. */
  #ledLast(nodeId: number): boolean {
    const topics = [...(this.#image()?.topicsById.values() ?? [])];
    return topics.some(({ partitions }) => partitions.some(({ lastKnownElr: [last] }) => last === nodeId));
  }

  /** Whether the newest metadata knows the node's present life. */
  #isRegistered(nodeId: number): boolean {
    const epoch = this.#cluster.broker(nodeId)?.brokerEpoch;
    return epoch !== undefined && epoch === this.#image()?.brokers.get(nodeId)?.epoch;
  }
}

/** Not where the log ends, as in Kafka, when it was cut within a batch: the whole batch went, and only what is on disk comes back. */
function endOfRecords(log: Log | undefined, from: number): number {
  if (log === undefined || log.logEndOffset <= from) return from;
  const { records } = log.read(Math.max(from, log.logStartOffset), 2 ** 30, log.logEndOffset, true);
  const last = records.at(-1);
  const position = last === undefined ? undefined : [...batchPositions(last)].at(-1);
  return last === undefined || position === undefined ? from : readLastOffset(last, position) + 1;
}

function keyOf(nodeId: number, topicId: string, partition: number): string {
  return `${nodeId}:${topicId}:${partition}`;
}
