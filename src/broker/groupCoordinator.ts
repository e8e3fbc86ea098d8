/**
 * The group coordinators of one node: a shard for each partition of __consumer_offsets that it leads, loaded
 * from the partition's log when the leadership begins and dropped when it ends. What a group is stands in group/.
 */
import { errorCodes } from '../protocol/errors.ts';
import { isControl, readBatchSize } from '../protocol/recordBatch.ts';
import { decodeRecords, encodeBatch } from '../protocol/records.ts';
import type { BrokerConfigs } from './configs.ts';
import type { MetadataImage, TopicImage } from './controller/metadataImage.ts';
import type { CoordinatorRecord } from './group/coordinatorLog.ts';
import { coordinatorPartition, offsetsTopicName } from './group/coordinatorPartition.ts';
import { defaultGroupConfigs, type GroupConfigs } from './group/groupConfigs.ts';
import { GroupCoordinatorShard } from './group/shard.ts';
import type { TopicDirectory } from './group/shardState.ts';
import type { ClusterObserver } from './observer.ts';
import type { Purgatory } from './purgatory.ts';
import type { Partition } from './replica/partition.ts';
import type { Timers } from './timers.ts';

export interface GroupCoordinatorHost {
  readonly configs: BrokerConfigs;
  readonly image: MetadataImage;
  readonly timers: Timers;
  readonly purgatory: Purgatory;
  readonly observer: ClusterObserver;
}

export type FoundShard =
  | { readonly shard: GroupCoordinatorShard; readonly error?: undefined }
  | { readonly shard: undefined; readonly error: number };

/** One partition that this node leads. */
interface Entry {
  readonly leaderEpoch: number;
  /** Undefined until what the partition holds is committed and read. */
  shard: GroupCoordinatorShard | undefined;
  stopWaiting: () => void;
}

/** `offsets.commit.timeout.ms`: how long a commit waits for its replicas. */
const commitTimeoutMs = 5_000;
const loadChunkBytes = 1024 * 1024;

export class GroupCoordinator {
  readonly #host: GroupCoordinatorHost;
  readonly #newUuid: () => string;
  readonly #entries = new Map<number, Entry>();

  constructor(host: GroupCoordinatorHost, newUuid: () => string) {
    this.#host = host;
    this.#newUuid = newUuid;
  }

  /** The shard that coordinates a group, when that is this node's task. */
  find(groupId: string): FoundShard {
    const topic = this.#host.image.topicsByName.get(offsetsTopicName);
    if (topic === undefined) return { shard: undefined, error: errorCodes.NOT_COORDINATOR };
    const entry = this.#entries.get(coordinatorPartition(groupId, topic.partitions.length));
    if (entry === undefined) return { shard: undefined, error: errorCodes.NOT_COORDINATOR };
    return entry.shard === undefined
      ? { shard: undefined, error: errorCodes.COORDINATOR_LOAD_IN_PROGRESS }
      : { shard: entry.shard };
  }

