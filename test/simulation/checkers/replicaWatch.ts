/**
 * Which replicas have changed since the last look, so that checkers may look after every step of a history and still
 * cost little: most steps change one replica or none.
 */
import type { Broker } from '../../../src/broker/broker.ts';
import type { Partition, Role } from '../../../src/broker/replica/partition.ts';
import type { ClusterEye } from './clusterEye.ts';

/** How a replica stood at the last look. */
export interface ReplicaState {
  readonly role: Role;
  readonly leaderEpoch: number;
  readonly isr: readonly number[];
  readonly highWatermark: number;
  readonly logStartOffset: number;
  readonly logEndOffset: number;
}

export interface ReplicaObserver {
  /** @param before undefined for a replica that the node has just opened */
  replicaChanged(nodeId: number, partition: Partition, before: ReplicaState | undefined): void;
}

interface Watched {
  readonly partition: Partition;
  before: ReplicaState | undefined;
}

interface WatchedNode {
  readonly broker: Broker;
  /** Partitions come and go by the metadata log alone. */
  imageOffset: number;
  replicas: readonly Watched[];
}

export class ReplicaWatch {
  readonly #eye: ClusterEye;
  readonly #observers: readonly ReplicaObserver[];
  readonly #nodes = new Map<number, WatchedNode>();

  constructor(eye: ClusterEye, observers: readonly ReplicaObserver[]) {
    this.#eye = eye;
    this.#observers = observers;
  }

  look(): void {
    for (const nodeId of this.#eye.cluster.nodeIds) {
      const broker = this.#eye.cluster.broker(nodeId);
      if (broker === undefined) continue;
      for (const watched of this.#replicasOf(broker)) {
        const { partition, before } = watched;
        if (before !== undefined && !hasChanged(before, partition)) continue;
        for (const observer of this.#observers) observer.replicaChanged(nodeId, partition, before);
        watched.before = stateOf(partition);
      }
    }
  }

  #replicasOf(broker: Broker): readonly Watched[] {
    const known = this.#nodes.get(broker.nodeId);
    const isKnown = known?.broker === broker;
    if (isKnown && known.imageOffset === broker.image.offset) return known.replicas;
    const before = new Map(isKnown ? known.replicas.map((watched) => [watched.partition, watched]) : []);
    const replicas = [...broker.replicas.all()].map(
      (partition) => before.get(partition) ?? { partition, before: undefined },
    );
    this.#nodes.set(broker.nodeId, { broker, imageOffset: broker.image.offset, replicas });
    return replicas;
  }
}

function hasChanged(before: ReplicaState, partition: Partition): boolean {
  const { log } = partition;
  return (
    before.logEndOffset !== log.logEndOffset ||
    before.highWatermark !== partition.highWatermark ||
    before.leaderEpoch !== partition.leaderEpoch ||
    before.isr !== partition.isr ||
    before.role !== partition.role ||
    before.logStartOffset !== log.logStartOffset
  );
}

function stateOf({ role, leaderEpoch, isr, highWatermark, log }: Partition): ReplicaState {
  const { logStartOffset, logEndOffset } = log;
  return { role, leaderEpoch, isr, highWatermark, logStartOffset, logEndOffset };
}
