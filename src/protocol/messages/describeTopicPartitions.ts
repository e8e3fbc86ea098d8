/** DescribeTopicPartitions: metadata of topics in pages, with the replicas that may lead (KIP-966). */
import { api, array, boolean, int16, int32, string, struct, uuid } from '../schema.ts';

export const describeTopicPartitionsApi = api({
  key: 75,
  name: 'DescribeTopicPartitions',
  versions: [0, 0],
  flexible: 0,
  request: struct({
    // Empty: all topics.
    topics: array(struct({ name: string() })),
    responsePartitionLimit: int32({ default: 2000 }),
    // Where the page begins; the next one where the response says.
    cursor: struct({ topicName: string(), partitionIndex: int32() }, { nullable: true, default: null }),
  }),
  response: struct({
    throttleTimeMs: int32({ default: 0, ignorable: true }),
    topics: array(
      struct({
        errorCode: int16(),
        name: string({ nullable: true, mapKey: true }),
        topicId: uuid({ ignorable: true }),
        isInternal: boolean({ default: false, ignorable: true }),
        partitions: array(
          struct({
            errorCode: int16(),
            partitionIndex: int32(),
            leaderId: int32(),
            leaderEpoch: int32({ default: -1, ignorable: true }),
            replicaNodes: array(int32()),
            isrNodes: array(int32()),
            eligibleLeaderReplicas: array(int32(), { nullable: true, default: null }),
            lastKnownElr: array(int32(), { nullable: true, default: null }),
            offlineReplicas: array(int32(), { ignorable: true }),
          }),
        ),
        topicAuthorizedOperations: int32({ default: -0x80000000 }),
      }),
    ),
    nextCursor: struct({ topicName: string(), partitionIndex: int32() }, { nullable: true, default: null }),
  }),
});
