/**
 * Reads partitions from their leaders, one loop per broker, and follows them when they move. It joins no
 * group and commits nothing: who assigns the positions decides about that.
 */
import type { Isolation } from './adminService.ts';
import type { ReadRange } from './clusterService.ts';
import { KafkaError, toKafkaError } from './errors.ts';
import { byBroker, byTopic, describeCluster, leaderOf, partitionKey } from './metadata.ts';
import type { BrokerInfo, ClusterInfo, StoredRecord, TopicPartition } from './model.ts';
import { isolationLevels, listOffsets } from './offsets.ts';
import { readableRecords } from './recordReader.ts';
import type { ApiResponse, Wire } from './wire.ts';

export interface FetchHandlers {
  /** Awaited before each record, and the record is dropped if its partition was taken away meanwhile. */
  readonly turn?: () => Promise<void> | undefined;
  onRecord(record: StoredRecord): void;
  /** All of an answer has been delivered; awaited before the broker is asked again. */
  onFetched?(): Promise<void> | undefined;
  /** Nothing more is read of these: they have reached their `until`, or failed for good. */
  onEnd?(partition: TopicPartition): void;
  onError(error: KafkaError): void;
}

interface FetchOptions {
  readonly isolation?: Isolation | undefined;
  /** Bytes of an answer. */
  readonly maxBytes?: number | undefined;
  /** Bytes of one partition in an answer. */
  readonly maxPartitionBytes?: number | undefined;
}

/** Milliseconds a broker may hold a request when there is nothing new. */
const maxWait = 500;
const defaultPartitionBytes = 256 * 1024;
const defaultBytes = 4 * 1024 * 1024;
const retryDelay = 250;
/** So long (ms) a missing topic may be news that has not reached every broker. */
const missingGrace = 5_000;

/** The next offset to read. Replaced, never reused, when partitions are assigned anew. */
interface Position {
  readonly topic: string;
  readonly partition: number;
  /** Where to end; undefined = never. */
  readonly until?: number | undefined;
  offset: number;
}

export class FetchLoop {
  readonly #wire: Wire;
  readonly #handlers: FetchHandlers;
  readonly #options: FetchOptions;
  readonly #running = new Map<number, Promise<void>>();
  #positions: ReadonlyMap<string, Position> = new Map();
  #cluster: ClusterInfo | undefined;
  #refreshing: Promise<void> | undefined;
  #closed = false;

  /** The wire is the loop's own (its requests wait at the broker) and is closed with it. */
  constructor(wire: Wire, handlers: FetchHandlers, options: FetchOptions = {}) {
    this.#wire = wire;
    this.#options = options;
    this.#handlers = handlers;
  }

