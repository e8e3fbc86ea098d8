/**
 * BeginQuorumEpoch: a new leader of the quorum tells the voters of itself (KIP-595).
 * v1 flexible, directory ids and endpoints (KIP-853).
 */
import { api, array, int16, int32, string, struct, uint16, uuid } from '../schema.ts';

export const beginQuorumEpochApi = api({
  key: 53,
  name: 'BeginQuorumEpoch',
  versions: [0, 1],
  flexible: 1,
  request: struct({
    clusterId: string({ nullable: true, default: null }),
    voterId: int32({ since: 1, default: -1, ignorable: true }),
    topics: array(
      struct({
        topicName: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            voterDirectoryId: uuid({ since: 1, ignorable: true }),
            leaderId: int32(),
            leaderEpoch: int32(),
          }),
        ),
      }),
    ),
    leaderEndpoints: array(struct({ name: string({ mapKey: true }), host: string(), port: uint16() }), {
      since: 1,
      default: [],
      ignorable: true,
    }),
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
