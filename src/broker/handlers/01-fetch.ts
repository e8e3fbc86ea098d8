/**
 * Fetch: consumers read below the high watermark, followers up to the log's end; otherwise they are the same
 * request. It waits for minBytes, and for a follower also ends when there is a newer high watermark to tell.
 * v4 read_committed, v9 leader epochs (KIP-320), v12 diverging epochs (KIP-595), v13 topic ids, v15 replica
 * state. What sessions (v7, KIP-227) leave out stands in fetchSessions.ts.
 */
import { errorCodes } from '../../protocol/errors.ts';
import { fetchApi } from '../../protocol/messages/fetch.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import type { TopicImage } from '../controller/metadataImage.ts';
import { metadataTopicId } from '../quorum/messages.ts';
import type { Partition } from '../replica/partition.ts';
import { endpointsOf } from './brokerList.ts';
import { handler } from './handler.ts';
import { currentLeader, leaderPartition, topicOf } from './leaderPartition.ts';

type Request = Decoded<typeof fetchApi.request>;
type PartitionRequest = Request['topics'][number]['partitions'][number];
type Response = Encodable<typeof fetchApi.response>;
type PartitionResponse = Response['responses'][number]['partitions'][number];

/** `fetch.max.bytes` of the broker (its default): no response carries more, but for a first batch that is larger. */
const maxResponseBytes = 55 * 1024 * 1024;
/** The first version that says whom to turn to instead. */
const leaderHintVersion = 16;

export const fetch = handler(fetchApi, (broker, request, context, respond) => {
  if (request.topics.some(({ topicId }) => topicId === metadataTopicId)) {
    broker.quorum.handleFetch(request, respond);
    return;
  }
  const opened = broker.fetchSessions.open(request, broker.timers.now);
  if (opened.error !== undefined) {
    respond({ errorCode: opened.error, responses: [] });
    return;
  }
  const read = new FetchRead(broker, opened.request, context.apiVersion >= leaderHintVersion);
  const answer = (): void => respond(opened.finish(read.response()));
  const operation = {
    tryComplete: () => {
      if (!read.isSatisfied()) return false;
      answer();
      return true;
    },
    expire: answer,
  };
  const deadline = broker.timers.now + request.maxWaitMs;
  const forget = broker.purgatory.tryCompleteElseWatch(operation, read.keys, deadline);
  context.onClose?.(forget);
});

interface Target {
  readonly topic: TopicImage | undefined;
  readonly topicId: string;
  readonly request: PartitionRequest;
}

class FetchRead {
  readonly keys: readonly string[];
  readonly #broker: Broker;
  readonly #request: Request;
  readonly #replicaId: number;
  readonly #byTopic: readonly (readonly Target[])[];
  readonly #targets: readonly Target[];
  readonly #tellsLeaders: boolean;

