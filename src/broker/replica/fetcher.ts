/**
 * A follower's side of replication: one endless Fetch to one leader for all the partitions that this node
 * follows there. The next fetch says what has been written, so it is also the acknowledgement.
 */

import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { fetchApi } from '../../protocol/messages/fetch.ts';
import { readBaseOffset, readLastOffset } from '../../protocol/recordBatch.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { BrokerConfigs } from '../configs.ts';
import type { Peers } from '../peers.ts';
import type { Timer, Timers } from '../timers.ts';
import type { Partition } from './partition.ts';

/** The version followers speak: topic ids, diverging epochs, replica epochs (KIP-516, KIP-595, KIP-903). */
const fetchVersion = 17;
const retryBackoffMs = 100;

type FetchRequest = Decoded<typeof fetchApi.request>;
type FetchedFrom = FetchRequest['topics'][number]['partitions'][number];
type FetchResponse = Encodable<typeof fetchApi.response>;
type PartitionResponse = FetchResponse['responses'][number]['partitions'][number];

export interface FetcherHost {
  readonly nodeId: number;
  readonly configs: BrokerConfigs;
  readonly timers: Timers;
  readonly peers: Peers;
  brokerEpoch(): number;
  clusterId(): string;
}

export class ReplicaFetcher {
  readonly leader: number;
  readonly #host: FetcherHost;
  /** By topic id and index: a fetch goes over all of them, and there may be thousands. */
  readonly #partitions = new Map<string, Map<number, Partition>>();
  /** Grows with each new loop: a reply of an older loop may still bring its records, but is not followed by a fetch. */
  #loop = 0;
  #retry: Timer | undefined;

  constructor(host: FetcherHost, leader: number) {
    this.#host = host;
    this.leader = leader;
  }

  get isIdle(): boolean {
    return this.#partitions.size === 0;
  }

  /** Follows a partition from now on; the caller then calls `restart` once for all that it added. */
  add(partition: Partition): void {
    const { topic, index } = partition;
    const partitions = this.#partitions.get(topic.id) ?? new Map<number, Partition>();
    this.#partitions.set(topic.id, partitions);
    partitions.set(index, partition);
  }

  /** @returns whether the partition was followed here */
  remove(partition: Partition): boolean {
    const { topic, index } = partition;
    const partitions = this.#partitions.get(topic.id);
    const wasFollowed = partitions?.delete(index) === true;
    if (partitions?.size === 0) this.#partitions.delete(topic.id);
    return wasFollowed;
  }

