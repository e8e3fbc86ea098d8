/** DescribeProducers: what a replica, leading or not, remembers of the producers that wrote to it (KIP-664). */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { describeProducersApi } from '../../protocol/messages/describeProducers.ts';
import type { Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import { handler } from './handler.ts';
import { topicOf } from './leaderPartition.ts';

type Topic = Encodable<typeof describeProducersApi.response>['topics'][number];
type Answer = Topic['partitions'][number];

export const describeProducers = handler(describeProducersApi, (broker, request, _context, respond) => {
  respond({
    topics: request.topics.map(({ name, partitionIndexes }) => ({
      name,
      partitions: partitionIndexes.map((index) => describe(broker, name, index)),
    })),
  });
});

function describe(broker: Broker, name: string, partitionIndex: number): Answer {
  const fail = (errorCode: number): Answer => ({ partitionIndex, errorCode, activeProducers: [] });
  const topic = topicOf(broker, name, zeroUuid);
  if (topic?.partitions[partitionIndex] === undefined) return fail(errorCodes.UNKNOWN_TOPIC_OR_PARTITION);
  const partition = broker.replicas.find(topic.id, partitionIndex);
  if (partition === undefined) return fail(errorCodes.NOT_LEADER_OR_FOLLOWER);
  const activeProducers = partition.log.producers
    .activeProducers()
    .map(({ currentTransactionFirstOffset, ...producer }) => ({
      ...producer,
      currentTxnStartOffset: currentTransactionFirstOffset,
    }));
  return { partitionIndex, errorCode: errorCodes.NONE, activeProducers };
}
