/**
 * DescribeLogDirs: how large the logs of this node are. There is one directory, in memory or followed by files; its capacity
 * is that of memory, the limit that all nodes share (KIP-827).
 */
import { errorCodes } from '../../protocol/errors.ts';
import { describeLogDirsApi } from '../../protocol/messages/describeLogDirs.ts';
import type { Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import type { Partition } from '../replica/partition.ts';
import { handler } from './handler.ts';

type Directory = Encodable<typeof describeLogDirsApi.response>['results'][number];

export const describeLogDirs = handler(describeLogDirsApi, (broker, request, _context, respond) => {
  const asked =
    request.topics === null
      ? undefined
      : new Set(
          request.topics.flatMap(({ topic, partitions }) => partitions.map((index) => `${topic}-${index}`)),
        );
  const partitions = [...broker.replicas.all()].filter(
    ({ topic, index }) => asked === undefined || asked.has(`${topic.name}-${index}`),
  );
  respond({ errorCode: errorCodes.NONE, results: [directory(broker, partitions)] });
});

function directory(broker: Broker, partitions: readonly Partition[]): Directory {
  const { limitBytes, heldBytes } = broker.memoryLimit.use;
  const isLimited = limitBytes < Number.POSITIVE_INFINITY;
  const byTopic = new Map<string, Partition[]>();
  for (const partition of partitions) {
    const { name } = partition.topic;
    byTopic.set(name, [...(byTopic.get(name) ?? []), partition]);
  }
  return {
    errorCode: errorCodes.NONE,
    logDir: broker.logDir,
    topics: Array.from(byTopic, ([name, replicas]) => ({
      name,
      partitions: replicas.map(({ index, log, highWatermark }) => ({
        partitionIndex: index,
        partitionSize: log.sizeBytes,
        offsetLag: Math.max(0, highWatermark - log.logEndOffset),
        isFutureKey: false,
      })),
    })),
    totalBytes: isLimited ? limitBytes : -1,
    usableBytes: isLimited ? Math.max(0, limitBytes - heldBytes) : -1,
  };
}
