/**
 * What the cluster did by itself, for a person: controllers, fenced brokers, leaders, ISRs, topics, and why. It compares the active
 * controller's metadata with what it saw before; it must not change anything.
 */
import type { Broker } from '../broker/broker.ts';
import type { Cluster } from '../broker/cluster.ts';
import type {
  BrokerRegistration,
  MetadataImage,
  PartitionRegistration,
} from '../broker/controller/metadataImage.ts';
import type { Absence, ClusterEvent } from './control.ts';
import { lineOf } from './eventLines.ts';

/** Of two that call themselves the controller, one is cut off: the other has the later epoch. */
export function activeController(cluster: Cluster): Broker | undefined {
  let active: Broker | undefined;
  for (const nodeId of cluster.nodeIds) {
    const broker = cluster.broker(nodeId);
    if (broker?.controller === undefined) continue;
    if (active === undefined || broker.quorum.epoch > active.quorum.epoch) active = broker;
  }
  return active;
}

export interface ClusterLogListener {
  event(event: ClusterEvent): void;
  line(line: string): void;
}

export class ClusterLog {
  readonly #listener: ClusterLogListener;
  readonly #now: () => number;
  #controller = -1;
  #offset = -1;
  #brokers = new Map<number, BrokerRegistration>();
  #partitions = new Map<string, PartitionRegistration>();
  #topics: ReadonlySet<string> | undefined;
  #isHealthy = true;

  /** @param now milliseconds since the epoch */
  constructor(listener: ClusterLogListener, now: () => number) {
    this.#listener = listener;
    this.#now = now;
  }

  /** @param image of the active controller `nodeId`: what is committed */
  look(nodeId: number, image: MetadataImage): void {
    if (nodeId === this.#controller && image.offset === this.#offset) return;
    if (nodeId !== this.#controller) {
      this.#say({ type: 'controller', at: this.#now(), nodeId, before: this.#controller });
    }
    // A new controller may still have to replay what the last one had committed.
    if (image.offset > this.#offset) this.#compare(image);
    this.#controller = nodeId;
    this.#offset = Math.max(image.offset, this.#offset);
  }

  #say(event: ClusterEvent): void {
    this.#listener.event(event);
    const line = lineOf(event);
    if (line !== undefined) this.#listener.line(line);
  }

  #compare(image: MetadataImage): void {
    const at = this.#now();
    for (const now of image.brokers.values()) {
      const before = this.#brokers.get(now.id);
      if (before === undefined || now.fenced === before.fenced) continue;
      this.#say(
        now.fenced
          ? { type: 'fenced', at, nodeId: now.id, why: absence(before, now) }
          : { type: 'unfenced', at, nodeId: now.id },
      );
    }
    this.#compareTopics(image, at);
    this.#comparePartitions(image, at);
    this.#brokers = new Map(image.brokers);
  }

  #compareTopics(image: MetadataImage, at: number): void {
    const topics = new Set(image.topicsByName.keys());
    const before = this.#topics;
    this.#topics = topics;
    if (before === undefined) return;
    for (const topic of topics)
      if (!before.has(topic)) this.#say({ type: 'topic', at, change: 'created', topic });
    for (const topic of before)
      if (!topics.has(topic)) this.#say({ type: 'topic', at, change: 'deleted', topic });
  }

  #comparePartitions(image: MetadataImage, at: number): void {
    const changes = new Map<string, { readonly event: PartitionEvent; readonly names: string[] }>();
    const partitions = new Map<string, PartitionRegistration>();
    let isHealthy = true;
    for (const topic of image.topicsById.values()) {
      for (const [index, now] of topic.partitions.entries()) {
        const key = `${topic.id}/${index}`;
        const before = this.#partitions.get(key);
        partitions.set(key, now);
        if (now.leader === -1 || now.isr.length < Math.min(2, now.replicas.length)) isHealthy = false;
        if (before === undefined || before === now) continue;
        for (const event of partitionChanges(before, now, at, (id) => this.#absence(id, image))) {
          const change = changes.get(JSON.stringify(event));
          if (change === undefined)
            changes.set(JSON.stringify(event), { event, names: [`${topic.name}-${index}`] });
          else change.names.push(`${topic.name}-${index}`);
        }
      }
    }
    for (const { event, names } of changes.values()) this.#say({ ...event, partitions: names });
    if (isHealthy && !this.#isHealthy) this.#say({ type: 'healthy', at });
    this.#isHealthy = isHealthy;
    this.#partitions = partitions;
  }

  /** Why a broker does not lead any longer. */
  #absence(id: number, image: MetadataImage): Absence {
    const now = image.brokers.get(id);
    if (now === undefined) return 'gone';
    return image.mayLead(id) ? 'gaveUp' : absence(this.#brokers.get(id), now);
  }
}

function absence(before: BrokerRegistration | undefined, now: BrokerRegistration): Absence {
  if (now.inControlledShutdown) return 'stops';
  return before?.epoch === now.epoch ? 'notHeard' : 'startedAnew';
}

type PartitionEvent = Extract<ClusterEvent, { readonly type: 'leader' | 'isr' }>;

function partitionChanges(
  before: PartitionRegistration,
  now: PartitionRegistration,
  at: number,
  why: (id: number) => Absence,
): readonly PartitionEvent[] {
  const gone = before.isr.filter((id) => !now.isr.includes(id)).toSorted();
  const come = now.isr.filter((id) => !before.isr.includes(id)).toSorted();
  const none: readonly string[] = [];
  const changed = {
    type: 'leader',
    at,
    leader: now.leader,
    before: before.leader,
    partitions: none,
  } as const;
  return [
    ...(now.leader === before.leader
      ? []
      : [{ ...changed, why: before.leader === -1 ? ('gaveUp' as const) : why(before.leader) }]),
    ...(gone.length === 0
      ? []
      : [{ type: 'isr', at, change: 'shrinks', replicas: gone, partitions: none } as const]),
    ...(come.length === 0
      ? []
      : [{ type: 'isr', at, change: 'grows', replicas: come, partitions: none } as const]),
  ];
}
