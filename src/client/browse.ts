/**
 * Reading without a group: nothing is joined and nothing is committed, so the cluster remembers nothing
 * of whoever looked.
 */
import type { ConsumeHandlers, ConsumeOptions, Consumption } from './clusterService.ts';
import { KafkaError } from './errors.ts';
import { FetchLoop } from './fetchLoop.ts';
import { describeCluster } from './metadata.ts';
import type { PartitionOffset } from './model.ts';
import { listOffsets } from './offsets.ts';
import type { Wire } from './wire.ts';

/**
 * The wire is the reader's own and is closed with it.
 * @throws {KafkaError} `UNKNOWN_TOPIC_OR_PARTITION` for a topic that does not exist
 */
export async function browse(
  wire: Wire,
  options: ConsumeOptions,
  handlers: ConsumeHandlers,
): Promise<Consumption> {
  try {
    const positions = options.partitions ?? (await startingPoints(wire, options));
    const loop = new FetchLoop(wire, handlers);
    loop.assign(positions);
    return loop;
  } catch (error) {
    await wire.close();
    throw error;
  }
}

async function startingPoints(wire: Wire, options: ConsumeOptions): Promise<readonly PartitionOffset[]> {
  const { cluster, errors } = await describeCluster(wire, options.topics);
  for (const [topic, error] of errors) {
    const { code, name, retriable } = error;
    throw new KafkaError({ code, name, retriable, message: `${topic}: ${error.message}` }, error);
  }
  const partitions = cluster.topics.flatMap((topic) =>
    topic.partitions.map(({ partition }) => ({ topic: topic.name, partition })),
  );
  const ranges = await listOffsets(wire, cluster, partitions);
  return partitions.map(({ topic, partition }) => {
    const range = ranges.find((item) => item.topic === topic && item.partition === partition);
    // A partition without a leader cannot say: an impossible offset makes its leader say it later.
    const [low, high] = range === undefined ? [0, Number.MAX_SAFE_INTEGER] : [range.low, range.high];
    return { topic, partition, offset: options.from === 'earliest' ? low : high };
  });
}
