/**
 * The cluster's metadata as the replayed records tell it: brokers, topics, partitions, configs, producer ids.
 * Every node holds one, fed by the committed metadata log; the active controller holds another, fed as it appends.
 * It changes by the records that it replays and by nothing else; `imageRecords.ts` writes it down as such.
 */
import type { MetadataRecord } from './metadataRecord.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface BrokerRegistration {
  readonly id: number;
  /** The offset of the registration record: grows with each registration, so that a stale broker is told apart. */
  readonly epoch: number;
  readonly incarnationId: string;
  readonly endpoint: Endpoint;
  readonly rack: string | null;
  readonly fenced: boolean;
  readonly inControlledShutdown: boolean;
}

export interface PartitionRegistration {
  readonly replicas: readonly number[];
  /** Empty when none of those in sync is left; then `elr` tells who may lead (KIP-966). */
  readonly isr: readonly number[];
  /** Eligible leader replicas: not in sync, and known to have every committed record. */
  readonly elr: readonly number[];
  /** At most one: who led last, while nobody does. */
  readonly lastKnownElr: readonly number[];
  readonly removingReplicas: readonly number[];
  readonly addingReplicas: readonly number[];
  /** -1 when no replica may lead. */
  readonly leader: number;
  readonly leaderRecoveryState: number;
  readonly leaderEpoch: number;
  readonly partitionEpoch: number;
}

export interface TopicImage {
  readonly name: string;
  /** Kafka's printed form: 22 characters of base64url. */
  readonly id: string;
  readonly partitions: PartitionRegistration[];
}

export interface ResourceConfigs {
  readonly resourceType: number;
  readonly resourceName: string;
  readonly values: ReadonlyMap<string, string>;
}

/** What a replayed record changed, for who must act on it (a broker's replicas, a watcher of topics). */
export type MetadataChange =
  | { readonly type: 'partition'; readonly topic: TopicImage; readonly partition: number }
  | { readonly type: 'topics'; readonly topics: readonly TopicImage[] }
  | { readonly type: 'topicRemoved'; readonly topic: TopicImage }
  | { readonly type: 'broker'; readonly id: number }
  | { readonly type: 'config'; readonly resourceType: number; readonly resourceName: string }
  | { readonly type: 'other' };

/** ConfigRecord.resourceType: the codes of Kafka's ConfigResource.Type. */
export const topicResource = 2;
export const brokerResource = 4;
/** Of topics, brokers, brokers' loggers, client metrics and groups. */
export const resourceTypes: ReadonlySet<number> = new Set([topicResource, brokerResource, 8, 16, 32]);

export class MetadataImage {
  readonly brokers = new Map<number, BrokerRegistration>();
  readonly topicsByName = new Map<string, TopicImage>();
  readonly topicsById = new Map<string, TopicImage>();
  readonly featureLevels = new Map<string, number>();
  nextProducerId = 0;
  /** The offset of the last record replayed, -1 before the first. */
  offset = -1;
  readonly #configs = new Map<string, Map<string, string>>();

  /** What is set on a resource, without defaults; an empty map when nothing is. */
  configsOf(resourceType: number, resourceName: string): ReadonlyMap<string, string> {
    return this.#configs.get(`${resourceType}:${resourceName}`) ?? noConfigs;
  }

  /** Every resource on which something is set, with what is set. */
  *allConfigs(): IterableIterator<ResourceConfigs> {
    for (const [key, values] of this.#configs) {
      const separator = key.indexOf(':');
      const resourceType = Number(key.slice(0, separator));
      yield { resourceType, resourceName: key.slice(separator + 1), values };
    }
  }

  partition(topicId: string, partition: number): PartitionRegistration | undefined {
    return this.topicsById.get(topicId)?.partitions[partition];
  }

  /** Whether a broker is registered and alive: clients are told of it. */
  isActive(brokerId: number): boolean {
    const broker = this.brokers.get(brokerId);
    return broker !== undefined && !broker.fenced;
  }