  /** Whether some partition is led and not read yet: groups may be missing from a list. */
  get isLoading(): boolean {
    return [...this.#entries.values()].some(({ shard }) => shard === undefined);
  }

  /** All shards of this node. */
  *shards(): IterableIterator<GroupCoordinatorShard> {
    for (const { shard } of this.#entries.values()) if (shard !== undefined) yield shard;
  }

  /** A replica of this node began or ceased to lead, or is gone. */
  partitionChanged(partition: Partition, removed: boolean): void {
    if (partition.topic.name !== offsetsTopicName) return;
    const leads = partition.role === 'leader' && !removed;
    const entry = this.#entries.get(partition.index);
    if (leads && entry?.leaderEpoch === partition.leaderEpoch) return;
    this.#entries.delete(partition.index);
    entry?.stopWaiting();
    entry?.shard?.onUnloaded();
    if (leads) this.#loadWhenCommitted(partition);
  }

  /** Offsets of a topic that is deleted are of no use any more. */
  topicRemoved(topic: TopicImage): void {
    for (const shard of this.shards()) shard.onTopicDeleted(topic.name, topic.id);
  }

  /**
   * What the last leader wrote may not be on all in-sync replicas yet. Who was told of it by this coordinator, and
   * asked the next one, could see it gone: so nothing is told before it is committed.
   */
  #loadWhenCommitted(partition: Partition): void {
    const { purgatory } = this.#host;
    const { leaderEpoch } = partition;
    const { logEndOffset } = partition.log;
    const entry: Entry = { leaderEpoch, shard: undefined, stopWaiting: () => {} };
    this.#entries.set(partition.index, entry);
    const operation = {
      tryComplete: () => {
        if (partition.highWatermark < logEndOffset) return false;
        entry.shard = this.#load(partition);
        entry.shard.onLoaded();
        return true;
      },
      expire: () => {},
    };
    entry.stopWaiting = purgatory.tryCompleteElseWatch(operation, [partition.key], Number.POSITIVE_INFINITY);
  }

  /** Replays what earlier coordinators wrote: members, generations and offsets go on where they stood. */
  #load(partition: Partition): GroupCoordinatorShard {
    const { timers } = this.#host;
    const { leaderEpoch } = partition;
    const shard = new GroupCoordinatorShard({
      configs: groupConfigs(this.#host.configs),
      timers,
      topics: topicDirectory(this.#host.image),
      append: (records, done) => this.#append(partition, leaderEpoch, records, done),
      newMemberId: (prefix) => `${prefix}-${this.#newUuid()}`,
      onEvent: (event) => this.#host.observer.groupEvent?.(event),
    });
    for (const { key, value } of recordsOf(partition)) if (key !== null) shard.replay(key, value);
    return shard;
  }

  /** Writes a shard's records as one batch and tells it when they are on enough replicas. */
  #append(
    partition: Partition,
    leaderEpoch: number,
    records: readonly CoordinatorRecord[],
    done: (error: number) => void,
  ): void {
    const { timers, purgatory } = this.#host;
    if (partition.role !== 'leader' || partition.leaderEpoch !== leaderEpoch) {
      done(errorCodes.NOT_LEADER_OR_FOLLOWER);
      return;
    }
    if (partition.underMinIsr) {
      done(errorCodes.NOT_ENOUGH_REPLICAS);
      return;
    }
    const timestamp = timers.now;
    const batch = encodeBatch({ records: records.map((record) => ({ ...record, timestamp })) });
    const result = partition.append(batch, 'coordinator');
    if (result.error !== errorCodes.NONE) {
      done(result.error);
      return;
    }
    const operation = {
      tryComplete: () => {
        const outcome = partition.replicationOutcome(leaderEpoch, result.lastOffset + 1);
        if (outcome !== undefined) done(outcome);
        return outcome !== undefined;
      },
      expire: () => done(errorCodes.REQUEST_TIMED_OUT),
    };
    purgatory.tryCompleteElseWatch(operation, [partition.key], timers.now + commitTimeoutMs);
  }
}

function* recordsOf({
  log,
}: Partition): Generator<{ readonly key: Buffer | null; readonly value: Buffer | null }> {
  for (let offset = log.logStartOffset; offset < log.logEndOffset; ) {
    const read = log.read(offset, loadChunkBytes, log.logEndOffset, true);
    for (const buffer of read.records) {
      for (let at = 0; at < buffer.length; at += readBatchSize(buffer, at)) {
        if (!isControl(buffer, at)) yield* decodeRecords(buffer.subarray(at));
      }
    }
    offset = read.nextOffset;
  }
}

function topicDirectory(image: MetadataImage): TopicDirectory {
  return {
    topicName: (topicId) => image.topicsById.get(topicId)?.name,
    topicId: (name) => image.topicsByName.get(name)?.id,
    hasPartition: (name, partition) => image.topicsByName.get(name)?.partitions[partition] !== undefined,
  };
}

function groupConfigs(configs: BrokerConfigs): GroupConfigs {
  return {
    ...defaultGroupConfigs,
    initialRebalanceDelayMs: configs.number('group.initial.rebalance.delay.ms'),
    minSessionTimeoutMs: configs.number('group.min.session.timeout.ms'),
    maxSessionTimeoutMs: configs.number('group.max.session.timeout.ms'),
    maxSize: configs.number('group.max.size'),
    offsetsRetentionMs: configs.number('offsets.retention.minutes') * 60_000,
  };
}
