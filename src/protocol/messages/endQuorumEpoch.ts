/**
 * EndQuorumEpoch: a leader of the quorum resigns and names who may follow, best first (KIP-595).
 * v1 flexible, directory ids and endpoints (KIP-853).
 */
import { api, array, int16, int32, string, struct, uint16, uuid } from '../schema.ts';

export const endQuorumEpochApi = api({
  key: 54,
  name: 'EndQuorumEpoch',
  versions: [0, 1],
  flexible: 1,
  request: struct({
    clusterId: string({ nullable: true, default: null }),
    topics: array(
      struct({
        topicName: string(),
        partitions: array(
          struct({
            partitionIndex: int32(),
            leaderId: int32(),
            leaderEpoch: int32(),
            preferredSuccessors: array(int32(), { until: 0, default: [], ignorable: true }),
            preferredCandidates: array(struct({ candidateId: int32(), candidateDirectoryId: uuid() }), {
              since: 1,
              default: [],
              ignorable: true,
            }),
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
