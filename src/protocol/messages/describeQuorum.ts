/**
 * DescribeQuorum: the leader, voters and observers of the metadata log, and how far each has come.
 * v1 times of the last fetch (KIP-836), v2 error messages, directory ids and nodes (KIP-853).
 */
import { api, array, int16, int32, int64, string, struct, uint16, uuid } from '../schema.ts';

const replicaState = struct({
  replicaId: int32(),
  replicaDirectoryId: uuid({ since: 2 }),
  logEndOffset: int64(),
  lastFetchTimestamp: int64({ since: 1, default: -1, ignorable: true }),
  lastCaughtUpTimestamp: int64({ since: 1, default: -1, ignorable: true }),
});

export const describeQuorumApi = api({
  key: 55,
  name: 'DescribeQuorum',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    topics: array(struct({ topicName: string(), partitions: array(struct({ partitionIndex: int32() })) })),
  }),
  response: struct({
    errorCode: int16(),
    errorMessage: string({ since: 2, nullable: true, ignorable: true }),
    topics: array(
      struct({
        topicName: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            errorMessage: string({ since: 2, nullable: true, ignorable: true }),
            leaderId: int32(),
            leaderEpoch: int32(),
            highWatermark: int64(),
            currentVoters: array(replicaState),
            observers: array(replicaState),
          }),
        ),
      }),
    ),
    nodes: array(
      struct({
        nodeId: int32({ mapKey: true }),
        listeners: array(struct({ name: string({ mapKey: true }), host: string(), port: uint16() })),
      }),
      { since: 2, default: [] },
    ),
  }),
});
