/**
 * ListOffsets: the offset of a timestamp or of a mark. -1 is the end that the reader may see, -2 the start,
 * -3 the newest timestamp (v7). Nothing is tiered here, so -4 is the start (v8), -5 and -6 know nothing (v9, v11).
 * v4 leader epochs, v5 OFFSET_NOT_AVAILABLE (KIP-207).
 */

import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { listOffsetsApi } from '../../protocol/messages/listOffsets.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import type { Partition } from '../replica/partition.ts';
import { handler } from './handler.ts';
import { leaderPartition, topicOf } from './leaderPartition.ts';

type Request = Decoded<typeof listOffsetsApi.request>;
type PartitionRequest = Request['topics'][number]['partitions'][number];
type PartitionResponse = Encodable<typeof listOffsetsApi.response>['topics'][number]['partitions'][number];

const latest = -1;
const earliest = -2;
const maxTimestamp = -3;
const earliestLocal = -4;
const latestTiered = -5;
const earliestPendingUpload = -6;

export const listOffsets = handler(listOffsetsApi, (broker, request, context, respond) => {
  const topics = request.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map((partition) =>
      listPartition(broker, request, context.apiVersion, name, partition),
    ),
  }));
  respond({ topics });
});

function listPartition(
  broker: Broker,
  request: Request,
  apiVersion: number,
  name: string,
  asked: PartitionRequest,
): PartitionResponse {
  const { partitionIndex, currentLeaderEpoch, timestamp } = asked;
  const topic = topicOf(broker, name, zeroUuid);
  const found = leaderPartition(broker, topic, zeroUuid, partitionIndex, currentLeaderEpoch);
  if (found.partition === undefined) return { partitionIndex, errorCode: found.error };
  const bound = upperBound(found.partition, request);
  const isClient = request.replicaId < 0;
  const {
    offset = -1,
    timestamp: foundTimestamp = -1,
    leaderEpoch,
  } = lookUp(found.partition, timestamp, bound);
  if (isClient && found.partition.isBehindElection && (timestamp === latest || offset === -1)) {
    const errorCode = apiVersion >= 5 ? errorCodes.OFFSET_NOT_AVAILABLE : errorCodes.LEADER_NOT_AVAILABLE;
    return { partitionIndex, errorCode };
  }
  const answer = { partitionIndex, errorCode: errorCodes.NONE, offset, timestamp: foundTimestamp };
  return apiVersion >= 4 ? { ...answer, leaderEpoch } : answer;
}

function upperBound(partition: Partition, { replicaId, isolationLevel }: Request): number {
  if (replicaId >= 0) return partition.log.logEndOffset;
  return isolationLevel === 1 ? partition.lastStableOffset : partition.highWatermark;
}

function lookUp(
  partition: Partition,
  timestamp: number,
  bound: number,
): Pick<PartitionResponse, 'timestamp' | 'offset' | 'leaderEpoch'> {
  const { log } = partition;
  switch (timestamp) {
    case latest:
      return { offset: bound, leaderEpoch: partition.leaderEpoch };
    case earliest:
    case earliestLocal:
      return { offset: log.logStartOffset, leaderEpoch: log.epochs.epochForOffset(log.logStartOffset) ?? -1 };
    case maxTimestamp:
      return log.maxTimestampOffset(bound) ?? {};
    case latestTiered:
    case earliestPendingUpload:
      return {};
    default:
      return log.offsetForTimestamp(timestamp, bound) ?? {};
  }
}
