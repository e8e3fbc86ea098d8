/**
 * Leadership, seen from outside after every step: one leader per partition and leader epoch, one controller per
 * epoch, epochs that only grow, and in-sync replicas that hold everything that any leader has called committed.
 */
import type { Partition } from '../../../src/broker/replica/partition.ts';
import type { ClusterEye } from './clusterEye.ts';
import type { ReplicaObserver, ReplicaState } from './replicaWatch.ts';
import { check } from './violation.ts';

export interface LeadershipEvents {
  /** For the trace. */
  elected(topic: string, partition: number, nodeId: number, leaderEpoch: number): void;
  controller(nodeId: number, epoch: number): void;
  /** For faults at the worst moment. */
  committed(nodeId: number): void;
  truncated(leaderId: number): void;
}

export class LeadershipChecker implements ReplicaObserver {
  readonly #eye: ClusterEye;
  readonly #events: LeadershipEvents;
  /** By `topicId:partition:leaderEpoch`. */
  readonly #leaders = new Map<string, number>();
  readonly #controllers = new Map<number, number>();
  /** The highest high watermark that any leader has had, by partition. */
  readonly #committed = new Map<string, number>();
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

  /** Epochs of the quorum, and who is controller in them. */
  look(): void {
    for (const nodeId of this.#eye.cluster.nodeIds) {
      const broker = this.#eye.cluster.broker(nodeId);
      if (broker === undefined) continue;
      const { epoch } = broker.quorum;
      const before = this.#quorumEpochs.get(nodeId) ?? 0;
      if (epoch !== before) {
        check(epoch > before, `node ${nodeId} went from epoch ${before} to ${epoch}`);
        this.#quorumEpochs.set(nodeId, epoch);
      }
      if (broker.controller !== undefined) this.#controls(nodeId, epoch);
    }
  }

  replicaChanged(nodeId: number, partition: Partition, before: ReplicaState | undefined): void {
    const { leaderEpoch, role, log } = partition;
    if (before !== undefined && leaderEpoch < before.leaderEpoch) {
      check(false, `${nameOf(partition, nodeId)}: leader epoch ${before.leaderEpoch}, then ${leaderEpoch}`);
    }
    if (role === 'leader') this.#leads(nodeId, partition);
    const isShorter = before !== undefined && log.logEndOffset < before.logEndOffset;
    if (role === 'leader' || isShorter) this.#inSyncHold(partition);
    if (before === undefined) return;
    if (role === 'leader' && partition.highWatermark > before.highWatermark) this.#events.committed(nodeId);
    if (role === 'follower' && isShorter) this.#events.truncated(partition.leader);
  }

  #controls(nodeId: number, epoch: number): void {
    const other = this.#controllers.get(epoch);
    if (other === nodeId) return;
    check(other === undefined, `${other} and ${nodeId} are both controller of epoch ${epoch}`);
    this.#controllers.set(epoch, nodeId);
    this.#events.controller(nodeId, epoch);
  }

  #leads(nodeId: number, { key, leaderEpoch, topic, index }: Partition): void {
    const term = `${key}:${leaderEpoch}`;
    const other = this.#leaders.get(term);
    if (other === nodeId) return;
    check(other === undefined, `${topic.name}-${index} is led by ${other} and ${nodeId} in ${leaderEpoch}`);
    this.#leaders.set(term, nodeId);
    this.#events.elected(topic.name, index, nodeId, leaderEpoch);
  }

  /**
   * What a leader has called committed lies on every replica that the newest metadata calls in sync: whichever of them
   * leads next, and however soon, has it.
   */
  #inSyncHold({ key, role, highWatermark, topic, index }: Partition): void {
    const before = this.#committed.get(key) ?? 0;
    const committed = role === 'leader' ? Math.max(before, highWatermark) : before;
    this.#committed.set(key, committed);
    for (const replica of this.#eye.inSync(this.#eye.image?.partition(topic.id, index))) {
      const end = this.#eye.cluster.disk(replica).log(topic.id, index)?.logEndOffset ?? 0;
      if (end >= committed) continue;
      check(false, `${topic.name}-${index}: committed up to ${committed}, in-sync ${replica} ends at ${end}`);
    }
  }
}

export function nameOf({ topic, index }: Partition, nodeId: number): string {
  return `${topic.name}-${index} on ${nodeId}`;
}
