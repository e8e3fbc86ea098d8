/**
 * Low and high offsets of partitions, asked from their leaders. Partitions whose leader is missing or does
 * not answer are left out: the next look will have them.
 */
import { byBroker, byTopic, leaderOf, partitionKey } from './metadata.ts';
import type { ClusterInfo, PartitionOffset, PartitionOffsets, TopicPartition } from './model.ts';
import type { BrokerAddress, Wire } from './wire.ts';

/** Kafka's special timestamps. */
const earliestTimestamp = -2n;
const latestTimestamp = -1n;

/** Kafka's numbers. */
export const isolationLevels = { read_uncommitted: 0, read_committed: 1 } as const;

/** One answer about more partitions would hold up whoever reads it. */
const partitionsOfRequest = 1_000;

/** @throws {KafkaError} only when every broker that was asked failed to answer */
export async function listOffsets(
  wire: Wire,
  cluster: ClusterInfo,
  partitions: readonly TopicPartition[],
): Promise<readonly PartitionOffsets[]> {
  const byLeader = byBroker(partitions, (item) => leaderOf(cluster, item.topic, item.partition));
  const asked = byLeader.map(async ({ broker, items }) => {
    const offsets: PartitionOffsets[] = [];
    for (let from = 0; from < items.length; from += partitionsOfRequest) {
      const some = items.slice(from, from + partitionsOfRequest);
      const [low, high] = await Promise.all([
        ask(wire, broker, some, earliestTimestamp),
        ask(wire, broker, some, latestTimestamp),
      ]);
      offsets.push(...join(low, high));
    }
    return offsets;
  });
  const settled = await Promise.allSettled(asked);
  const answers = settled.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failure = settled.find((answer) => answer.status === 'rejected');
  if (answers.length === 0 && failure !== undefined) {
    throw failure.reason;
  }
  return answers.flat();
}

async function ask(
  wire: Wire,
  broker: BrokerAddress,
  partitions: readonly TopicPartition[],
  timestamp: bigint,
): Promise<readonly PartitionOffset[]> {
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

function join(
  low: readonly PartitionOffset[],
  high: readonly PartitionOffset[],
): readonly PartitionOffsets[] {
  const ends = new Map(high.map((item) => [partitionKey(item.topic, item.partition), item.offset]));
  return low.flatMap(({ topic, partition, offset }) => {
    const end = ends.get(partitionKey(topic, partition));
    return end === undefined ? [] : [{ topic, partition, low: offset, high: end }];
  });
}
