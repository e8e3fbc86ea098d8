/** What changes topics: create, delete, more partitions, fewer records. */
import type { LowWatermark, PartitionParts, ValidateOption } from './adminService.ts';
import { askLeaders, partitionParts } from './leaders.ts';
import { byTopic, topicInfoOf } from './metadata.ts';
import type { NewTopic, PartitionOffset } from './model.ts';
import type { OpenCluster } from './openCluster.ts';

/** Milliseconds a controller or leader may take. */
const timeout = 10_000;

/** Resolves when the topic can be seen and has leaders. */
export async function createTopic(
  open: OpenCluster,
  topic: NewTopic,
  { validateOnly = false }: ValidateOption = {},
): Promise<void> {
  const request = {
    name: topic.name,
    numPartitions: topic.partitions,
    replicationFactor: topic.replicationFactor,
    assignments: [],
    configs: Object.entries(topic.configs ?? {}).map(([name, value]) => ({ name, value })),
  };
  await open.atController(async (controller) => {
    const response = await open.wire.request('CreateTopics', controller, [request], timeout, validateOnly);
    const answer = response.topics[0];
    open.wire.check(answer?.errorCode ?? -1, answer?.errorMessage);
  });
  if (!validateOnly) {
    await hasPartitions(open, topic.name, topic.partitions);
  }
}

/** Resolves when none of them can be seen. */
export async function deleteTopics(open: OpenCluster, names: readonly string[]): Promise<void> {
  const topics = names.map((name) => ({ name, topicId: null }));
  await open.atController(async (controller) => {
    const response = await open.wire.request('DeleteTopics', controller, topics, timeout);
    const failed = response.responses.find((answer) => answer.errorCode !== 0);
    open.wire.check(failed?.errorCode ?? 0, failed?.errorMessage ?? failed?.name);
  });
  await open.settled((cluster) => !cluster.topics.some((topic) => names.includes(topic.name)));
}

/** Resolves when the new partitions can be seen and have leaders. */
export async function createPartitions(
  open: OpenCluster,
  topic: string,
  total: number,
  { validateOnly = false }: ValidateOption = {},
): Promise<void> {
  const request = { name: topic, count: total, assignments: null };
  await open.atController(async (controller) => {
    const response = await open.wire.request(
      'CreatePartitions',
      controller,
      [request],
      timeout,
      validateOnly,
    );
    const answer = response.results[0];
    open.wire.check(answer?.errorCode ?? -1, answer?.errorMessage);
  });
  if (!validateOnly) {
    await hasPartitions(open, topic, total);
  }
}

export async function deleteRecords(
  open: OpenCluster,
  offsets: readonly PartitionOffset[],
): Promise<PartitionParts<LowWatermark>> {
  return await askLeaders(open, offsets, async (broker, items) => {
    const topics = byTopic(items).map(({ topic, items: own }) => ({
      name: topic,
      partitions: own.map(({ partition, offset }) => ({ partitionIndex: partition, offset: BigInt(offset) })),
    }));
    const response = await open.wire.request('DeleteRecords', broker, topics, timeout);
    return partitionParts(open.wire, response.topics, (answer) => ({
      lowWatermark: Number(answer.lowWatermark),
    }));
  });
}

/** `count` may be -1: as many as the cluster gives by default. */
async function hasPartitions(open: OpenCluster, topic: string, count: number): Promise<void> {
  await open.settled((cluster) => {
    const partitions = topicInfoOf(cluster, topic)?.partitions ?? [];
    return partitions.length >= Math.max(count, 1) && partitions.every((partition) => partition.leader >= 0);
  });
}
