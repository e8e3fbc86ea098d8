/**
 * Metadata: whoever has replayed the log up to the same offset knows the same, partitions' epochs only grow, and who
 * leads, is in sync or may lead is so in keeping with each other (KIP-966).
 */
import type {
  MetadataImage,
  PartitionRegistration,
  ResourceConfigs,
} from '../../../src/broker/controller/metadataImage.ts';
import type { ClusterEye } from './clusterEye.ts';
import { check } from './violation.ts';

export class MetadataChecker {
  readonly #eye: ClusterEye;
  readonly #known = new Map<number, string>();
  readonly #seen = new Map<MetadataImage, number>();
  readonly #epochs = new Map<string, { readonly leaderEpoch: number; readonly partitionEpoch: number }>();
  #newest = -1;

  constructor(eye: ClusterEye) {
    this.#eye = eye;
  }

  look(): void {
    for (const nodeId of this.#eye.cluster.nodeIds) {
      const broker = this.#eye.cluster.broker(nodeId);
      if (broker === undefined) continue;
      this.#compare(`node ${nodeId}`, broker.image);
      const { controller } = broker;
      // Ahead of the others while records are under way: comparable once everything it holds is committed.
      if (controller === undefined || controller.state.image.offset !== broker.image.offset) continue;
      this.#compare(`controller ${nodeId}`, controller.state.image);
    }
    const image = this.#eye.image;
    if (image === undefined || image.offset === this.#newest) return;
    this.#newest = image.offset;
    this.#grows(image);
  }

  #compare(who: string, image: MetadataImage): void {
    if (image.offset < 0 || this.#seen.get(image) === image.offset) return;
    this.#seen.set(image, image.offset);
    const now = describe(image);
    const known = this.#known.get(image.offset);
    check(known === undefined || known === now, `${who} at offset ${image.offset}: ${now}, others ${known}`);
    this.#known.set(image.offset, now);
  }

  #grows(image: MetadataImage): void {
    for (const topic of image.topicsById.values()) {
      topic.partitions.forEach((partition, index) => {
        inKeeping(`${topic.name}-${index}`, partition, image);
        const { leaderEpoch, partitionEpoch } = partition;
        const key = `${topic.id}:${index}`;
        const before = this.#epochs.get(key);
        const grows =
          before === undefined ||
          (leaderEpoch >= before.leaderEpoch && partitionEpoch >= before.partitionEpoch);
        check(grows, `${topic.name}-${index}: epochs ${leaderEpoch}/${partitionEpoch} after ${show(before)}`);
        this.#epochs.set(key, { leaderEpoch, partitionEpoch });
      });
    }
  }
}

function inKeeping(name: string, partition: PartitionRegistration, image: MetadataImage): void {
  const { leader, isr, elr, lastKnownElr, replicas } = partition;
  const rules: readonly (readonly [string, boolean])[] = [
    ['is led by one in sync', leader === -1 || isr.includes(leader)],
    ['is led when somebody is in sync', leader !== -1 || isr.length === 0],
    [
      'has in sync and eligible replicas that are its own',
      [...isr, ...elr].every((id) => replicas.includes(id)),
    ],
    ['has none that is both', !isr.some((id) => elr.includes(id))],
    ['has nobody fenced in sync', isr.every((id) => image.isActive(id))],
    ['remembers the last leader as long as it has none', lastKnownElr.length > 0 === (leader === -1)],
  ];
  for (const [rule, holds] of rules) {
    if (!holds) check(false, `not so: ${name} ${rule}: ${JSON.stringify(partition)}`);
  }
}

function describe(image: MetadataImage): string {
  const topics = [...image.topicsById.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  return JSON.stringify({
    brokers: [...image.brokers.values()].sort((a, b) => a.id - b.id),
    topics,
    configs: [...image.allConfigs()].map(describeConfigs).sort(),
    features: [...image.featureLevels],
    producers: image.nextProducerId,
  });
}

/** The order in which they were set says nothing. */
function describeConfigs({ resourceType, resourceName, values }: ResourceConfigs): string {
  return JSON.stringify([resourceType, resourceName, [...values].sort()]);
}

function show(epochs: { readonly leaderEpoch: number; readonly partitionEpoch: number } | undefined): string {
  return `${epochs?.leaderEpoch}/${epochs?.partitionEpoch}`;
}
