/**
 * A real group member that reads: membership, a fetch loop over the partitions it owns, and commits of what
 * its owner has processed. Nothing is committed before it was processed.
 */
import type { ConsumeFrom } from './clusterService.ts';
import { type KafkaError, toKafkaError } from './errors.ts';
import { type FetchHandlers, FetchLoop } from './fetchLoop.ts';
import { Membership } from './membership.ts';
import { byTopic, describeCluster, partitionKey } from './metadata.ts';
import type { ClusterProfile, PartitionOffset, StoredRecord, TopicPartition } from './model.ts';
import { listOffsets } from './offsets.ts';
import { type Library, Wire } from './wire.ts';

interface GroupReaderOptions {
  readonly profile: ClusterProfile;
  readonly groupId: string;
  readonly topics: readonly string[];
  readonly clientId: string;
  /** Where to start in a partition that the group has committed nothing for. */
  readonly from: ConsumeFrom;
  /** Milliseconds; 10 s unless told, so that a killed member is noticed while one watches. */
  readonly sessionTimeout?: number | undefined;
}

interface GroupReaderHandlers extends FetchHandlers {
  /** After every rebalance, also when nothing changed; empty = idle. undefined = between two generations. */
  onAssignment?(partitions: readonly TopicPartition[] | undefined): void;
}

const commitInterval = 500;
const joinTimeout = 60_000;

export class GroupReader {
  readonly #options: GroupReaderOptions;
  readonly #handlers: GroupReaderHandlers;
  readonly #membership: Membership;
  readonly #control: Wire;
  readonly #loop: FetchLoop;
  readonly #commitTimer: NodeJS.Timeout;
  /** The offset after the last processed one, of partitions where it is not committed yet. */
  readonly #processed = new Map<string, PartitionOffset>();
  #committing: Promise<void> = Promise.resolve();
  #stopping = false;
  #closed = false;

  constructor(library: Library, options: GroupReaderOptions, handlers: GroupReaderHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    const { profile, clientId } = options;
    this.#control = new Wire(library, profile, { clientId });
    this.#loop = new FetchLoop(new Wire(library, profile, { clientId }), {
      ...handlers,
      onRecord: (record) => this.#process(record),
    });
    this.#membership = new Membership(
      () => new Wire(library, profile, { clientId, requestTimeout: joinTimeout }),
      {
        groupId: options.groupId,
        topics: options.topics,
        sessionTimeout: options.sessionTimeout ?? 10_000,
        rebalanceTimeout: 10_000,
        heartbeatInterval: 1_000,
      },
      {
        onAssigned: (partitions) => this.#take(partitions),
        onRevoked: () => this.#giveUp(),
        onError: (error) => this.#report(error),
      },
    );
    this.#commitTimer = setInterval(() => void this.#commit(), commitInterval);
    this.#membership.start();
  }

  get memberId(): string | undefined {
    return this.#membership.memberId;
  }

  /** Commits and leaves the group. */
  async close(): Promise<void> {
    this.#stopping = true;
    clearInterval(this.#commitTimer);
    this.#loop.assign([]);
    await this.#membership.leave();
    await this.#end();
  }

  /** Stops like a process that crashed: nothing is committed, nobody is told. */
  async kill(): Promise<void> {
    this.#stopping = true;
    this.#closed = true;
    clearInterval(this.#commitTimer);
    this.#processed.clear();
    this.#loop.assign([]);
    await this.#membership.abandon();
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#closed = true;
    await this.#loop.close();
    await this.#control.close();
  }

  #process(record: StoredRecord): void {
    this.#handlers.onRecord(record);
    const { topic, partition, offset } = record;
    this.#processed.set(partitionKey(topic, partition), { topic, partition, offset: offset + 1 });
  }

  async #take(partitions: readonly TopicPartition[]): Promise<void> {
    const positions = partitions.length === 0 ? [] : await this.#startingPoints(partitions);
    if (!this.#stopping) {
      this.#loop.assign(positions);
      this.#handlers.onAssignment?.(partitions);
    }
  }

  async #giveUp(): Promise<void> {
    this.#loop.assign([]);
    await this.#commit();
    this.#processed.clear();
    if (!this.#stopping) {
      this.#handlers.onAssignment?.(undefined);
    }
  }

  /** Committed offsets, and `from` where there are none. */
  async #startingPoints(partitions: readonly TopicPartition[]): Promise<readonly PartitionOffset[]> {
    const committed = await this.#committed(partitions);
    const missing = partitions.filter((item) => !committed.has(partitionKey(item.topic, item.partition)));
    if (missing.length > 0) {
      const { cluster } = await describeCluster(this.#control, [
        ...new Set(missing.map((item) => item.topic)),
      ]);
      for (const range of await listOffsets(this.#control, cluster, missing)) {
        const offset = this.#options.from === 'earliest' ? range.low : range.high;
        committed.set(partitionKey(range.topic, range.partition), offset);
      }
    }
    // A partition without a leader cannot say: an impossible offset makes its leader say it later.
    const unknown = this.#options.from === 'earliest' ? 0 : Number.MAX_SAFE_INTEGER;
    return partitions.map((item) => {
      const offset = committed.get(partitionKey(item.topic, item.partition)) ?? unknown;
      return { ...item, offset };
    });
  }

  async #committed(partitions: readonly TopicPartition[]): Promise<Map<string, number>> {
    const topics = byTopic(partitions).map(({ topic, items }) => ({
      name: topic,
      partitionIndexes: items.map((item) => item.partition),
    }));
    const { coordinator } = this.#membership;
    const group = { groupId: this.#options.groupId, memberId: null, memberEpoch: -1, topics };
    const response = await coordinator.request('OffsetFetch', [group], false);
    const answer = response.groups[0];
    coordinator.check(answer?.errorCode ?? 0);
    const committed = new Map<string, number>();
    for (const topic of answer?.topics ?? []) {
      for (const partition of topic.partitions) {
        coordinator.check(partition.errorCode);
        if (partition.committedOffset >= 0n) {
          committed.set(
            partitionKey(topic.name, partition.partitionIndex),
            Number(partition.committedOffset),
          );
        }
      }
    }
    return committed;
  }

  /** One at a time; what cannot be committed now is tried again with the next. */
  #commit(): Promise<void> {
    this.#committing = this.#committing.then(async () => {
      const offsets = [...this.#processed];
      if (offsets.length === 0) {
        return;
      }
      try {
        await this.#membership.commit(offsets.map(([, offset]) => offset));
        for (const [key, offset] of offsets) {
          if (this.#processed.get(key) === offset) {
            this.#processed.delete(key);
          }
        }
      } catch (error) {
        const reason = toKafkaError(error);
        if (!duringRebalance.has(reason.name)) {
          this.#report(reason);
        }
      }
    });
    return this.#committing;
  }

  #report(error: KafkaError): void {
    if (!this.#closed) {
      this.#handlers.onError(error);
    }
  }
}

/** The group moves on without this commit; the next owner reads those records again. */
const duringRebalance = new Set(['REBALANCE_IN_PROGRESS', 'ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID']);
