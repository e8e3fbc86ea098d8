/**
 * A cluster over Kafka's own protocol: the one `ClusterService` there is, for the embedded cluster and for
 * remote ones. It keeps no view of the cluster beyond a moment: who wants news asks again.
 */
import { nanoid } from 'nanoid';
import type { AdminService, ValidateOption } from './adminService.ts';
import { browse } from './browse.ts';
import { clusterAdmin } from './clusterAdmin.ts';
import type {
  ClusterService,
  ConsumeHandlers,
  ConsumeOptions,
  Consumption,
  ProduceOptions,
  ReadHandlers,
  Reading,
  ReadOptions,
} from './clusterService.ts';
import { Coordinator } from './coordinator.ts';
import { localError } from './errors.ts';
import { GroupReader } from './groupReader.ts';
import { describeAt, describeListed, type GroupState, listGroups, partitionsOf, withLag } from './groups.ts';
import { partitionKey } from './metadata.ts';
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
  TopicPartition,
} from './model.ts';
import { listOffsets } from './offsets.ts';
import { OpenCluster } from './openCluster.ts';
import { createTopic, deleteTopics } from './topicAdmin.ts';
import { TopicReader } from './topicReader.ts';
import { type Library, Wire } from './wire.ts';

interface ClusterClientOptions {
  readonly profile: ClusterProfile;
  /** What brokers see in their logs; `eddy` unless told. */
  readonly clientId?: string;
}

export class ClusterClient implements ClusterService {
  readonly profile: ClusterProfile;
  readonly admin: AdminService = clusterAdmin(() => this.#open());
  readonly #clientId: string;
  readonly #consumptions = new Set<Consumption>();
  #opened: Promise<OpenCluster> | undefined;
  #closed = false;

  /** Connects nowhere yet. */
  constructor(options: ClusterClientOptions) {
    this.profile = options.profile;
    this.#clientId = options.clientId ?? 'eddy';
  }

  async metadata(): Promise<ClusterInfo> {
    return await (await this.#open()).metadata();
  }

  async offsets(topics: readonly string[]): Promise<readonly PartitionOffsets[]> {
    const open = await this.#open();
    const cluster = await open.recent();
    const wanted = new Set(topics);
    const partitions = cluster.topics
      .filter((topic) => wanted.has(topic.name))
      .flatMap((topic) => topic.partitions.map(({ partition }) => ({ topic: topic.name, partition })));
    return await listOffsets(open.wire, cluster, partitions);
  }

  async offsetsForTime(
    partitions: readonly TopicPartition[],
    timestamp: number,
  ): Promise<readonly OffsetForTime[]> {
    const { items, failures } = await this.admin.offsetsForTimes(partitions, timestamp);
    const [failure] = failures;
    if (items.length === 0 && failure !== undefined) {
      throw failure.error;
    }
    return items;
  }

  async createTopic(topic: NewTopic, options?: ValidateOption): Promise<void> {
    await createTopic(await this.#open(), topic, options);
  }

  async deleteTopics(names: readonly string[]): Promise<void> {
    await deleteTopics(await this.#open(), names);
  }

  async produce(records: readonly RecordToSend[], options?: ProduceOptions): Promise<readonly SentRecord[]> {
    const { sender } = await this.#open();
    return await sender.send(records, options);
  }

  async groups(): Promise<readonly GroupSummary[]> {
    const open = await this.#open();
    const listed = await listGroups(open.wire, (await open.recent()).brokers);
    return listed.map(({ groupId, state, protocolType }) => ({ groupId, state, protocolType }));
  }

  async describeGroups(): Promise<readonly GroupDetail[]> {
    const open = await this.#open();
    const listed = await listGroups(open.wire, (await open.recent()).brokers);
    return await withEnds(open, await describeListed(open.wire, listed));
  }

  async describeGroup(groupId: string): Promise<GroupDetail> {
    const open = await this.#open();
    const { wire } = open;
    const coordinator = await new Coordinator(wire, groupId).find();
    const listed = await wire.request('ListGroups', coordinator, [], []);
    wire.check(listed.errorCode);
    const type = listed.groups.find((group) => group.groupId === groupId)?.groupType?.toLowerCase();
    const [classic, consumer] = type === 'consumer' ? [[], [groupId]] : [[groupId], []];
    const described = await describeAt(wire, coordinator, coordinator.id, classic, consumer, (error) => {
      throw error;
    });
    const [group] = await withEnds(open, described);
    return group ?? deadGroup(groupId, coordinator.id);
  }

  async consume(options: ConsumeOptions, handlers: ConsumeHandlers): Promise<Consumption> {
    const { library } = await this.#open();
    return this.#hold(
      options.groupId === undefined
        ? await browse(this.#ownWire(library), options, handlers)
        : this.#join(library, options.groupId, options, handlers),
    );
  }

  async read(options: ReadOptions, handlers: ReadHandlers): Promise<Reading> {
    const { library } = await this.#open();
    return this.#hold(new TopicReader(this.#ownWire(library), options, handlers));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#consumptions].map((consumption) => consumption.close()));
    const opened = await this.#opened?.catch(() => undefined);
    await opened?.close();
  }

  /** Closed with the client, unless it was closed before or has closed itself. */
  #hold<Held extends Consumption>(held: Held): Held {
    const close = held.close.bind(held);
    held.close = async () => {
      this.#consumptions.delete(held);
      await close();
    };
    this.#consumptions.add(held);
    return held;
  }

  #ownWire(library: Library): Wire {
    return new Wire(library, this.profile, { clientId: this.#clientId });
  }

  #join(library: Library, groupId: string, options: ConsumeOptions, handlers: ConsumeHandlers): Consumption {
    const { topics, from } = options;
    const clientId = `${this.#clientId}-${nanoid(6)}`;
    return new GroupReader(library, { profile: this.profile, groupId, topics, from, clientId }, handlers);
  }

  async #open(): Promise<OpenCluster> {
    if (this.#closed) {
      throw localError('CLOSED', 'The connection was closed.');
    }
    this.#opened ??= OpenCluster.open(this.profile, this.#clientId);
    return await this.#opened;
  }
}

/** Ends of just the partitions that the groups have to do with. */
async function withEnds(open: OpenCluster, groups: readonly GroupState[]): Promise<readonly GroupDetail[]> {
  const cluster = await open.recent();
  const wanted = new Map<string, TopicPartition>();
  for (const item of groups.flatMap(partitionsOf)) {
    wanted.set(partitionKey(item.topic, item.partition), item);
  }
  const ends = wanted.size === 0 ? [] : await listOffsets(open.wire, cluster, [...wanted.values()]);
  return groups.map((group) => withLag(group, ends));
}

function deadGroup(groupId: string, coordinator: number): GroupDetail {
  return { groupId, state: 'Dead', protocolType: '', protocol: '', coordinator, members: [], partitions: [] };
}
