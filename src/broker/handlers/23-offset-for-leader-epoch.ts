/** OffsetForLeaderEpoch: where an epoch ended on the leader, to find where two logs part (KIP-101, KIP-279, KIP-320). */
import { zeroUuid } from '../../protocol/bytes.ts';
import { errorCodes } from '../../protocol/errors.ts';
import { offsetForLeaderEpochApi } from '../../protocol/messages/offsetForLeaderEpoch.ts';
import type { Decoded, Encodable } from '../../protocol/schema.ts';
import type { Broker } from '../broker.ts';
import { handler } from './handler.ts';
import { leaderPartition, topicOf } from './leaderPartition.ts';

type Asked = Decoded<typeof offsetForLeaderEpochApi.request>['topics'][number]['partitions'][number];
type Answer = Encodable<typeof offsetForLeaderEpochApi.response>['topics'][number]['partitions'][number];

export const offsetForLeaderEpoch = handler(offsetForLeaderEpochApi, (broker, request, _context, respond) => {
  respond({
    topics: request.topics.map(({ topic, partitions }) => ({
      topic,
      partitions: partitions.map((asked) => endOf(broker, topic, asked)),
    })),
  });
});

function endOf(broker: Broker, name: string, asked: Asked): Answer {
  const topic = topicOf(broker, name, zeroUuid);
  const found = leaderPartition(broker, topic, zeroUuid, asked.partition, asked.currentLeaderEpoch);
  if (found.partition === undefined) return { partition: asked.partition, errorCode: found.error };
  const { log } = found.partition;
  const { epoch, endOffset } = log.epochs.endOffsetFor(asked.leaderEpoch, log.logEndOffset);
  return { partition: asked.partition, errorCode: errorCodes.NONE, leaderEpoch: epoch, endOffset };
}