  /** From now on reads exactly these, each from its offset. Nothing of what was assigned before is delivered. */
  assign(positions: readonly ReadRange[]): void {
    this.#positions = new Map(
      positions.map((position) => [partitionKey(position.topic, position.partition), { ...position }]),
    );
    this.#refresh();
  }

  /** Resolves when no more handler will be called. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#positions = new Map();
    await this.#wire.close();
    await Promise.all([...this.#running.values(), this.#refreshing]);
  }

  #refresh(): void {
    if (this.#positions.size > 0 && !this.#closed) {
      this.#refreshing ??= this.#findLeaders().finally(() => {
        this.#refreshing = undefined;
      });
    }
  }

  /** Learns who leads what, until every position has a leader whose loop runs. */
  async #findLeaders(): Promise<void> {
    const missingSince = new Map<string, number>();
    while (!this.#closed) {
      const topics = [...new Set([...this.#positions.values()].map((position) => position.topic))];
      try {
        const { cluster, errors } = await describeCluster(this.#wire, topics);
        this.#cluster = cluster;
        this.#dropMissing(errors, missingSince);
        if (this.#spawn()) {
          return;
        }
      } catch (error) {
        this.#report(error);
      }
      await this.#pause(retryDelay);
    }
  }

  #dropMissing(errors: ReadonlyMap<string, KafkaError>, since: Map<string, number>): void {
    for (const [topic, error] of errors) {
      const start = since.get(topic) ?? Date.now();
      since.set(topic, start);
      if (!error.retriable || Date.now() - start > missingGrace) {
        const gone = [...this.#positions.values()].filter((position) => position.topic === topic);
        const message = `${topic}: ${error.message}`;
        this.#report(
          new KafkaError({ code: error.code, name: error.name, retriable: false, message }, error),
        );
        for (const position of gone) this.#end(position);
      }
    }
  }

  /** Starts a loop for each leader that has none; false when a position has no leader to read from. */
  #spawn(): boolean {
    const cluster = this.#cluster;
    if (cluster === undefined) {
      return false;
    }
    const positions = [...this.#positions.values()];
    const leaders = byBroker(positions, (position) => leaderOf(cluster, position.topic, position.partition));
    for (const { broker } of leaders) {
      if (!this.#running.has(broker.id)) {
        const loop = this.#follow(broker);
        this.#running.set(broker.id, loop);
        void loop.finally(() => {
          this.#running.delete(broker.id);
          this.#refresh();
        });
      }
    }
    return leaders.reduce((count, leader) => count + leader.items.length, 0) === positions.length;
  }

  /** Reads from one broker until it leads none of the positions, or something shows that leaders changed. */
  async #follow(broker: BrokerInfo): Promise<void> {
    while (!this.#closed) {
      const cluster = this.#cluster;
      const led = [...this.#positions.values()].filter(
        (position) =>
          cluster !== undefined && leaderOf(cluster, position.topic, position.partition)?.id === broker.id,
      );
      if (cluster === undefined || led.length === 0) {
        return;
      }
      try {
        const response = await this.#fetch(broker, cluster, led);
        const good = await this.#take(response, cluster, led);
        if (!good) {
          await this.#pause(retryDelay);
          return;
        }
      } catch (error) {
        this.#report(error);
        await this.#pause(retryDelay);
        return;
      }
    }
  }

  async #fetch(
    broker: BrokerInfo,
    cluster: ClusterInfo,
    led: readonly Position[],
  ): Promise<ApiResponse<'Fetch'>> {
    const topics = byTopic(led).map(({ topic, items }) => ({
      topicId: cluster.topics.find((candidate) => candidate.name === topic)?.id ?? '',
      partitions: items.map((position) => ({
        partition: position.partition,
        currentLeaderEpoch: -1,
        fetchOffset: BigInt(position.offset),
        lastFetchedEpoch: -1,
        partitionMaxBytes: this.#options.maxPartitionBytes ?? defaultPartitionBytes,
      })),
    }));
    // Session id 0 with epoch -1: a full fetch that opens no fetch session (KIP-227).
    const isolation = isolationLevels[this.#options.isolation ?? 'read_uncommitted'];
    const maxBytes = this.#options.maxBytes ?? defaultBytes;
    return await this.#wire.request('Fetch', broker, maxWait, 1, maxBytes, isolation, 0, -1, topics, [], '');
  }

  /** Delivers what came, partitions by turns; false when leaders have to be looked up again. */
  async #take(
    response: ApiResponse<'Fetch'>,
    cluster: ClusterInfo,
    led: readonly Position[],
  ): Promise<boolean> {
    this.#wire.check(response.errorCode);
    let good = true;
    const sources: { readonly position: Position; readonly records: Iterator<StoredRecord> }[] = [];
    for (const topic of response.responses) {
      const name = cluster.topics.find((candidate) => candidate.id === topic.topicId)?.name;
      for (const answer of topic.partitions) {
        const position = led.find((item) => item.topic === name && item.partition === answer.partitionIndex);
        const error = this.#wire.error(answer.errorCode);
        if (position === undefined) {
          continue;
        }
        if (error === undefined) {
          const aborted = answer.abortedTransactions ?? [];
          sources.push({ position, records: readableRecords(position, answer.records ?? [], aborted) });
        } else {
          good = (await this.#recover(position, cluster, error)) && good;
        }
      }
    }
    await this.#deliver(sources);
    await this.#handlers.onFetched?.();
    for (const position of led.filter(hasEnded)) this.#end(position);
    return good;
  }

  async #deliver(
    sources: readonly { readonly position: Position; readonly records: Iterator<StoredRecord> }[],
  ): Promise<void> {
    let open = sources;
    while (open.length > 0) {
      const next: typeof open = open.filter(({ position }) => this.#owns(position));
      const left: (typeof open)[number][] = [];
      for (const source of next) {
        const { done, value } = source.records.next();
        if (done === true) {
          continue;
        }
        await this.#handlers.turn?.();
        if (this.#owns(source.position)) {
          this.#handlers.onRecord(value);
          source.position.offset = value.offset + 1;
          left.push(source);
        }
      }
      open = left;
    }
  }

  #owns(position: Position): boolean {
    return this.#positions.get(partitionKey(position.topic, position.partition)) === position;
  }

  /** True when reading can go on with the leaders we know. */
  async #recover(position: Position, cluster: ClusterInfo, error: KafkaError): Promise<boolean> {
    if (error.name !== 'OFFSET_OUT_OF_RANGE') {
      if (!error.retriable) {
        this.#report(error);
        this.#end(position);
      }
      return !error.retriable;
    }
    const [range] = await listOffsets(this.#wire, cluster, [position]);
    if (range !== undefined) {
      this.#report(error);
      position.offset = position.offset > range.high ? range.high : range.low;
    }
    return range !== undefined;
  }

  #end(position: Position): void {
    if (this.#owns(position)) {
      const { topic, partition } = position;
      this.#positions = new Map([...this.#positions].filter(([, item]) => item !== position));
      this.#handlers.onEnd?.({ topic, partition });
    }
  }

  #report(error: unknown): void {
    if (!this.#closed) {
      this.#handlers.onError(toKafkaError(error));
    }
  }

  /** Short, so that closing does not have to cut it. */
  async #pause(milliseconds: number): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
  }
}

function hasEnded({ offset, until }: Position): boolean {
  return until !== undefined && offset >= until;
}