  /** Whether a broker may lead and be in sync: alive, and not about to stop. */
  mayLead(brokerId: number): boolean {
    return this.isActive(brokerId) && this.brokers.get(brokerId)?.inControlledShutdown === false;
  }

  /** A copy that goes its own way: what a new controller starts from. */
  clone(): MetadataImage {
    const copy = new MetadataImage();
    for (const [id, broker] of this.brokers) copy.brokers.set(id, broker);
    for (const topic of this.topicsById.values()) {
      const own = { ...topic, partitions: [...topic.partitions] };
      copy.topicsById.set(own.id, own);
      copy.topicsByName.set(own.name, own);
    }
    for (const [name, level] of this.featureLevels) copy.featureLevels.set(name, level);
    for (const [key, configs] of this.#configs) copy.#configs.set(key, new Map(configs));
    copy.nextProducerId = this.nextProducerId;
    copy.offset = this.offset;
    return copy;
  }

  /**
   * Becomes what the records of a snapshot make, instead of what it was.
   * @param offset of the last record that the snapshot stands for
   */
  load(records: Iterable<MetadataRecord>, offset: number): void {
    this.brokers.clear();
    this.topicsByName.clear();
    this.topicsById.clear();
    this.featureLevels.clear();
    this.#configs.clear();
    this.nextProducerId = 0;
    this.offset = offset;
    for (const record of records) this.replay(record, offset);
  }

  /** Applies one record that stands at `offset` of the metadata log. */
  replay(record: MetadataRecord, offset: number): MetadataChange {
    this.offset = offset;
    switch (record.type) {
      case 'RegisterBroker':
        return this.#registerBroker(record.value);
      case 'UnregisterBroker':
        this.brokers.delete(record.value.brokerId);
        return { type: 'broker', id: record.value.brokerId };
      case 'BrokerRegistrationChange':
        return this.#changeBroker(record.value);
      case 'Topic': {
        const topic: TopicImage = { name: record.value.name, id: record.value.topicId, partitions: [] };
        this.topicsByName.set(topic.name, topic);
        this.topicsById.set(topic.id, topic);
        return { type: 'other' };
      }
      case 'Partition':
        return this.#setPartition(record.value);
      case 'PartitionChange':
        return this.#changePartition(record.value);
      case 'RemoveTopic':
        return this.#removeTopic(record.value.topicId);
      case 'Config':
        return this.#setConfig(record.value);
      case 'ProducerIds':
        this.nextProducerId = record.value.nextProducerId;
        return { type: 'other' };
      case 'FeatureLevel':
        this.featureLevels.set(record.value.name, record.value.featureLevel);
        return { type: 'other' };
      case 'ClearElr':
        return this.#clearElr(record.value.topicName);
      case 'NoOp':
        return { type: 'other' };
    }
  }

  #registerBroker(record: Extract<MetadataRecord, { type: 'RegisterBroker' }>['value']): MetadataChange {
    const endpoint = record.endPoints[0] ?? { host: '127.0.0.1', port: 0 };
    this.brokers.set(record.brokerId, {
      id: record.brokerId,
      epoch: record.brokerEpoch,
      incarnationId: record.incarnationId,
      endpoint: { host: endpoint.host, port: endpoint.port },
      rack: record.rack,
      fenced: record.fenced,
      inControlledShutdown: record.inControlledShutdown,
    });
    return { type: 'broker', id: record.brokerId };
  }

