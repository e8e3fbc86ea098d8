/**
 * A cluster over Kafka's own protocol: the one `ClusterService` there is, for the embedded cluster and for
 * remote ones. It keeps no view of the cluster beyond a moment: who wants news asks again.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { nanoid } from 'nanoid';
import { browse } from './browse.ts';
import type { ClusterService, ConsumeHandlers, ConsumeOptions, Consumption } from './clusterService.ts';
import { ControllerWatch } from './controllerWatch.ts';
import { Coordinator } from './coordinator.ts';
import { KafkaError, toKafkaError } from './errors.ts';
import { GroupReader } from './groupReader.ts';
import { describeAt, describeListed, type GroupState, listGroups, partitionsOf, withLag } from './groups.ts';
import { describeCluster } from './metadata.ts';
import type {
  ClusterInfo,
  ClusterProfile,
  GroupDetail,
  GroupSummary,
  NewTopic,
  OffsetForTime,
  PartitionOffsets,
  RecordToSend,
  SentRecord,
} from './model.ts';
import { listOffsets, offsetsForTime, type TopicPartition } from './offsets.ts';
import { RecordSender } from './recordSender.ts';
import { type Library, loadLibrary, Wire } from './wire.ts';

/** Milliseconds. A view that asks several things in a row gets them about one moment. */
const clusterAge = 500;
const createTimeout = 10_000;
const settleTimeout = 5_000;

interface ClusterClientOptions {
  readonly profile: ClusterProfile;
  /** What brokers see in their logs; `eddy` unless told. */
  readonly clientId?: string;
}

export class ClusterClient implements ClusterService {
  readonly profile: ClusterProfile;
  readonly #clientId: string;
  readonly #consumptions = new Set<Consumption>();
  #opened: Promise<Opened> | undefined;
  #recent: { readonly at: number; readonly cluster: ClusterInfo } | undefined;
  #closed = false;

  /** Connects nowhere yet. */
  constructor(options: ClusterClientOptions) {
    this.profile = options.profile;
    this.#clientId = options.clientId ?? 'eddy';
  }

  async metadata(): Promise<ClusterInfo> {
    const { wire, produceWire, controller } = await this.#open();
    const leader = await controller.leader();
    // Nobody knows sooner what has changed; a broker that is cut off from the others would never know.
    const address = this.#recent?.cluster.brokers.find(({ id }) => id === leader);
    wire.preferred = address;
    produceWire.preferred = address;
    const { cluster: described } = await describeCluster(wire, null).catch((error: unknown) => {
      // It has died since: the others know what becomes of the cluster.
      if (wire.preferred === undefined || toKafkaError(error).name !== 'NETWORK') throw error;
      wire.preferred = undefined;
      return describeCluster(wire, null);
    });
    const cluster = leader === undefined ? described : { ...described, controllerId: leader };
    this.#recent = { at: Date.now(), cluster };
    return cluster;
  }

  async offsets(topics: readonly string[]): Promise<readonly PartitionOffsets[]> {
    const { wire } = await this.#open();
    const cluster = await this.#cluster();
    const partitions = cluster.topics
      .filter((topic) => topics.includes(topic.name))
      .flatMap((topic) => topic.partitions.map(({ partition }) => ({ topic: topic.name, partition })));
    return await listOffsets(wire, cluster, partitions);
  }