  /** Fetches at once with the present partitions, so that a new one need not wait for an old long poll. */
  restart(): void {
    this.#retry?.cancel();
    this.#retry = undefined;
    this.#loop += 1;
    if (this.#partitions.size > 0) this.#fetch(this.#loop);
  }

  #fetch(loop: number): void {
    const { configs, peers } = this.#host;
    const waitMs = configs.number('replica.fetch.wait.max.ms');
    const body = this.#request(waitMs);
    peers.send(this.leader, fetchApi, fetchVersion, body, waitMs + 2000, (response) => {
      const healthy = response !== undefined && response.errorCode === errorCodes.NONE;
      const allWell = healthy && this.#apply(body, response);
      if (loop !== this.#loop || this.#partitions.size === 0) return;
      if (allWell) this.#fetch(loop);
      else this.#retryLater(loop);
    });
  }

  #retryLater(loop: number): void {
    const { timers } = this.#host;
    this.#retry = timers.schedule(timers.now + retryBackoffMs, () => {
      if (loop === this.#loop) this.#fetch(loop);
    });
  }

  #request(maxWaitMs: number): FetchRequest {
    const { configs, nodeId } = this.#host;
    const maxBytes = configs.number('replica.fetch.max.bytes');
    const topics = Array.from(this.#partitions, ([topicId, partitions]) => ({
      topic: '',
      topicId,
      partitions: Array.from(partitions.values(), (partition) => fetchFrom(partition, maxBytes)),
    }));
    return {
      clusterId: this.#host.clusterId(),
      replicaId: -1,
      replicaState: { replicaId: nodeId, replicaEpoch: this.#host.brokerEpoch() },
      maxWaitMs,
      minBytes: 1,
      maxBytes: configs.number('replica.fetch.response.max.bytes'),
      isolationLevel: 0,
      sessionId: 0,
      sessionEpoch: -1,
      topics,
      forgottenTopicsData: [],
      rackId: '',
    };
  }

  /** @returns false when a partition had an error, so that the loop does not spin on it */
  #apply(request: FetchRequest, response: FetchResponse): boolean {
    let allWell = true;
    const asked = new Map(request.topics.map(({ topicId, partitions }) => [topicId, byIndex(partitions)]));
    for (const { topicId = zeroUuid, partitions } of response.responses) {
      const [followed, before] = [this.#partitions.get(topicId), asked.get(topicId)];
      for (const fetched of partitions) {
        const partition = followed?.get(fetched.partitionIndex);
        const was = before?.get(fetched.partitionIndex);
        if (partition === undefined || was === undefined || !isAsBefore(was, partition)) continue;
        if (!this.#applyPartition(partition, fetched)) allWell = false;
      }
    }
    return allWell;
  }

  #applyPartition(partition: Partition, fetched: PartitionResponse): boolean {
    if (partition.role !== 'follower' || partition.leader !== this.leader) return true;
    if (fetched.errorCode === errorCodes.OFFSET_OUT_OF_RANGE) {
      this.#resolveOutOfRange(partition, fetched.logStartOffset ?? -1);
      return false;
    }
    if (fetched.errorCode !== errorCodes.NONE) return false;
    const { epoch = -1, endOffset = -1 } = fetched.divergingEpoch ?? {};
    if (endOffset !== -1) {
      return this.#truncate(partition, epoch, endOffset);
    }
    const batches = batchesOf(fetched.records);
    const [first] = batches;
    if (first !== undefined && !continues(partition, first)) {
      // The logs have parted and the leader has deleted what would tell where: it keeps nothing of what ours has.
      const leaderLogStart = fetched.logStartOffset ?? -1;
      if (leaderLogStart < partition.log.logEndOffset) return true;
      partition.restartAt(leaderLogStart);
      return false;
    }
    partition.appendFetched(batches, fetched.highWatermark, fetched.logStartOffset ?? -1);
    return true;
  }

  /** The leader's log parted from ours: keep what both have of that epoch, ask again (KIP-101, 279, 595). */
  #truncate(partition: Partition, leaderEpoch: number, leaderEndOffset: number): boolean {
    const before = { end: partition.log.logEndOffset, epoch: partition.log.epochs.latestEpoch };
    const ours = partition.log.epochs.endOffsetFor(leaderEpoch, partition.log.logEndOffset);
    // Without an epoch in common that far back, the leader's end is the only mark there is.
    const common = ours.epoch === leaderEpoch ? Math.min(leaderEndOffset, ours.endOffset) : ours.endOffset;
    const keep = ours.epoch === -1 ? leaderEndOffset : common;
    partition.truncateTo(Math.min(keep, partition.log.logEndOffset));
    // To ask the same again at once would never end.
    return partition.log.logEndOffset < before.end || partition.log.epochs.latestEpoch !== before.epoch;
  }

  /**
   * Ours ends before the leader's log begins, or beyond its end without an epoch that would show where they part
   * (a log that was emptied, and an unclean election since): there is nothing to keep.
   */
  #resolveOutOfRange(partition: Partition, leaderLogStart: number): void {
    const end = partition.log.logEndOffset;
    if (leaderLogStart > end || (leaderLogStart >= 0 && partition.log.epochs.latestEpoch === undefined)) {
      partition.restartAt(leaderLogStart);
    }
  }
}

function fetchFrom(partition: Partition, partitionMaxBytes: number): FetchedFrom {
  return {
    partition: partition.index,
    currentLeaderEpoch: partition.leaderEpoch,
    fetchOffset: partition.log.logEndOffset,
    lastFetchedEpoch: partition.log.epochs.latestEpoch ?? -1,
    logStartOffset: partition.log.logStartOffset,
    partitionMaxBytes,
    replicaDirectoryId: zeroUuid,
    highWatermark: partition.highWatermark,
  };
}

function byIndex(partitions: readonly FetchedFrom[]): ReadonlyMap<number, FetchedFrom> {
  return new Map(partitions.map((each) => [each.partition, each]));
}

function batchesOf(records: Buffer | readonly Buffer[] | null): readonly Buffer[] {
  if (records === null) return [];
  const list = Buffer.isBuffer(records) ? [records] : records;
  return list.filter((bytes) => bytes.length > 0);
}

/**
 * Whether the log still ends as it did when the fetch was sent, under the same leader. Two fetches may be under
 * way: what the later one brought has been acknowledged, and the answer to the earlier one must not undo it.
 */
function isAsBefore(was: FetchedFrom, { leaderEpoch, log }: Partition): boolean {
  return (
    was.currentLeaderEpoch === leaderEpoch &&
    was.fetchOffset === log.logEndOffset &&
    was.lastFetchedEpoch === (log.epochs.latestEpoch ?? -1)
  );
}

/**
 * Compaction may have left a gap in front of the batch. An empty log also takes one that begins before its start:
 * DeleteRecords may have cut the leader's in two.
 */
function continues({ log }: Partition, batch: Buffer): boolean {
  const baseOffset = readBaseOffset(batch, 0);
  const end = log.logEndOffset;
  return (
    baseOffset >= end || (log.logStartOffset === end && baseOffset < end && readLastOffset(batch, 0) >= end)
  );
}