  #changeBroker(
    record: Extract<MetadataRecord, { type: 'BrokerRegistrationChange' }>['value'],
  ): MetadataChange {
    const broker = this.brokers.get(record.brokerId);
    if (broker !== undefined) {
      this.brokers.set(broker.id, {
        ...broker,
        fenced: record.fenced === 0 ? broker.fenced : record.fenced === 1,
        inControlledShutdown: record.inControlledShutdown === 1 || broker.inControlledShutdown,
      });
    }
    return { type: 'broker', id: record.brokerId };
  }

  #setPartition(record: Extract<MetadataRecord, { type: 'Partition' }>['value']): MetadataChange {
    const topic = this.topicsById.get(record.topicId);
    if (topic === undefined) return { type: 'other' };
    topic.partitions[record.partitionId] = {
      replicas: record.replicas,
      isr: record.isr,
      elr: record.eligibleLeaderReplicas ?? [],
      lastKnownElr: record.lastKnownElr ?? [],
      removingReplicas: record.removingReplicas,
      addingReplicas: record.addingReplicas,
      leader: record.leader,
      leaderRecoveryState: record.leaderRecoveryState,
      leaderEpoch: record.leaderEpoch,
      partitionEpoch: record.partitionEpoch,
    };
    return { type: 'partition', topic, partition: record.partitionId };
  }

  #changePartition(record: Extract<MetadataRecord, { type: 'PartitionChange' }>['value']): MetadataChange {
    const topic = this.topicsById.get(record.topicId);
    const before = topic?.partitions[record.partitionId];
    if (topic === undefined || before === undefined) return { type: 'other' };
    topic.partitions[record.partitionId] = mergePartition(before, record);
    return { type: 'partition', topic, partition: record.partitionId };
  }

  #clearElr(topicName: string): MetadataChange {
    const topics = [...this.topicsById.values()].filter(({ name }) => topicName === '' || topicName === name);
    for (const { partitions } of topics) {
      partitions.forEach((partition, index) => {
        if (!remembersLeaders(partition)) return;
        const partitionEpoch = partition.partitionEpoch + 1;
        partitions[index] = { ...partition, elr: [], lastKnownElr: [], partitionEpoch };
      });
    }
    return { type: 'topics', topics };
  }

  #removeTopic(topicId: string): MetadataChange {
    const topic = this.topicsById.get(topicId);
    if (topic === undefined) return { type: 'other' };
    this.topicsById.delete(topic.id);
    this.topicsByName.delete(topic.name);
    this.#configs.delete(`${topicResource}:${topic.name}`);
    return { type: 'topicRemoved', topic };
  }

  #setConfig(record: Extract<MetadataRecord, { type: 'Config' }>['value']): MetadataChange {
    const { resourceType, resourceName, name, value } = record;
    const key = `${resourceType}:${resourceName}`;
    const configs = this.#configs.get(key) ?? new Map<string, string>();
    if (value === null) configs.delete(name);
    else configs.set(name, value);
    if (configs.size === 0) this.#configs.delete(key);
    else this.#configs.set(key, configs);
    return { type: 'config', resourceType, resourceName };
  }
}

/** Whether there is something to forget once min.insync.replicas is another. */
export function remembersLeaders({ elr, lastKnownElr }: PartitionRegistration): boolean {
  return elr.length > 0 || lastKnownElr.length > 0;
}

/** No change of leader, in a PartitionChangeRecord. */
export const noLeaderChange = -2;

/**
 * A PartitionChangeRecord leaves out what stays. The partition epoch grows with each change, the leader
 * epoch with each named leader, be it the same one again (Kafka's PartitionRegistration.merge).
 */
export function mergePartition(
  before: PartitionRegistration,
  change: Extract<MetadataRecord, { type: 'PartitionChange' }>['value'],
): PartitionRegistration {
  const leaderNamed = change.leader !== noLeaderChange;
  return {
    replicas: change.replicas ?? before.replicas,
    isr: change.isr ?? before.isr,
    elr: change.eligibleLeaderReplicas ?? before.elr,
    lastKnownElr: change.lastKnownElr ?? before.lastKnownElr,
    removingReplicas: change.removingReplicas ?? before.removingReplicas,
    addingReplicas: change.addingReplicas ?? before.addingReplicas,
    leader: leaderNamed ? change.leader : before.leader,
    leaderRecoveryState:
      change.leaderRecoveryState === -1 ? before.leaderRecoveryState : change.leaderRecoveryState,
    leaderEpoch: leaderNamed ? before.leaderEpoch + 1 : before.leaderEpoch,
    partitionEpoch: before.partitionEpoch + 1,
  };
}

const noConfigs: ReadonlyMap<string, string> = new Map();
