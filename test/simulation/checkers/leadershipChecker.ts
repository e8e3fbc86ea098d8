/**
 * Leadership, seen from outside after every step: one leader per partition and leader epoch, one controller per
 * epoch, epochs that only grow, and high watermarks that never pass what the in-sync replicas hold.
 */
import type { Broker } from '../../../src/broker/broker.ts';
import type { Partition } from '../../../src/broker/replica/partition.ts';
import type { ClusterEye } from './clusterEye.ts';
import { check } from './violation.ts';

interface Seen {
  readonly broker: Broker;
  readonly leaderEpoch: number;
  readonly highWatermark: number;
}

export interface LeadershipEvents {
  /** For the trace. */
  elected(topic: string, partition: number, nodeId: number, leaderEpoch: number): void;
  controller(nodeId: number, epoch: number): void;
}

export class LeadershipChecker {
  readonly #eye: ClusterEye;
  readonly #events: LeadershipEvents;
  /** By `topicId:partition:leaderEpoch`. */
  readonly #leaders = new Map<string, number>();
  readonly #controllers = new Map<number, number>();
  readonly #seen = new Map<string, Seen>();
  readonly #quorumEpochs = new Map<number, number>();

  constructor(eye: ClusterEye, events: LeadershipEvents) {
    this.#eye = eye;
    this.#events = events;
  }

  get elections(): number {
    return this.#leaders.size;
  }

  get controllerEpochs(): number {
    return this.#controllers.size;
  }

  look(): void {
    for (const nodeId of this.#eye.cluster.nodeIds) {
      const broker = this.#eye.cluster.broker(nodeId);
      if (broker === undefined) continue;
      this.#lookAtController(broker);
      for (const partition of broker.replicas.all()) this.#lookAt(broker, partition);
    }
  }

  #lookAtController(broker: Broker): void {
    const { nodeId, quorum } = broker;
    const before = this.#quorumEpochs.get(nodeId) ?? 0;
    if (quorum.epoch < before) check(false, `node ${nodeId} went from epoch ${before} to ${quorum.epoch}`);
    this.#quorumEpochs.set(nodeId, quorum.epoch);
    if (broker.controller === undefined) return;
    const other = this.#controllers.get(quorum.epoch);
    if (other === nodeId) return;
    check(other === undefined, `${other} and ${nodeId} are both controller of epoch ${quorum.epoch}`);
    this.#controllers.set(quorum.epoch, nodeId);
    this.#events.controller(nodeId, quorum.epoch);
  }

  #lookAt(broker: Broker, partition: Partition): void {
    const { nodeId } = broker;
    const { leaderEpoch, highWatermark, log } = partition;
    const name = (): string => `${partition.topic.name}-${partition.index} on ${nodeId}`;
    if (highWatermark > log.logEndOffset) {
      check(false, `${name()}: high watermark ${highWatermark} beyond the end ${log.logEndOffset}`);
    }
    const before = this.#seen.get(`${nodeId} ${partition.key}`);
    if (before?.broker === broker) {
      if (leaderEpoch < before.leaderEpoch) {
        check(false, `${name()}: leader epoch ${before.leaderEpoch}, then ${leaderEpoch}`);
      }
      if (leaderEpoch === before.leaderEpoch && highWatermark < before.highWatermark) {
        check(false, `${name()}: high watermark ${before.highWatermark}, then ${highWatermark}`);
      }
      const same = leaderEpoch === before.leaderEpoch && highWatermark === before.highWatermark;
      if (same && partition.role !== 'leader') return;
    }
    this.#seen.set(`${nodeId} ${partition.key}`, { broker, leaderEpoch, highWatermark });
    if (partition.role === 'leader') this.#lookAtLeader(nodeId, partition);
  }

  #lookAtLeader(nodeId: number, partition: Partition): void {
    const { leaderEpoch, highWatermark, topic, index } = partition;
    const key = `${partition.key}:${leaderEpoch}`;
    const other = this.#leaders.get(key);
    if (other !== nodeId) {
      check(other === undefined, `${topic.name}-${index} is led by ${other} and ${nodeId} in ${leaderEpoch}`);
      this.#leaders.set(key, nodeId);
      this.#events.elected(topic.name, index, nodeId, leaderEpoch);
    }
    const registration = this.#eye.image?.partition(topic.id, index);
    if (registration?.leaderEpoch !== leaderEpoch) return;
    for (const replica of registration.isr) {
      const end = this.#eye.cluster.disk(replica).log(topic.id, index)?.logEndOffset ?? 0;
      if (end >= highWatermark) continue;
      check(
        false,
        `${topic.name}-${index}: high watermark ${highWatermark}, in-sync ${replica} ends at ${end}`,
      );
    }
  }
}
