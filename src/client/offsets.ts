/**
 * Low and high offsets of partitions, asked from their leaders. Partitions whose leader is missing or does
 * not answer are left out: the next look will have them.
 */
import { byBroker, byTopic, leaderOf } from './metadata.ts';
import type { ClusterInfo, OffsetForTime, PartitionOffsets } from './model.ts';
import type { BrokerAddress, Wire } from './wire.ts';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** Kafka's special timestamps. */
const earliestTimestamp = -2n;
const latestTimestamp = -1n;

/** @throws {KafkaError} only when every broker that was asked failed to answer */
export async function listOffsets(
  wire: Wire,
  cluster: ClusterInfo,
  partitions: readonly TopicPartition[],
): Promise<readonly PartitionOffsets[]> {
  const byLeader = byBroker(partitions, (item) => leaderOf(cluster, item.topic, item.partition));
  const asked = byLeader.map(async ({ broker, items }) => {
    const [low, high] = await Promise.all([
      ask(wire, broker, items, earliestTimestamp),
      ask(wire, broker, items, latestTimestamp),
    ]);
    return join(low, high);
  });
  const settled = await Promise.allSettled(asked);
  const answers = settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failure = settled.find((answer) => answer.status === 'rejected');
  if (answers.length === 0 && failure !== undefined) {
    throw failure.reason;
  }
  return answers.flat();
}

/** @throws {KafkaError} when a broker that was asked failed to answer, or refused to */
export async function offsetsForTime(
  wire: Wire,
  cluster: ClusterInfo,
  partitions: readonly TopicPartition[],
  timestamp: number,
): Promise<readonly OffsetForTime[]> {
  const byLeader = byBroker(partitions, (item) => leaderOf(cluster, item.topic, item.partition));
  const answers = byLeader.map(({ broker, items }) => ask(wire, broker, items, BigInt(timestamp)));
  return (await Promise.all(answers))
    .flat()
    .map((answer) => ({ ...answer, offset: answer.offset < 0 ? undefined : answer.offset }));
}

interface Offset extends TopicPartition {
  readonly offset: number;
}

async function ask(
  wire: Wire,
  broker: BrokerAddress,
  partitions: readonly TopicPartition[],
  timestamp: bigint,
): Promise<readonly Offset[]> {
  const request = byTopic(partitions).map(({ topic, items }) => ({
    name: topic,
    partitions: items.map((item) => ({ partitionIndex: item.partition, currentLeaderEpoch: -1, timestamp })),
  }));
  const response = await wire.request('ListOffsets', broker, -1, 0, request);
  return response.topics.flatMap((topic) =>
    topic.partitions
      .filter((partition) => partition.errorCode === 0)
      .map((partition) => ({
        topic: topic.name,
        partition: partition.partitionIndex,
        offset: Number(partition.offset),
      })),
  );
}

function join(low: readonly Offset[], high: readonly Offset[]): readonly PartitionOffsets[] {
  return low.flatMap(({ topic, partition, offset }) => {
    const end = high.find((item) => item.topic === topic && item.partition === partition);
    return end === undefined ? [] : [{ topic, partition, low: offset, high: end.offset }];
  });
}
