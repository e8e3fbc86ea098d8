/** What lies below topics: the metadata quorum, directories, producers, and offsets by time. Reads only. */
import type {
  IsolationOption,
  LogDir,
  OffsetTime,
  PartitionParts,
  PartitionProducers,
  Parts,
  QuorumInfo,
  QuorumReplica,
  TimedOffset,
} from './adminService.ts';
import { type KafkaError, toKafkaError } from './errors.ts';
import { askLeaders, partitionParts } from './leaders.ts';
import { byTopic } from './metadata.ts';
import type { TopicPartition } from './model.ts';
import { isolationLevels } from './offsets.ts';
import type { OpenCluster } from './openCluster.ts';
import type { ApiResponse, Wire } from './wire.ts';

/** Kafka's special timestamps. */
const places = { latest: -1, earliest: -2, 'max-timestamp': -3 } as const;
const consumerReplica = -1;
const metadataTopic = '__cluster_metadata';

export async function offsetsForTimes(
  open: OpenCluster,
  partitions: readonly TopicPartition[],
  time: OffsetTime,
  { isolation = 'read_uncommitted' }: IsolationOption = {},
): Promise<PartitionParts<TimedOffset>> {
  const timestamp = BigInt(typeof time === 'number' ? Math.trunc(time) : places[time]);
  return await askLeaders(open, partitions, async (broker, items) => {
    const topics = byTopic(items).map(({ topic, items: own }) => ({
      name: topic,
      partitions: own.map((item) => ({ partitionIndex: item.partition, currentLeaderEpoch: -1, timestamp })),
    }));
    const level = isolationLevels[isolation];
    const response = await open.wire.request('ListOffsets', broker, consumerReplica, level, topics);
    return partitionParts(open.wire, response.topics, (answer) => ({
      offset: known(answer.offset),
      timestamp: known(answer.timestamp),
      leaderEpoch: answer.leaderEpoch < 0 ? undefined : answer.leaderEpoch,
    }));
  });
}

export async function describeQuorum(open: OpenCluster): Promise<QuorumInfo> {
  const topics = [{ topicName: metadataTopic, partitions: [{ partitionIndex: 0 }] }];
  return await open.atController(async (controller) => {
    const response = await open.wire.request('DescribeQuorum', controller, topics);
    open.wire.check(response.errorCode, response.errorMessage);
    const quorum = response.topics[0]?.partitions[0];
    open.wire.check(quorum?.errorCode ?? -1, quorum?.errorMessage);
    return quorumInfo(quorum as Quorum);
  });
}

type Quorum = ApiResponse<'DescribeQuorum'>['topics'][number]['partitions'][number];

/** Replicas by id; lag is counted from the leader's own log. */
export function quorumInfo(quorum: Quorum): QuorumInfo {
  const end = known(
    quorum.currentVoters.find(({ replicaId }) => replicaId === quorum.leaderId)?.logEndOffset,
  );
  const replicas = (list: Quorum['observers']): readonly QuorumReplica[] =>
    list
      .map((replica) => {
        const logEndOffset = known(replica.logEndOffset);
        const lag = end === undefined || logEndOffset === undefined ? undefined : end - logEndOffset;
        return {
          id: replica.replicaId,
          logEndOffset,
          lag: lag && Math.max(0, lag),
          lastFetchTimestamp: known(replica.lastFetchTimestamp),
          lastCaughtUpTimestamp: known(replica.lastCaughtUpTimestamp),
        };
      })
      .toSorted((a, b) => a.id - b.id);
  return {
    leader: quorum.leaderId,
    epoch: quorum.leaderEpoch,
    highWatermark: Number(quorum.highWatermark),
    voters: replicas(quorum.currentVoters),
    observers: replicas(quorum.observers),
  };
}

export async function describeLogDirs(
  open: OpenCluster,
  topics?: readonly string[],
): Promise<Parts<number, readonly LogDir[]>> {
  const values = new Map<number, readonly LogDir[]>();
  const errors = new Map<number, KafkaError>();
  const cluster = await open.recent();
  const wanted = topics && new Set(topics);
  const request =
    wanted &&
    cluster.topics
      .filter(({ name }) => wanted.has(name))
      .map(({ name, partitions }) => ({ name, partitions: partitions.map(({ partition }) => partition) }));
  await Promise.all(
    cluster.brokers.map(async (broker) => {
      try {
        const response = await open.wire.request('DescribeLogDirs', broker, request ?? null);
        open.wire.check(response.errorCode ?? 0);
        values.set(
          broker.id,
          response.results.map((result) => logDir(open.wire, result)),
        );
      } catch (error) {
        errors.set(broker.id, toKafkaError(error));
      }
    }),
  );
  return { values, errors };
}

export async function describeProducers(
  open: OpenCluster,
  partitions: readonly TopicPartition[],
): Promise<PartitionParts<PartitionProducers>> {
  return await askLeaders(open, partitions, async (broker, items) => {
    const topics = byTopic(items).map(({ topic, items: own }) => ({
      name: topic,
      partitionIndexes: own.map(({ partition }) => partition),
    }));
    const response = await open.wire.request('DescribeProducers', broker, topics);
    return partitionParts(open.wire, response.topics, (answer) => ({
      producers: answer.activeProducers.map((producer) => ({
        producerId: Number(producer.producerId),
        producerEpoch: producer.producerEpoch,
        lastSequence: producer.lastSequence,
        lastTimestamp: Number(producer.lastTimestamp),
        transactionStart: known(producer.currentTxnStartOffset),
      })),
    }));
  });
}

function logDir(wire: Wire, result: ApiResponse<'DescribeLogDirs'>['results'][number]): LogDir {
  return {
    path: result.logDir,
    error: wire.error(result.errorCode),
    totalBytes: known(result.totalBytes),
    usableBytes: known(result.usableBytes),
    replicas: result.topics.flatMap((topic) =>
      topic.partitions.map((partition) => ({
        topic: topic.name,
        partition: partition.partitionIndex,
        bytes: Number(partition.partitionSize),
        lag: Number(partition.offsetLag),
        future: partition.isFutureKey,
      })),
    ),
  };
}

/** Kafka's -1, and what an older version does not have, is nothing. */
function known(value: bigint | undefined): number | undefined {
  return value === undefined || value < 0n ? undefined : Number(value);
}
