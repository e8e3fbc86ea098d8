/**
 * Vote: a candidate asks the voters of the quorum for their vote (KIP-595).
 * v1 directory ids (KIP-853), v2 PreVote: would you vote for me? (KIP-996).
 */
import { api, array, boolean, int16, int32, int64, string, struct, uint16, uuid } from '../schema.ts';

export const voteApi = api({
  key: 52,
  name: 'Vote',
  versions: [0, 2],
  flexible: 0,
  request: struct({
    clusterId: string({ nullable: true, default: null }),
    voterId: int32({ since: 1, default: -1, ignorable: true }),
    topics: array(
      struct({
        topicName: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            replicaEpoch: int32(),
            // The candidate. A voter with a longer log, by epoch first and offset second, refuses.
            replicaId: int32(),
            replicaDirectoryId: uuid({ since: 1, ignorable: true }),
            voterDirectoryId: uuid({ since: 1, ignorable: true }),
            lastOffsetEpoch: int32(),
            lastOffset: int64(),
            preVote: boolean({ since: 2 }),
          }),
        ),
      }),
    ),
  }),
  response: struct({
    errorCode: int16(),
    topics: array(
      struct({
        topicName: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            errorCode: int16(),
            leaderId: int32(),
            leaderEpoch: int32(),
            voteGranted: boolean(),
          }),
        ),
      }),
    ),
    nodeEndpoints: array(struct({ nodeId: int32({ mapKey: true }), host: string(), port: uint16() }), {
      since: 1,
      tag: 0,
    }),
  }),
});
