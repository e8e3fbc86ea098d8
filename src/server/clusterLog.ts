/**
 * What the cluster did by itself, in lines for a person: controllers, fenced brokers, leaders, ISRs, and why. It compares
 * the active controller's metadata with what it saw before; it must not change anything.
 */
import type {
  BrokerRegistration,
  MetadataImage,
  PartitionRegistration,
} from '../broker/controller/metadataImage.ts';

/** A line names so many partitions, and counts the rest. */
const mostNames = 4;

export class ClusterLog {
  readonly #say: (line: string) => void;
  #controller = -1;
  #offset = -1;
  #brokers = new Map<number, BrokerRegistration>();
  #partitions = new Map<string, PartitionRegistration>();

  constructor(say: (line: string) => void) {
    this.#say = say;
  }

  /** @param image of the active controller `nodeId`: what is committed */
  look(nodeId: number, image: MetadataImage): void {
    if (nodeId === this.#controller && image.offset === this.#offset) return;
    if (nodeId !== this.#controller) {
      const before = this.#controller === -1 ? '' : `; before it was broker ${this.#controller}`;
      this.#say(`broker ${nodeId} is the controller${before}`);
    }
    // A new controller may still have to replay what the last one had committed.
    if (image.offset > this.#offset) this.#compare(image);
    this.#controller = nodeId;
    this.#offset = Math.max(image.offset, this.#offset);
  }

  #compare(image: MetadataImage): void {
    for (const now of image.brokers.values()) {
      const line = brokerChange(this.#brokers.get(now.id), now);
      if (line !== undefined) this.#say(line);
    }
    const changes = new Map<string, string[]>();
    const partitions = new Map<string, PartitionRegistration>();
    for (const topic of image.topicsById.values()) {
      for (const [index, now] of topic.partitions.entries()) {
        const key = `${topic.id}/${index}`;
        const before = this.#partitions.get(key);
        partitions.set(key, now);
        if (before === undefined || before === now) continue;
        for (const change of partitionChanges(before, now, (id) => this.#absence(id, image))) {
          changes.set(change, [...(changes.get(change) ?? []), `${topic.name}-${index}`]);
        }
      }
    }
    for (const [change, names] of changes) this.#say(`${list(names)}: ${change}`);
    this.#brokers = new Map(image.brokers);
    this.#partitions = partitions;
  }

  /** Why a broker does not lead any longer. */
  #absence(id: number, image: MetadataImage): string {
    const now = image.brokers.get(id);
    if (now === undefined) return 'which is gone';
    return image.mayLead(id) ? 'which gave it up' : `which ${absence(this.#brokers.get(id), now)}`;
  }
}

function brokerChange(before: BrokerRegistration | undefined, now: BrokerRegistration): string | undefined {
  if (before === undefined || now.fenced === before.fenced) return undefined;
  return now.fenced
    ? `broker ${now.id} is fenced: it ${absence(before, now)}`
    : `broker ${now.id} is unfenced: it is in touch with the controller and has caught up`;
}

function absence(before: BrokerRegistration | undefined, now: BrokerRegistration): string {
  if (now.inControlledShutdown) return 'stops';
  return before?.epoch === now.epoch ? 'has not been heard in time' : 'has started anew';
}

function partitionChanges(
  before: PartitionRegistration,
  now: PartitionRegistration,
  why: (id: number) => string,
): readonly string[] {
  const lost = before.leader === -1 ? 'nobody' : `broker ${before.leader}, ${why(before.leader)}`;
  const leader = now.leader === -1 ? 'nobody' : `broker ${now.leader}`;
  const gone = before.isr.filter((id) => !now.isr.includes(id)).toSorted();
  const come = now.isr.filter((id) => !before.isr.includes(id)).toSorted();
  return [
    ...(now.leader === before.leader ? [] : [`${leader} leads instead of ${lost}`]),
    ...(gone.length === 0 ? [] : [`out of sync: broker ${gone.join(', ')}`]),
    ...(come.length === 0 ? [] : [`in sync again: broker ${come.join(', ')}`]),
  ];
}

function list(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}
