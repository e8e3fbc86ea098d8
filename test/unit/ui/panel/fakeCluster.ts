/** A cluster in memory for the panel's tests: as much of one as the session asks for. */
import { KafkaError } from '../../../../src/client/errors.ts';
import type {
  ClusterInfo,
  GroupDetail,
  GroupMember,
  NewTopic,
  PartitionOffsets,
  RecordToSend,
  SentRecord,
} from '../../../../src/client/model.ts';
import type {
  PracticeConsumer,
  PracticeConsumerOptions,
  PracticeState,
} from '../../../../src/client/practiceConsumer.ts';
import type { SessionConnection } from '../../../../src/ui/panel/viewSession.ts';

export class FakeConsumer implements PracticeConsumer {
  readonly options: PracticeConsumerOptions;
  state: PracticeState;
  readonly #listeners: ((state: PracticeState) => void)[] = [];

  constructor(options: PracticeConsumerOptions) {
    this.options = options;
    this.state = {
      phase: 'joining',
      memberId: undefined,
      assignment: [],
      processed: 0,
      messagesPerSecond: options.messagesPerSecond,
      error: undefined,
    };
  }

  onChange(listener: (state: PracticeState) => void): () => void {
    this.#listeners.push(listener);
    return () => undefined;
  }

  change(change: Partial<PracticeState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.#listeners) {
      listener(this.state);
    }
  }

  setMessagesPerSecond(rate: number): void {
    this.change({ messagesPerSecond: rate });
  }

  async kill(): Promise<void> {
    this.change({ phase: 'killed' });
  }

  /** Leaving takes a moment, as it does over the wire. */
  async close(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 5));
    this.change({ phase: 'closed' });
  }
}

export class FakeCluster {
  readonly topics = new Map<string, number[]>();
  readonly committed = new Map<string, number[]>();
  readonly consumers: FakeConsumer[] = [];
  members: readonly GroupMember[] = [];
  state = 'Stable';
  /** When set, every request fails. */
  down = false;
  asked = 0;

  readonly connection: SessionConnection = {
    service: {
      profile: { id: 'embedded', name: 'Embedded', bootstrapServers: [] },
      metadata: () => this.#answer(() => this.#info()),
      offsetsForTime: (partitions) =>
        this.#answer(() => partitions.map((one) => ({ ...one, offset: undefined }))),
      admin: {
        describeQuorum: () => Promise.reject(new Error('nobody knows')),
      } as unknown as SessionConnection['service']['admin'],
      consume: () => this.#answer(() => ({ close: async () => undefined })),
      offsets: (names) => this.#answer(() => names.flatMap((name) => this.#offsets(name))),
      groups: () =>
        this.#answer(() =>
          [...this.committed.keys()].map((groupId) => ({
            groupId,
            state: this.state,
            protocolType: 'consumer',
          })),
        ),
      describeGroup: (groupId) => this.#answer(() => this.#detail(groupId)),
      createTopic: (topic) => this.#answer(() => this.#create(topic)),
      produce: (records) => this.#answer(() => records.map((record) => this.#append(record))),
    },
    startPracticeConsumer: (options) => {
      const consumer = new FakeConsumer(options);
      this.consumers.push(consumer);
      return consumer;
    },
  };

  async #answer<T>(answer: () => T): Promise<T> {
    this.asked++;
    await Promise.resolve();
    if (this.down) {
      throw new KafkaError({ code: -1, name: 'NETWORK', retriable: true, message: 'nobody answers' });
    }
    return answer();
  }

  #info(): ClusterInfo {
    const brokers = [1, 2, 3].map((id) => ({ id, host: '127.0.0.1', port: 9_091 + id, rack: undefined }));
    const topics = [...this.topics].map(([name, ends]) => ({
      name,
      id: name,
      internal: name.startsWith('__'),
      partitions: ends.map((_, partition) => ({
        partition,
        leader: 1 + (partition % 3),
        leaderEpoch: 0,
        replicas: [1, 2, 3],
        isr: [1, 2, 3],
        offlineReplicas: [],
        error: undefined,
      })),
    }));
    return { clusterId: 'fake', controllerId: 1, brokers, topics };
  }

  #offsets(topic: string): readonly PartitionOffsets[] {
    return (this.topics.get(topic) ?? []).map((high, partition) => ({ topic, partition, low: 0, high }));
  }

  #create({ name, partitions }: NewTopic): void {
    if (this.topics.has(name)) {
      throw new KafkaError({
        code: 36,
        name: 'TOPIC_ALREADY_EXISTS',
        retriable: false,
        message: `${name} exists`,
      });
    }
    this.topics.set(name, new Array<number>(partitions).fill(0));
  }

  #append({ topic, partition = 0 }: RecordToSend): SentRecord {
    const ends = this.topics.get(topic) ?? [];
    const offset = ends[partition] ?? 0;
    ends[partition] = offset + 1;
    return { topic, partition, offset };
  }

  #detail(groupId: string): GroupDetail {
    const [topic, ends] = [...this.topics][0] ?? ['', []];
    const committed = this.committed.get(groupId) ?? [];
    return {
      groupId,
      state: this.state,
      protocolType: 'consumer',
      protocol: 'range',
      coordinator: 2,
      members: this.members,
      partitions: committed.map((offset, partition) => ({
        topic,
        partition,
        end: ends[partition],
        committed: offset,
        lag: Math.max(0, (ends[partition] ?? 0) - offset),
        memberId: undefined,
      })),
    };
  }
}
