/**
 * The whole cluster, with every topic, page by page (DescribeTopicPartitions, KIP-966): one answer about ten thousand topics would
 * hold up whoever reads it. Clusters that do not have that API answer with one Metadata.
 */
import { clusterInfo, describeCluster, topicInfo } from './metadata.ts';
import type { ClusterInfo, TopicInfo } from './model.ts';
import type { ApiResponse, Wire } from './wire.ts';

/** What a broker puts into one answer at most unless it is configured otherwise (`max.request.partition.size.limit`). */
const partitionsOfPage = 2_000;

type Page = ApiResponse<'DescribeTopicPartitions'>;

/** Never creates a topic. @throws {KafkaError} when no broker answers */
export async function describeEveryTopic(wire: Wire): Promise<ClusterInfo> {
  if (!(await wire.has('DescribeTopicPartitions'))) return (await describeCluster(wire, null)).cluster;
  const [response, topics] = await Promise.all([
    wire.request('Metadata', 'any', [], false, false),
    everyPage(wire),
  ]);
  return clusterInfo(response, topics);
}

async function everyPage(wire: Wire): Promise<readonly TopicInfo[]> {
  const topics: TopicInfo[] = [];
  let cursor: Page['nextCursor'] | undefined;
  do {
    const page = await wire.request(
      'DescribeTopicPartitions',
      'any',
      [],
      partitionsOfPage,
      ...(cursor === undefined || cursor === null ? [] : [cursor]),
    );
    for (const topic of page.topics) add(topics, wire, topic);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return topics;
}

/** Pages come sorted by name; the last topic of a page may go on in the next. */
function add(topics: TopicInfo[], wire: Wire, topic: Page['topics'][number]): void {
  if (topic.errorCode !== 0 || topic.name === null || topic.name === undefined) return;
  const info = topicInfo(wire, topic.name, topic);
  const last = topics.at(-1);
  if (last?.name !== info.name) topics.push(info);
  else topics[topics.length - 1] = { ...last, partitions: [...last.partitions, ...info.partitions] };
}
