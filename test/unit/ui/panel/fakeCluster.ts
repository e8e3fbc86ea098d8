/** A cluster in memory for the panel's tests: as much of one as the session asks for. */
import type { OffsetTime, TimedOffset } from '../../../../src/client/adminService.ts';
import type { ReadHandlers, Reading, ReadOptions, ReadRange } from '../../../../src/client/clusterService.ts';
import { KafkaError } from '../../../../src/client/errors.ts';
import type {
  ClusterInfo,
  GroupDetail,
  GroupMember,
  NewTopic,
  PartitionOffsets,
  RecordToSend,
  SentRecord,
  StoredRecord,
  TopicPartition,
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

/** Delivers what is stored of its ranges, and what is added while it is open. */
class FakeReading implements Reading {
  readonly done: Promise<void>;
  readonly ranges: readonly ReadRange[];
  readonly #stored: readonly StoredRecord[];
  readonly #handlers: ReadHandlers;
  readonly #next: Map<number, number>;
  #open = true;
  #turn: Promise<void> = Promise.resolve();
  #finish: () => void = () => undefined;

  constructor(
    stored: readonly StoredRecord[],
    ranges: readonly ReadRange[],
    handlers: ReadHandlers,
    closed: () => void,
  ) {
    this.#stored = stored;
    this.ranges = ranges;
    this.#handlers = handlers;
    this.#next = new Map(ranges.map(({ partition, offset }) => [partition, offset]));
    this.done = new Promise((resolve) => {
      this.#finish = () => {
        closed();
        resolve();
      };
    });
  }

  deliver(): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const records = this.#stored.filter((record) => this.#isWanted(record));
      for (const { partition, offset } of records) this.#next.set(partition, offset + 1);
      if (this.#open && records.length > 0) await this.#handlers.onRecords(records);
      if (this.ranges.every(({ until }) => until !== undefined)) await this.close();
    });
    return this.#turn;
  }

  fail(error: KafkaError): void {
    this.#handlers.onError(error);
  }

  pause(): void {}

  resume(): void {}

  async close(): Promise<void> {
    this.#open = false;
    this.#finish();
  }

  #isWanted({ topic, partition, offset }: StoredRecord): boolean {
    const range = this.ranges.find((one) => one.topic === topic && one.partition === partition);
    const next = this.#next.get(partition) ?? Number.POSITIVE_INFINITY;
    return range !== undefined && offset >= next && offset < (range.until ?? Number.POSITIVE_INFINITY);
  }
}

export class FakeCluster {
  readonly topics = new Map<string, number[]>();
  readonly committed = new Map<string, number[]>();
  readonly consumers: FakeConsumer[] = [];
  readonly stored: StoredRecord[] = [];
  /** Those that are open. */
  readonly readings = new Set<FakeReading>();
  members: readonly GroupMember[] = [];
  state = 'Stable';
  /** When set, every request fails. */
  down = false;
  asked = 0;

  readonly connection: SessionConnection = {
    service: {
      profile: { id: 'embedded', name: 'Embedded', bootstrapServers: [] },
      metadata: () => this.#answer(() => this.#info()),
      read: (options, handlers) => this.#answer(() => this.#read(options, handlers)),
      admin: {
        describeQuorum: () => Promise.reject(new Error('nobody knows')),
        offsetsForTimes: (partitions: readonly TopicPartition[], time: OffsetTime) =>
          this.#answer(() => ({ items: partitions.map((one) => this.#offsetAt(one, time)), failures: [] })),
      } as unknown as SessionConnection['service']['admin'],
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

  /** Stores records beside those that `topics` only counts, and tells who reads. */
  async add(records: readonly StoredRecord[]): Promise<void> {
    for (const record of records) {
      const ends = this.topics.get(record.topic) ?? [];
      ends[record.partition] = Math.max(ends[record.partition] ?? 0, record.offset + 1);
    }
    this.stored.push(...records);
    await Promise.all([...this.readings].map((reading) => reading.deliver()));
  }

  #read({ ranges }: ReadOptions, handlers: ReadHandlers): Reading {
    const reading = new FakeReading(this.stored, ranges, handlers, () => this.readings.delete(reading));
    this.readings.add(reading);
    void reading.deliver();
    return reading;
  }

  #offsetAt(one: TopicPartition, time: OffsetTime): TimedOffset {
    const records = this.stored
      .filter((record) => record.topic === one.topic && record.partition === one.partition)
      .sort((record, other) => record.offset - other.offset);
    const found =
      time === 'max-timestamp'
        ? records.toSorted((record, other) => other.timestamp - record.timestamp)[0]
        : records.find((record) => typeof time === 'number' && record.timestamp >= time);
    return { ...one, offset: found?.offset, timestamp: found?.timestamp, leaderEpoch: found && 0 };
  }

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
    return { topic, partition, offset, inSync: 3, replicas: 3 };
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