  async offsetsForTime(
    partitions: readonly TopicPartition[],
    timestamp: number,
  ): Promise<readonly OffsetForTime[]> {
    const { wire } = await this.#open();
    return await offsetsForTime(wire, await this.#cluster(), partitions, timestamp);
  }

  async createTopic(topic: NewTopic): Promise<void> {
    const request = {
      name: topic.name,
      numPartitions: topic.partitions,
      replicationFactor: topic.replicationFactor,
      assignments: [],
      configs: Object.entries(topic.configs ?? {}).map(([name, value]) => ({ name, value })),
    };
    const { wire } = await this.#open();
    await this.#atController(async (controller) => {
      const response = await wire.request('CreateTopics', controller, [request], createTimeout, false);
      const answer = response.topics[0];
      wire.check(answer?.errorCode ?? -1, answer?.errorMessage);
    });
    await this.#settled((cluster) => {
      const created = cluster.topics.find((candidate) => candidate.name === topic.name);
      return created?.partitions.every((partition) => partition.leader >= 0) ?? false;
    });
  }

  async deleteTopics(names: readonly string[]): Promise<void> {
    const { wire } = await this.#open();
    const topics = names.map((name) => ({ name, topicId: null }));
    await this.#atController(async (controller) => {
      const response = await wire.request('DeleteTopics', controller, topics, createTimeout);
      const failed = response.responses.find((answer) => answer.errorCode !== 0);
      wire.check(failed?.errorCode ?? 0, failed?.errorMessage ?? failed?.name);
    });
    await this.#settled((cluster) => !cluster.topics.some((topic) => names.includes(topic.name)));
  }

  async produce(records: readonly RecordToSend[]): Promise<readonly SentRecord[]> {
    const { sender } = await this.#open();
    return await sender.send(records);
  }

  async groups(): Promise<readonly GroupSummary[]> {
    const { wire } = await this.#open();
    const listed = await listGroups(wire, (await this.#cluster()).brokers);
    return listed.map(({ groupId, state, protocolType }) => ({ groupId, state, protocolType }));
  }

  async describeGroups(): Promise<readonly GroupDetail[]> {
    const { wire } = await this.#open();
    const listed = await listGroups(wire, (await this.#cluster()).brokers);
    return await this.#withLag(await describeListed(wire, listed));
  }

  async describeGroup(groupId: string): Promise<GroupDetail> {
    const { wire } = await this.#open();
    const coordinator = await new Coordinator(wire, groupId).find();
    const listed = await wire.request('ListGroups', coordinator, [], []);
    const type = listed.groups.find((group) => group.groupId === groupId)?.groupType?.toLowerCase();
    const [classic, consumer] = type === 'consumer' ? [[], [groupId]] : [[groupId], []];
    const described = await describeAt(wire, coordinator, coordinator.id, classic, consumer);
    const [group] = await this.#withLag(described);
    return group ?? deadGroup(groupId, coordinator.id);
  }

  async consume(options: ConsumeOptions, handlers: ConsumeHandlers): Promise<Consumption> {
    const { library } = await this.#open();
    const consumption =
      options.groupId === undefined
        ? await browse(new Wire(library, this.profile, { clientId: this.#clientId }), options, handlers)
        : this.#join(library, options.groupId, options, handlers);
    this.#consumptions.add(consumption);
    return {
      close: async () => {
        this.#consumptions.delete(consumption);
        await consumption.close();
      },
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#consumptions].map((consumption) => consumption.close()));
    const opened = await this.#opened?.catch(() => undefined);
    await Promise.all([opened?.wire.close(), opened?.produceWire.close()]);
  }

  #join(library: Library, groupId: string, options: ConsumeOptions, handlers: ConsumeHandlers): Consumption {
    const { topics, from } = options;
    const clientId = `${this.#clientId}-${nanoid(6)}`;
    return new GroupReader(library, { profile: this.profile, groupId, topics, from, clientId }, handlers);
  }

  async #open(): Promise<Opened> {
    if (this.#closed) {
      throw new KafkaError({
        code: -1,
        name: 'CLOSED',
        retriable: false,
        message: 'The connection was closed.',
      });
    }
    this.#opened ??= loadLibrary().then((library) => {
      const options = { clientId: this.#clientId };
      const produceWire = new Wire(library, this.profile, { ...options, requestTimeout: 20_000 });
      const wire = new Wire(library, this.profile, options);
      const sender = new RecordSender(produceWire);
      const controller = new ControllerWatch(wire, this.profile.bootstrapServers);
      return { library, wire, produceWire, sender, controller };
    });
    return await this.#opened;
  }

  async #cluster(): Promise<ClusterInfo> {
    const recent = this.#recent;
    return recent !== undefined && Date.now() - recent.at < clusterAge
      ? recent.cluster
      : await this.metadata();
  }

  /** Ends of just the partitions that the groups have to do with. */
  async #withLag(groups: readonly GroupState[]): Promise<readonly GroupDetail[]> {
    const { wire } = await this.#open();
    const cluster = await this.#cluster();
    const wanted = new Map<string, TopicPartition>();
    for (const item of groups.flatMap(partitionsOf)) {
      wanted.set(`${item.topic}/${item.partition}`, item);
    }
    const ends = wanted.size === 0 ? [] : await listOffsets(wire, cluster, [...wanted.values()]);
    return groups.map((group) => withLag(group, ends));
  }

  /** Topics are the controller's; when it moved, the next Metadata says where to. */
  async #atController(send: (controller: { host: string; port: number }) => Promise<void>): Promise<void> {
    for (let attempt = 0; ; attempt++) {
      const cluster = await this.metadata();
      const controller =
        cluster.brokers.find((broker) => broker.id === cluster.controllerId) ?? cluster.brokers[0];
      try {
        return await send(controller ?? { host: '', port: 0 });
      } catch (error) {
        const moved =
          error instanceof KafkaError && (error.name === 'NOT_CONTROLLER' || error.name === 'NETWORK');
        if (!moved || attempt >= 4) {
          throw error;
        }
        await sleep(300);
      }
    }
  }

  /** A change reaches the brokers one by one; waits until the one we ask has it, but not for ever. */
  async #settled(done: (cluster: ClusterInfo) => boolean): Promise<void> {
    const deadline = Date.now() + settleTimeout;
    while (!done(await this.metadata()) && Date.now() < deadline) {
      await sleep(50);
    }
  }
}

interface Opened {
  readonly library: Library;
  readonly wire: Wire;
  readonly produceWire: Wire;
  readonly sender: RecordSender;
  readonly controller: ControllerWatch;
}

function deadGroup(groupId: string, coordinator: number): GroupDetail {
  return { groupId, state: 'Dead', protocolType: '', protocol: '', coordinator, members: [], partitions: [] };
}