  constructor(broker: Broker, request: Request, tellsLeaders: boolean) {
    this.#tellsLeaders = tellsLeaders;
    this.#broker = broker;
    this.#request = request;
    this.#replicaId = request.replicaId >= 0 ? request.replicaId : request.replicaState.replicaId;
    this.#byTopic = request.topics.map(({ topic: name, topicId, partitions }) => {
      const topic = topicOf(broker, name, topicId);
      return partitions.map((partition) => ({ topic, topicId, request: partition }));
    });
    this.#targets = this.#byTopic.flat();
    this.keys = this.#targets.flatMap(({ topic, request: { partition } }) => {
      return topic === undefined ? [] : [`${topic.id}:${partition}`];
    });
    if (this.#isFollower) {
      broker.purgatory.together(() => {
        for (const target of this.#targets) this.#acknowledge(target);
      });
    }
  }

  /** Whether the answer should go out now: enough bytes, an error, or news for a follower. */
  isSatisfied(): boolean {
    if (this.#request.maxWaitMs <= 0 || this.keys.length === 0) return true;
    let bytes = 0;
    for (const target of this.#targets) {
      const found = this.#find(target);
      if (found.partition === undefined) return true;
      const { partition } = found;
      if (this.#divergence(partition, target.request) !== undefined) return true;
      const bound = this.#upperBound(partition);
      const { fetchOffset } = target.request;
      if (fetchOffset < partition.log.logStartOffset || fetchOffset > partition.log.logEndOffset) return true;
      if (this.#isFollower && this.#hasNews(partition, target.request)) return true;
      // Most of many partitions have nothing new: not even looked up in the log.
      if (fetchOffset >= bound) continue;
      bytes += partition.log.read(fetchOffset, target.request.partitionMaxBytes, bound, true).bytes;
      if (bytes >= this.#request.minBytes && bytes > 0) return true;
    }
    return bytes >= this.#request.minBytes;
  }

  /** Reads everything that is there now, within the limits. */
  response(): Response {
    let left = Math.min(this.#request.maxBytes, maxResponseBytes);
    let first = true;
    const responses = this.#request.topics.map(({ topic, topicId }, index) => ({
      topic,
      topicId,
      partitions: (this.#byTopic[index] ?? []).map((target) => {
        const { response, bytes } = this.#read(target, left, first);
        left -= bytes;
        if (bytes > 0) first = false;
        return response;
      }),
    }));
    const leaders = responses
      .flatMap(({ partitions }) => partitions)
      .flatMap(({ currentLeader: leader }) => leader?.leaderId ?? []);
    return {
      errorCode: errorCodes.NONE,
      responses,
      nodeEndpoints: endpointsOf(this.#broker.image, leaders),
    };
  }

  /**
   * What a follower is told without records: a newer high watermark, or a log start that it has not reached. Kafka lets the
   * latter wait for the end of the fetch; whoever deletes records would wait with it.
   */
  #hasNews(partition: Partition, { logStartOffset }: PartitionRequest): boolean {
    return (
      partition.highWatermarkSentTo(this.#replicaId) < partition.highWatermark ||
      logStartOffset < partition.log.logStartOffset
    );
  }

  get #isFollower(): boolean {
    return this.#replicaId >= 0;
  }

  #find({ topic, topicId, request }: Target) {
    return leaderPartition(this.#broker, topic, topicId, request.partition, request.currentLeaderEpoch);
  }

  /** A follower's fetch from an offset says that it has everything before it, unless its log has parted from ours. */
  #acknowledge(target: Target): void {
    const { partition } = this.#find(target);
    if (partition === undefined || this.#divergence(partition, target.request) !== undefined) return;
    const { fetchOffset, logStartOffset } = target.request;
    if (fetchOffset > partition.log.logEndOffset) return;
    partition.followerFetched(this.#replicaId, fetchOffset, logStartOffset);
  }

  /** Where the follower's log parts from this one; undefined when what it has is what we have (KIP-595). */
  #divergence(partition: Partition, request: PartitionRequest): PartitionResponse['divergingEpoch'] {
    const { lastFetchedEpoch, fetchOffset } = request;
    if (lastFetchedEpoch < 0) return undefined;
    const { epoch, endOffset } = partition.log.epochs.endOffsetFor(
      lastFetchedEpoch,
      partition.log.logEndOffset,
    );
    if (epoch === lastFetchedEpoch && endOffset >= fetchOffset) return undefined;
    return epoch === -1 ? undefined : { epoch, endOffset };
  }

  #upperBound(partition: Partition): number {
    if (this.#isFollower) return partition.log.logEndOffset;
    return this.#request.isolationLevel === 1 ? partition.lastStableOffset : partition.highWatermark;
  }

  #read(
    target: Target,
    maxBytes: number,
    first: boolean,
  ): { readonly response: PartitionResponse; readonly bytes: number } {
    const { partition: partitionIndex, fetchOffset, partitionMaxBytes } = target.request;
    const found = this.#find(target);
    if (found.partition === undefined) {
      return { response: this.#failed(target, found.error), bytes: 0 };
    }
    const { partition } = found;
    const { log } = partition;
    const positions = {
      partitionIndex,
      highWatermark: partition.highWatermark,
      lastStableOffset: partition.lastStableOffset,
      logStartOffset: log.logStartOffset,
    };
    const divergingEpoch = this.#divergence(partition, target.request);
    if (divergingEpoch !== undefined) {
      const errorCode = errorCodes.NONE;
      return {
        response: { ...positions, errorCode, divergingEpoch, abortedTransactions: null, records: nothing },
        bytes: 0,
      };
    }
    if (fetchOffset < log.logStartOffset || fetchOffset > log.logEndOffset) {
      const failed = this.#failed(target, errorCodes.OFFSET_OUT_OF_RANGE);
      // A follower begins anew where the leader begins; Kafka's would ask with ListOffsets, which consumers have to.
      return { response: this.#isFollower ? { ...failed, ...positions } : failed, bytes: 0 };
    }
    const limit = Math.max(0, Math.min(maxBytes, partitionMaxBytes));
    const read = log.read(fetchOffset, limit, this.#upperBound(partition), first);
    if (this.#isFollower) partition.tellHighWatermark(this.#replicaId);
    const response: PartitionResponse = {
      ...positions,
      errorCode: errorCodes.NONE,
      abortedTransactions:
        this.#request.isolationLevel === 1 ? this.#aborted(partition, read.nextOffset, fetchOffset) : null,
      records: read.records,
    };
    return { response, bytes: read.bytes };
  }

  #aborted(partition: Partition, upTo: number, from: number): PartitionResponse['abortedTransactions'] {
    return partition.log.producers.abortedTransactions(from, upTo);
  }

  #failed({ topic, request }: Target, errorCode: number): PartitionResponse {
    const leader = this.#tellsLeaders ? currentLeader(topic, request.partition, errorCode) : undefined;
    return {
      partitionIndex: request.partition,
      errorCode,
      highWatermark: -1,
      abortedTransactions: null,
      records: nothing,
      ...(leader === undefined ? {} : { currentLeader: leader }),
    };
  }
}

const nothing: readonly Buffer[] = [];
