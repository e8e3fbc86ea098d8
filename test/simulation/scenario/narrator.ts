/**
 * Tells what changes in a cluster, in the order and at the time it changes: who is controller, which brokers are fenced,
 * leaders, epochs and in-sync replicas, truncations and high watermarks.
 */
import type {
  BrokerRegistration,
  PartitionRegistration,
} from '../../../src/broker/controller/metadataImage.ts';
import type { Partition } from '../../../src/broker/replica/partition.ts';
import type { ClusterEye } from '../checkers/clusterEye.ts';
import type { ReplicaObserver, ReplicaState } from '../checkers/replicaWatch.ts';

export class Narrator implements ReplicaObserver {
  readonly #eye: ClusterEye;
  readonly #now: () => number;
  readonly #controllers = new Map<number, number>();
  readonly #brokers = new Map<number, BrokerRegistration>();
  readonly #partitions = new Map<string, PartitionRegistration>();
  #events: string[] = [];
  #since = 0;
  #imageOffset = -1;

  constructor(eye: ClusterEye, now: () => number) {
    this.#eye = eye;
    this.#now = now;
  }

  note(event: string): void {
    // Tenths of seconds: a message more or less is not worth a change in every transcript.
    const seconds = (this.#now() - this.#since) / 1000;
    this.#events.push(`+${seconds.toFixed(1)} s  ${event}`);
  }

  /** Everything since the last call; times count from there. */
  take(): readonly string[] {
    const events = this.#events;
    this.#events = [];
    this.#since = this.#now();
    return events;
  }

  look(): void {
    for (const nodeId of this.#eye.cluster.nodeIds) this.#lookAtController(nodeId);
    const { image } = this.#eye;
    if (image === undefined || image.offset === this.#imageOffset) return;
    this.#imageOffset = image.offset;
    for (const broker of image.brokers.values()) this.#lookAtBroker(broker);
    for (const topic of image.topicsById.values()) {
      topic.partitions.forEach((registration, index) => {
        this.#lookAtPartition(`${topic.name}-${index}`, registration);
      });
    }
  }

  replicaChanged(nodeId: number, partition: Partition, before: ReplicaState | undefined): void {
    if (before === undefined || partition.topic.name.startsWith('__')) return;
    const { role, highWatermark, log } = partition;
    const name = `${partition.topic.name}-${partition.index}`;
    if (log.logEndOffset < before.logEndOffset) {
      this.note(`${nodeId} truncates ${name} from ${before.logEndOffset} to ${log.logEndOffset}`);
    }
    if (role === 'leader' && highWatermark !== before.highWatermark) {
      this.note(`${name}: high watermark ${highWatermark}`);
    }
  }

  #lookAtController(nodeId: number): void {
    const broker = this.#eye.cluster.broker(nodeId);
    const known = this.#controllers.get(nodeId);
    const epoch = broker?.controller === undefined ? undefined : broker.quorum.epoch;
    if (epoch === known) return;
    if (epoch === undefined) {
      this.#controllers.delete(nodeId);
      if (broker !== undefined) this.note(`${nodeId} is no longer the controller`);
    } else {
      this.#controllers.set(nodeId, epoch);
      this.note(`${nodeId} is the controller, epoch ${epoch}`);
    }
  }

  #lookAtBroker(broker: BrokerRegistration): void {
    const before = this.#brokers.get(broker.id);
    this.#brokers.set(broker.id, broker);
    const leaves = broker.inControlledShutdown && !broker.fenced;
    if (before === undefined || before.epoch !== broker.epoch) {
      this.note(`broker ${broker.id} registers, broker epoch ${broker.epoch}`);
    } else if (before.fenced !== broker.fenced) {
      this.note(`broker ${broker.id} is ${broker.fenced ? 'fenced' : 'unfenced'}`);
    } else if (leaves && !before.inControlledShutdown) this.note(`broker ${broker.id} is about to stop`);
  }

  #lookAtPartition(name: string, now: PartitionRegistration): void {
    const before = this.#partitions.get(name);
    if (before === now) return;
    this.#partitions.set(name, now);
    this.note(`${name}: ${leaderOf(now)}, leader epoch ${now.leaderEpoch}, ${standingOf(now)}`);
  }
}

/** Who leads; when nobody does, who led last (`lastKnownElr`), if that is remembered. */
export function leaderOf({ leader, lastKnownElr: [last] }: PartitionRegistration): string {
  if (leader !== -1) return `leader ${leader}`;
  return last === undefined ? 'no leader' : `no leader, the last one was ${last}`;
}

/** Who is in sync, and who is not and may lead all the same (KIP-966). */
export function standingOf({ isr, elr }: PartitionRegistration): string {
  return `ISR [${isr}]${elr.length > 0 ? `, eligible [${elr}]` : ''}`;
}
